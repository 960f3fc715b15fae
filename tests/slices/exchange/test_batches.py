"""Lists sent as files: looked at, accepted, registered once, given back, taken back."""

import csv
import io
import re
from datetime import timedelta
from itertools import islice

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.deposits.consignments.services import create_consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import SYSTEM, Role
from app.exchange.batches import jobs, working
from app.exchange.batches.models import ImportBatch, ImportedRecord, ImportProblem, RememberedMapping
from app.exchange.batches.owing import owed_by_batch
from app.exchange.batches.titles import titles_of_batch
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import Identifier, Publication, Release, ReleaseWithdrawal
from app.publications.queries import answers_of, release_for
from app.publications.services import withdraw_release
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.support.isolation import Browserless

ISBN, OTHER = "978-9943-7251-3-3", "978-9943-01-001-4"
ADDED = ["Row", "Column", "Code", "What to do"]
GOOD = (row("Oʻtkan kunlar", ISBN), row("Mehrobdan chayon"))
BAD = (
    row("", author="Kimdir"),
    row("Sana yoʻq", first_batch_released="31.02.2026"),
    row("Son", print_run="many"),
)


def batch(session: Session, batch_id: int) -> ImportBatch:
    return session.get_one(ImportBatch, batch_id, populate_existing=True)


def page(client: Browserless, batch_id: int) -> str:
    answer = client.get(f"/imports/{batch_id}")
    assert answer.status_code == 200
    return answer.text


def test_good_rows_are_registered_and_bad_ones_come_back(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, table(*GOOD, *BAD))
    found = batch(session, number)
    assert (found.read, found.accepted, found.refused) == (5, 2, 3)
    assert session.query(Release).count() == 0
    text = page(client, number)
    assert "Register 2 records" in text
    assert "31.02.2026" in text
    accept(client, number)
    assert session.query(Release).count() == 2
    title = session.query(Publication).filter_by(title="Oʻtkan kunlar").one()
    assert (title.publisher_id, title.script, title.kind) == (clerk.organisation_id, "Latn", "book")
    assert session.query(Identifier).one().value == "9789943725133"
    rows = returned_rows(client, number)
    assert rows[0] == [*ADDED, *HEAD]
    assert [(line[0], line[2], line[5]) for line in rows[1:]] == [
        ("4", "exchange.missing", "Kimdir"),
        ("5", "exchange.not_a_day", "Abdulla Qodiriy"),
        ("6", "exchange.not_a_number", "Abdulla Qodiriy"),
    ]
    assert "3" in text


def test_a_file_says_what_its_titles_owe_and_leads_to_them(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, table(*GOOD))
    assert f"/imports/{number}/titles" not in page(client, number)
    accept(client, number)
    make_release(clerk.actor(), identifiers=[])  # not of this file
    of_file = [row.release_id for row in session.query(ImportedRecord)]
    rows = [row for row in session.query(Obligation) if row.release_id in of_file and row.event_on]
    owed = owed_by_batch(number, today=clock.today())
    assert owed.copies == sum(row.copies or 0 for row in rows) > 0
    assert owed.libraries == len({row.depository_id for row in rows})
    days = [row.due_on for row in rows if row.due_on]
    assert owed.next_on == min(day for day in days if day >= clock.today())
    assert owed.late == sum(day < clock.today() for day in days) > 0
    assert "What these titles owe" in page(client, number)
    shown = client.get(f"/imports/{number}/titles").text
    assert re.findall(r"/releases/(\d+)", shown) == [str(each) for each in of_file]
    (second,) = titles_of_batch(number, after=1, limit=2)
    assert (second.number, second.title, second.release_id) == (2, "Mehrobdan chayon", of_file[1])


def test_many_owe_what_each_would_owe_alone(client: Browserless, clerk: Account, session: Session) -> None:
    accept(client, send(client, table(*GOOD)))
    for release in session.query(Release).order_by(Release.id).all():
        answers = answers_of(release_for(SYSTEM, release.id)).to_json()
        alone = make_release(clerk.actor(), **{**answers, "identifiers": []})
        first, second = (
            {(row.rule_id, row.depositor_id, row.depository_id, row.copies, row.due_on) for row in rows}
            for rows in (session.query(Obligation).filter_by(release_id=n) for n in (release.id, alone.id))
        )
        assert first == second
        assert len(first) >= 3
        assert "Registered from the file kitoblar.csv" in client.get(f"/releases/{release.id}").text


def test_the_same_file_again_adds_nothing(client: Browserless, clerk: Account, session: Session) -> None:
    accept(client, send(client, table(*GOOD)))
    number = send(client, table(*GOOD, GOOD[1]))
    accept(client, number)
    assert session.query(Release).count() == 2
    found = batch(session, number)
    assert (found.registered, found.known, found.declined) == (0, 3, 0)


def test_accepting_twice_registers_once(client: Browserless, clerk: Account, session: Session) -> None:
    number = send(client, table(*GOOD))
    for _turn in range(2):
        assert client.post(f"/imports/{number}/accept").status_code == 303
    accept(client, number)
    assert session.query(Release).count() == 2
    assert jobs.work_on_imports() == 0


def test_a_killed_worker_repeats_nothing(
    client: Browserless, clerk: Account, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TAKEN_AT_ONCE", 2)
    rows = [row(f"Kitob {number}") for number in range(7)]
    number = send(client, table(*rows))
    assert client.post(f"/imports/{number}/accept").status_code == 303
    with transaction():
        held = working.take_waiting(at=clock.now())
    assert held is not None
    assert held.by is not None
    records = list(islice(jobs._records(held, jobs._source(held)), 2))
    with transaction():
        working.take_records(batch_id=number, lease=held.lease, records=records, by=held.by, at=clock.now())
    assert session.query(Release).count() == 2
    assert jobs.work_on_imports() == 0  # somebody still seems to work on it
    found = batch(session, number)
    found.lease_until = found.created_at - timedelta(minutes=1)
    session.commit()
    jobs.work_on_imports()
    assert session.query(Release).count() == 7
    assert batch(session, number).registered == 7
    assert batch(session, number).finished_at is not None


def test_a_batch_is_taken_back_while_nothing_of_it_has_moved(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, table(*GOOD))
    accept(client, number)
    assert "stand in the way" not in client.get(f"/imports/{number}/undo").text
    owed = session.query(Obligation).filter_by(rule_id="uzd-book-natlib").order_by(Obligation.id.desc())[0]
    with transaction():
        parcel = create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 1}, by=clerk.actor(), at=clock.now()
        )
    before = client.get(f"/imports/{number}/undo").text
    assert "These titles stand in the way" in before
    assert 'name="reason"' not in before
    assert f"/releases/{owed.release_id}" in before
    assert f"/consignments/{parcel.code}" in before
    refused = client.post(f"/imports/{number}/undo", data={"reason": "Wrong list"})
    assert refused.status_code == 422
    assert "Wrong list" in refused.text
    assert f"a notice names them: “Mehrobdan chayon” ({parcel.code})." in refused.text
    assert session.query(ReleaseWithdrawal).count() == 0


def test_what_was_withdrawn_already_is_not_counted_among_what_is_taken_back(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, table(*GOOD, row("Sarob")))
    accept(client, number)
    address = f"/imports/{number}/undo"
    assert "3 registrations are withdrawn." in client.get(address).text
    first, *others = session.scalars(select(Release.id).order_by(Release.id))

    def withdraw(release_id: int) -> None:
        with transaction():
            withdraw_release(release_id=release_id, reason="Xato", by=clerk.actor(), at=clock.now())

    withdraw(first)
    text = client.get(address).text
    assert "2 registrations are withdrawn." in text
    assert "1 registration of the file was withdrawn before and stays so." in text
    assert address in page(client, number)
    for release_id in others:
        withdraw(release_id)
    assert address not in page(client, number)
    nothing = "This file has registered nothing that could be taken back."
    assert nothing in client.get(address, follow_redirects=True).text
    assert nothing in client.post(address, data={"reason": "Wrong list"}).text
    assert batch(session, number).undone_at is None


def test_what_was_taken_back_can_be_sent_again(client: Browserless, clerk: Account, session: Session) -> None:
    number = send(client, table(*GOOD))
    accept(client, number)
    assert client.post(f"/imports/{number}/undo", data={"reason": ""}).status_code == 422
    assert client.post(f"/imports/{number}/undo", data={"reason": "Wrong list"}).status_code == 303
    assert session.query(ReleaseWithdrawal).count() == 2
    session.expire_all()
    assert all(row.cancelled_at is not None for row in session.query(Obligation))
    assert "Taken back" in page(client, number)
    again = send(client, table(GOOD[1]))
    accept(client, again)
    assert batch(session, again).registered == 1


def test_a_number_taken_for_its_reason_is_told_where_another_title_carries_it(
    client: Browserless, clerk: Account, session: Session
) -> None:
    other = make_organisation(name="Boshqa nashriyot")
    make_release(make_account(Role.DEPOSITOR, other).actor(), title="Kecha va kunduz")
    rows = [*GOOD[0], "Kitobda shunday"], [*GOOD[1], ""]
    number = send(client, table(*rows, head=[*HEAD, "isbn_reason"]))
    accept(client, number)
    assert batch(session, number).registered == 2
    problem = session.query(ImportProblem).filter_by(code="exchange.number_in_register").one()
    assert (problem.record, problem.severity) == (1, "warning")
    assert "was in the register already: “Kecha va kunduz”, Boshqa nashriyot." in page(client, number)


def test_an_isbn_in_the_register_is_declined_and_the_rest_stands(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(make_account(Role.DEPOSITOR).actor())
    number = send(client, table(*GOOD))
    accept(client, number)
    found = batch(session, number)
    assert (found.registered, found.declined) == (1, 1)
    problem = session.query(ImportProblem).filter_by(code="exchange.number_of_another").one()
    assert (problem.record, problem.row) == (1, 2)
    returned = client.get(f"/imports/{number}/returned").text
    assert "exchange.number_of_another" in returned


def test_headings_are_mapped_once_and_remembered(
    client: Browserless, clerk: Account, session: Session
) -> None:
    head = ("Asar", "Kim", "Tur")
    number = send(client, table(["Oʻtkan kunlar", "Abdulla Qodiriy", "x"], head=head))
    assert batch(session, number).failed_at is not None
    form = client.get(f"/imports/{number}/reading").text
    assert "Asar" in form
    typed = {
        "heading-0": "title", "heading-1": "author", "heading-2": "", "value-kind": "book",
        "value-language": "uz", "value-carrier": "print", "value-origin": "domestic",
    }  # fmt: skip
    assert client.post(f"/imports/{number}/reading", data=typed).status_code == 303
    jobs.work_on_imports()
    assert (batch(session, number).accepted, batch(session, number).refused) == (1, 0)
    assert session.query(RememberedMapping).count() == 1
    again = send(client, table(["Mehrobdan chayon", "Abdulla Qodiriy", "y"], ["", "Kimdir", "z"], head=head))
    found = batch(session, again)
    assert (found.failed_at, found.accepted, found.refused) == (None, 1, 1)
    assert "Kind: Book; Language: Uzbek" in page(client, again)
    (kept,) = session.query(RememberedMapping)
    kept.mapping, kept.constants = {}, {}
    session.commit()
    accept(client, again)  # as it was looked at, whatever is remembered by now
    assert session.query(Publication).one().title == "Mehrobdan chayon"


def test_rows_to_be_mended_come_back_whole_with_their_numbers(
    client: Browserless, clerk: Account, session: Session
) -> None:
    broken = 'Ikki;"A. Bir" va boshqa;;book\r\n'
    shifted = [*row("Uch"), "ortiqcha"]
    number = send(client, table(row("Bir")) + broken.encode() + table(shifted, head=row("", subjects="-")))
    rows = returned_rows(client, number)
    assert rows[1] == ["3", "", "exchange.row_broken", rows[1][3], "Ikki", '"A. Bir" va boshqa', "", "book"]
    assert (rows[2][0], rows[2][4 + HEAD.index("subjects")]) == ("4", "'-")
    assert rows[3][4:] == shifted
    mended = [[*line, "", ""][: 4 + len(HEAD)] for line in rows[2:]]
    mended[0][4] = "Toʻrt"
    again = send(client, table(*mended, head=rows[0]))
    assert (batch(session, again).accepted, batch(session, again).refused) == (2, 0)
    assert session.query(ImportProblem).filter_by(batch_id=again).count() == 0
    once_more = send(client, table(["1", "", "", "", *row("")], head=rows[0]))
    assert returned_rows(client, once_more)[0] == rows[0]


def test_a_text_under_an_empty_heading_comes_back_and_is_not_registered(
    client: Browserless, clerk: Account, session: Session
) -> None:
    sent = table([*row("Bir"), "2-jild"], [*row("Ikki"), ""], head=[*HEAD, ""])
    number = send(client, sent)
    assert (batch(session, number).accepted, batch(session, number).refused) == (1, 1)
    assert "stands in column O, which has no heading" in page(client, number)
    accept(client, number)
    assert [title for (title,) in session.query(Publication.title)] == ["Ikki"]
    head, back = returned_rows(client, number)
    assert (head[-1], back[2], back[-1]) == ("", "exchange.cell_without_heading", "2-jild")
    again = send(client, table(back, head=[*head[:-1], "Izoh"]))
    assert (batch(session, again).accepted, batch(session, again).refused) == (1, 0)


def returned_rows(client: Browserless, number: int) -> list[list[str]]:
    text = client.get(f"/imports/{number}/returned").text.removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_workbook_comes_back_as_a_workbook(client: Browserless, clerk: Account) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in (list(HEAD), row("=1+1"), row("", author="Kimdir")):
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    number = send(client, stream.getvalue(), "list.xlsx")
    answer = client.get(f"/imports/{number}/returned")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert [cell.value for cell in next(sheet.iter_rows())] == [*ADDED, *HEAD]


def test_a_file_that_is_none_fails_with_its_reason(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, b"\x00\x01\x02" * 100, "x.bin")
    assert batch(session, number).failed_at is not None
    assert batch(session, number).error in page(client, number)
    assert client.post(f"/imports/{number}/accept").status_code == 422
    assert client.post(f"/imports/{number}/discard").status_code == 303
    assert client.post("/imports/new", data={}).status_code == 422


def test_a_thousand_records_take_no_more_statements_than_ten(client: Browserless, clerk: Account) -> None:
    counts = []
    for start, size in ((0, 10), (100, 400)):
        number = send(client, table(*(row(f"Kitob {start + each}") for each in range(size))))
        assert client.post(f"/imports/{number}/accept").status_code == 303
        with counted_statements() as sent:
            jobs.work_on_imports()
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 5


def test_files_of_others_are_not_there(client: Browserless, clerk: Account, session: Session) -> None:
    number = send(client, table(*GOOD))
    sign_in(client, make_account(Role.DEPOSITOR))
    for address in ("", "/reading", "/undo", "/problems.csv", "/titles", "/returned", "/records"):
        assert client.get(f"/imports/{number}{address}").status_code == 404
    for address in ("accept", "discard"):
        assert client.post(f"/imports/{number}/{address}").status_code == 404
    sign_in(client, make_account(Role.REGULATOR))
    assert client.get("/imports").status_code == 403
    assert session.query(AuditEvent).filter_by(name="import.begun").count() == 1


def test_templates_are_files_that_are_read(client: Browserless, clerk: Account, session: Session) -> None:
    for ending in ("csv", "xlsx"):
        template = client.get(f"/imports/template.{ending}")
        number = send(client, template.data, f"t.{ending}")
        found = batch(session, number)
        assert (found.read, found.accepted, found.refused) == (2, 0, 2), page(client, number)
        codes = session.query(ImportProblem.code).filter_by(batch_id=number)
        assert {code for (code,) in codes} == {"exchange.example_row"}  # they are no publications
