"""Workers that are killed while they issue a batch."""

from flask import Flask

from tests.factories.compliance import add_late_depositors, make_late_world, started_batch
from tests.support.killed_workers import complaints, issue_under_kills


def test_killed_three_times_in_a_hundred_each_has_one_notice_and_one_signed_file(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world()
        batch_id = started_batch(world, add_late_depositors(world, 100))
    assert issue_under_kills(own_app, batch_id, kills=3, patience=600, seed=417) == 3
    assert list(complaints(own_app, batch_id)) == []
