"""Notices in bulk: a frozen list, one notice each, paused, stopped, tried again, overtaken by receipts."""

import io
import re
import threading
import zipfile
from datetime import datetime

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.compliance.batches import working
from app.compliance.batches.jobs import issue_batches, make_print_files
from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.batches.services import move_batch, prepare_batch
from app.compliance.batches.states import State, Verb, name_of, state_of
from app.compliance.jobs import notice_pdf, render_waiting_notices
from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import session as current
from app.infra.db import transaction
from app.infra.jobs import run_job
from app.infra.storage import StoredFile, storage
from tests.factories.compliance import (
    AT,
    Late,
    add_inspector,
    add_late,
    add_late_depositors,
    make_late_world,
    make_notice,
    started_batch,
)
from tests.slices.compliance.test_pages import fields


def moved(batch_id: int, verb: Verb, by: Actor) -> None:
    with transaction():
        move_batch(batch_id=batch_id, verb=verb, by=by, at=AT)


def issue_next(batch_id: int) -> None:
    line_id = working.next_line(batch_id)
    assert line_id is not None
    with transaction():
        assert working.issue_line(line_id=line_id, at=AT)


def outcomes(batch_id: int) -> list[str]:
    lines = select(BatchLine.outcome).where(BatchLine.batch_id == batch_id).order_by(BatchLine.id)
    return [outcome.value for outcome in current().scalars(lines)]


def test_selected_previewed_issued_and_downloaded(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    people = add_late_depositors(late, 3)
    with transaction():
        people[1].address = ""
        noticed = add_late(late)
    make_notice(late, noticed)
    selection = client.get("/late/batch")
    assert "3 depositors, 6 copies" in selection.text
    assert "1 chosen depositor is left out" in selection.text
    sent = fields(selection.text) | {"language": "ru"}
    first, again = client.post("/late/batch", data=sent), client.post("/late/batch", data=sent)
    assert first.status_code == 303
    assert first.location == again.location
    assert session.query(NoticeBatch).count() == 1, "a second click is no second batch"
    prepared = client.get(first.location).text
    assert "Issue 3 notices" in prepared
    facts = re.sub(r"<[^>]+>", " ", prepared).split()
    assert "Without a postal address 1" in " ".join(facts)
    assert "Left out, noticed already 1" in " ".join(facts)
    sample = client.get(f"{first.location}/sample.pdf").data
    assert sample.startswith(b"%PDF")
    assert session.query(Notice).count() == 1, "a preview issues nothing"
    assert client.post(f"{first.location}/start", data={"submission_key": "a"}).status_code == 303
    assert issue_batches() == 3
    render_waiting_notices()
    assert make_print_files() == 1
    assert make_print_files() == 0
    page = client.get(first.location).text
    assert "Print file, PDF" in page
    assert "no postal address" in page
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{first.location}/notices.zip").data))
    assert sorted(packed.namelist()) == [f"specimen-notice-2026-00000{n}.pdf" for n in (2, 3, 4)]
    with pikepdf.open(io.BytesIO(client.get(f"{first.location}/print.pdf").data)) as printed:
        assert len(printed.pages) == 4, "two notices of one page, each with a blank back"
    listed = client.get(f"{first.location}/post-list.csv").text
    assert listed.count("2026-00000") == 3
    assert listed.count("no address known") == 1
    assert client.get(f"{first.location}/post-list.xlsx").data.startswith(b"PK")
    register = PdfReader(io.BytesIO(client.get(f"{first.location}/post-list.pdf").data))
    said = " ".join(register.pages[0].extract_text().split())
    assert "On this sheet: 2. From the beginning: 2 of 2." in said
    assert "1 notice has no address" in said
    numbers = re.findall(r"2026-00000[234]", said)
    assert len(numbers) == 2
    assert numbers == sorted(numbers), "in postal order"
    number = first.location.rsplit("/", 1)[-1]
    assert f"Batch {number}" in client.get("/notice-batches").text


def test_an_empty_selection_is_refused(client: FlaskClient, late: Late, inspector: Account) -> None:
    assert client.get("/late/batch?chosen=1").location == "/late"
    assert "Nobody is left to notice" in client.get("/late/batch").text
    refused = client.post("/late/batch", data={"language": "uz", "submission_key": "k"})
    assert refused.status_code == 422
    with pytest.raises(DomainError, match=r"notice_batch\.empty"), transaction():
        prepare_batch(depositor_ids=[], noticed_already=1, language="uz", by=late.inspector, at=AT)


def test_paused_resumed_and_stopped(late: Late, session: Session, now: datetime) -> None:
    batch_id = started_batch(late, add_late_depositors(late, 3))
    issue_next(batch_id)
    moved(batch_id, Verb.PAUSE, late.inspector)
    assert issue_batches() == 0
    with pytest.raises(Conflict, match="moved_on"):
        moved(batch_id, Verb.PAUSE, late.inspector)
    moved(batch_id, Verb.RESUME, late.inspector)
    issue_next(batch_id)
    moved(batch_id, Verb.STOP, late.inspector)
    assert issue_batches() == 0
    assert outcomes(batch_id) == ["issued", "issued", "waiting"]
    assert state_of(session.get_one(NoticeBatch, batch_id)) is State.STOPPED
    render_waiting_notices()
    assert make_print_files() == 1


def test_what_was_received_during_issue_is_never_noticed(late: Late, session: Session, now: datetime) -> None:
    people = add_late_depositors(late, 3)
    batch_id = started_batch(late, people)
    issue_next(batch_id)
    with transaction():
        for line in (
            session.query(BatchLine).filter_by(outcome=Outcome.WAITING).order_by(BatchLine.id).limit(1)
        ):
            obligation = _owed(line.depositor_id)
            obligation.received, obligation.open = 2, False
    assert issue_batches() == 2
    assert outcomes(batch_id) == ["issued", "nothing_left", "issued"]
    batch = session.get_one(NoticeBatch, batch_id)
    nothing = dict.fromkeys(Outcome, 0)
    assert name_of(state_of(batch), nothing | {Outcome.ISSUED: 2}) == "Issued"
    assert name_of(state_of(batch), nothing | {Outcome.NOTHING_LEFT: 3}) == "Nothing was issued"
    assert session.query(Notice).count() == 2
    assert [notice.sequence for notice in session.query(Notice).order_by(Notice.id)] == [1, 2]


def test_a_failure_is_told_and_can_be_tried_again(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    batch_id = started_batch(late, add_late_depositors(late, 2))
    with transaction():
        person = session.get_one(Account, late.inspector.account_id)
        person.deactivated_at = AT
    assert issue_batches() == 2
    assert outcomes(batch_id) == ["failed", "failed"]
    page = client.get(f"/notice-batches/{batch_id}?outcome=failed").text
    assert "may not issue notices any more" in page
    assert session.query(Notice).count() == 0
    assert client.post(f"/notice-batches/{batch_id}/retry", data={"submission_key": "r"}).status_code == 303
    assert issue_batches() == 2
    assert outcomes(batch_id) == ["issued", "issued"]
    assert session.query(Notice).order_by(Notice.id).first().issued_by_id == inspector.id


def test_a_regional_inspector_sees_and_moves_own_batches_only(late: Late, session: Session) -> None:
    batch_id = started_batch(late, add_late_depositors(late, 1))
    with transaction():
        other = add_inspector(late.authority, "1718")
    with pytest.raises(NotFound):
        moved(batch_id, Verb.PAUSE, other)


def test_overlapping_batches_and_workers_double_nothing(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world()
        people = add_late_depositors(world, 12)
        batches = [started_batch(world, people), started_batch(world, people[::-1])]

    def work() -> None:
        with own_app.app_context():
            run_job("notice batches")

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()
    with own_app.app_context():
        found = [outcomes(batch_id) for batch_id in batches]
        assert sorted([*found[0], *found[1]]) == ["issued"] * 12 + ["nothing_left"] * 12
        lines = current().scalars(select(NoticeLine.obligation_id)).all()
        assert len(lines) == len(set(lines)) == 12
        sequences = current().scalars(select(Notice.sequence)).all()
        assert sorted(sequences) == list(range(1, 13))
        told = current().scalars(select(AuditEvent.id).where(AuditEvent.name == "notice.issued")).all()
        assert len(told) == 12


def test_many_papers_are_the_bytes_that_one_process_makes(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world()
        started_batch(world, add_late_depositors(world, 13))
        run_job("notice batches")
        assert run_job("notices") == 13
        notice = current().scalars(select(Notice).order_by(Notice.id).limit(1)).one()
        file = current().get_one(StoredFile, notice.file_id)
        assert storage().get(file.sha256) == notice_pdf(notice)


def _owed(depositor_id: int) -> Obligation:
    return current().scalars(select(Obligation).where(Obligation.depositor_id == depositor_id)).one()
