"""Files take turns at the worker, and what a killed worker held is taken up at once."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.exchange.batches import jobs, working
from app.exchange.batches.models import ImportBatch
from app.infra import clock
from app.infra.db import transaction
from app.infra.leases import is_of_the_dead, new_lease
from app.publications.models import Release
from tests.factories.obligations import counted_statements
from tests.slices.exchange.batch_steps import row, send, table
from tests.support.commands import ROOT
from tests.support.isolation import Browserless

pytestmark = pytest.mark.usefixtures("clerk")
TOLD = "from app.infra.leases import new_lease; print(new_lease())"


def accepted(client: Browserless, *files: tuple[str, ...]) -> list[int]:
    """Files with these titles that wait to be registered."""
    numbers = [send(client, table(*(row(title) for title in titles))) for titles in files]
    for number in numbers:
        assert client.post(f"/imports/{number}/accept").status_code == 303
    return numbers


def lease_of_a_dead_process() -> str:
    told = subprocess.run([sys.executable, "-c", TOLD], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_a_short_file_does_not_wait_behind_a_long_one(
    client: Browserless, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TAKEN_AT_ONCE", 2)
    long, short = accepted(client, tuple(f"Kitob {number}" for number in range(7)), ("Bitta",))
    assert jobs.work_on_imports() == 2
    ended = session.query(AuditEvent).filter_by(name="import.finished").order_by(AuditEvent.id)
    assert [event.after["number"] for event in ended] == [short, long]
    assert session.query(Release).count() == 8


def test_no_more_files_are_open_than_memory_is_meant_for(
    client: Browserless, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "OPEN_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "TAKEN_AT_ONCE", 1)
    first, second = accepted(client, ("Bir", "Ikki", "Uch"), ("Bitta",))
    assert jobs.work_on_imports() == 2
    ended = session.query(AuditEvent).filter_by(name="import.finished").order_by(AuditEvent.id)
    assert [event.after["number"] for event in ended] == [first, second]


@pytest.mark.parametrize("dead", [True, False])
def test_what_a_killed_worker_held_is_taken_up_at_once(
    client: Browserless, session: Session, dead: bool
) -> None:
    (number,) = accepted(client, ("Bir",))
    with transaction() as current:
        held = current.get_one(ImportBatch, number)
        held.lease = lease_of_a_dead_process() if dead else new_lease()
        held.lease_until = clock.now() + working.LEASE
    assert jobs.work_on_imports() == dead
    assert session.query(Release).count() == dead


def test_a_lease_tells_whether_its_process_lives() -> None:
    lease = new_lease()
    host, number, _process, secret = lease.split(":")
    assert is_of_the_dead(lease_of_a_dead_process())
    assert not is_of_the_dead(lease)
    assert is_of_the_dead(f"{host}:{number}:earlier:{secret}"), "an earlier process had the number"
    assert not is_of_the_dead(f"{host}:1:other:{secret}"), "the first process of a machine lives"
    assert not is_of_the_dead(f"elsewhere:{number}:other:{secret}")
    assert not is_of_the_dead("0123456789abcdef"), "a lease as it was before"


def test_a_file_that_waits_for_its_turn_is_held_on_to(
    client: Browserless, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = accepted(client, ("Bir", "Ikki", "Uch"))
    with transaction():
        held = working.take_waiting(at=clock.now())
    assert held is not None
    later = clock.now() + timedelta(seconds=50)
    with transaction():
        working.renew([held.lease], at=later)
    assert session.get_one(ImportBatch, number, populate_existing=True).lease_until == later + working.LEASE
    with transaction():
        working.give_back(batch_id=number, lease=held.lease, error="x", final=False, at=clock.now())
    monkeypatch.setattr(jobs, "TAKEN_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "RENEWED_EVERY", timedelta(0))
    with counted_statements() as sent:
        jobs.work_on_imports()
    assert sum("SET lease_until" in text and "WHERE import_batch.lease IN" in text for text in sent) == 4
