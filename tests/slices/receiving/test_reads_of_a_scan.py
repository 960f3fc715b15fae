"""What a scan asks of its parcel is found by indexes, however many copies are in."""

import pytest
from sqlalchemy.orm import Session

from app.deposits.receiving.services import Outcome, open_arrival, scan
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.obligations import counted_statements
from tests.factories.receiving import AT, labels_of, make_world, new_key, send_parcel

pytestmark = pytest.mark.one_database


def test_a_label_reads_no_other_scan_of_its_parcel(session: Session) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 2})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=world.colleague, at=AT).id
    with counted_statements() as statements, transaction():
        found = scan(
            arrival_id=arrival,
            text=labels_of(parcel)[0],
            key=new_key(),
            condition=Condition.GOOD,
            by=world.colleague,
            at=AT,
        )
    assert found.outcome is Outcome.RECORDED
    connection = session.connection()
    steps = [
        row.detail
        for statement in statements
        if statement.startswith("SELECT")
        for row in connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")
        )
    ]
    of_scans = [step for step in steps if step.startswith(("SEARCH scan ", "SCAN scan"))]
    assert len(of_scans) == 4, steps
    by_parcel_alone = [step for step in of_scans if "(arrival_id=?)" in step or step.startswith("SCAN")]
    assert by_parcel_alone == []
