"""Periodicals in files: what is read of one, registered once, and taken back while no issue is out."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.domain.periodicals import Frequency, Numbering
from app.domain.publication import Kind
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.exchange.serials import GivenPeriodical
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import Identifier, Publication
from app.publications.periodicals.given import FirstIssue, NewIssue
from app.publications.periodicals.models import Periodical, PublicationPattern
from app.publications.periodicals.services import announce_issues
from tests.factories.obligations import counted_statements
from tests.slices.exchange.batch_steps import accept, send, table
from tests.slices.exchange.reading_files import Reading
from tests.slices.exchange.test_marc import field, marc21, raw
from tests.support.isolation import Browserless

JOURNAL = {
    "title": "Fan va turmush", "language": "uz", "kind": "journal", "origin": "domestic",
    "carrier": "print", "issn": "2091-7368", "frequency": "Monthly", "first_on": "2026-10-15",
    "first_number": "10",
}  # fmt: skip
NEWSPAPER = {
    **JOURNAL, "title": "Toshkent oqshomi", "kind": "newspaper", "issn": "", "frequency": "weekly",
    "newspaper_level": "regional", "weekdays": "juma", "first_whole": "4512", "numbering": "continue",
}  # fmt: skip
SERIAL_008 = "260101c20269999uz mr p       0   a0uzb  "
MAPPING = "=2026-10-15=first_on,=10=first_number,=domestic=origin"


def with_check_digit(first: str) -> str:
    """An ISSN that begins with these six figures."""
    seven = f"{first}0"
    left = -sum(int(figure) * weight for figure, weight in zip(seven, range(8, 1, -1), strict=True)) % 11
    return f"{seven[:4]}-{seven[4:]}{'X' if left == 10 else left}"


def of(**cells: str) -> bytes:
    return table(list(cells.values()), head=list(cells))


def both() -> bytes:
    head = [*NEWSPAPER, *(name for name in JOURNAL if name not in NEWSPAPER)]
    return table(*([cells.get(name, "") for name in head] for cells in (JOURNAL, NEWSPAPER)), head=head)


def said(reading: Reading, content: bytes, **asked: str) -> GivenPeriodical:
    (record,) = reading.checked(content, **asked)
    assert record.periodical is not None, [(item.field, item.code) for item in record.findings]
    return record.periodical


def test_a_row_says_what_the_form_asks(reading: Reading) -> None:
    read = said(reading, of(**NEWSPAPER))
    assert read.first == FirstIssue(date(2026, 10, 15), 10, None, 4512)
    assert (read.pattern.frequency, read.pattern.weekdays) == (Frequency.WEEKLY, frozenset({4}))
    assert not read.pattern.restarts_yearly
    assert read.newspaper_level == "regional"
    assert reading.codes(of(**NEWSPAPER)) == []


@pytest.mark.parametrize(
    ("differing", "told"),
    [
        ({"frequency": ""}, ("frequency", "missing")),
        ({"first_on": ""}, ("first_on", "missing")),
        ({"first_number": "0"}, ("first_number", "out_of_range")),
        ({"frequency": "weekly"}, ("weekdays", "periodical.weekday")),
        ({"frequency": "sometimes"}, ("frequency", "unknown_word")),
        ({"frequency": "twice_a_month", "month_days": "1"}, ("month_days", "periodical.month_days")),
        ({"issn": "2091-7369"}, ("issn", "number_check")),
        ({"issn": "2091-7368; 2181-1342"}, ("issn", "too_many")),
        ({"first_on": "2016-10-15"}, ("first_on", "day_far")),
        ({"udc": "004"}, ("udc", "not_asked")),
        ({"newspaper_level": "local"}, ("newspaper_level", "not_asked")),
        ({"kind": "book"}, ("issn", "not_asked")),
    ],
)
def test_what_is_missing_or_does_not_fit_is_told(
    reading: Reading, differing: dict[str, str], told: tuple[str, str]
) -> None:
    assert (1, *told) in reading.codes(of(**{**JOURNAL, **differing}))


@pytest.mark.parametrize(
    ("coded", "frequency"),
    [(SERIAL_008, Frequency.MONTHLY), (SERIAL_008.replace(" mr", " tr"), Frequency.TIMES_A_YEAR),
     (SERIAL_008.replace(" mr", " mx"), Frequency.IRREGULAR)],
)  # fmt: skip
def test_a_serial_of_marc_21(reading: Reading, coded: str, frequency: Frequency) -> None:
    number = field("022", "a2091-7368", "l2091-7368")
    content = marc21("Fan va turmush /", number, leader="00000nas a2200000 a 4500", coded=coded)
    assert [told[1:] for told in reading.codes(content)] == [
        ("first_on", "missing"),
        ("first_number", "missing"),
    ]
    (record,) = reading.checked(content, mapping=MAPPING)
    assert record.answers is not None
    assert (record.answers.kind, record.answers.language) == (Kind.JOURNAL, "uz")
    assert [item.value for item in record.answers.identifiers] == ["20917368"]
    read = said(reading, content, mapping=MAPPING)
    assert (read.pattern.frequency, read.first.number) == (frequency, 10)
    assert reading.codes(content, mapping=MAPPING) == []


def test_a_serial_of_unimarc(reading: Reading) -> None:
    content = raw(
        "00000nas  2200000   450 ",
        ("001", b"s-1"),
        ("011", b"  \x1fa2091-7368"),
        ("100", b"  \x1fa20260101a20269999m  y0uzby50      ba"),
        ("101", b"0 \x1fauzb"),
        ("102", b"  \x1faUZ"),
        ("110", b"  \x1facha   0xx0"),
        ("200", b"1 \x1faToshkent oqshomi"),
    )
    assert reading.codes(content, mapping=MAPPING) == []
    (record,) = reading.checked(content, mapping=MAPPING)
    assert record.answers is not None
    assert (record.answers.kind, said(reading, content, mapping=MAPPING).pattern.frequency) == (
        Kind.NEWSPAPER, Frequency.QUARTERLY,
    )  # fmt: skip


def test_periodicals_are_registered_once_beside_books(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, both())
    assert "Register 2 records" in client.get(f"/imports/{number}").text
    accept(client, number)
    journal, newspaper = session.query(Periodical).order_by(Periodical.publication_id).all()
    found = {item.publication_id: item for item in session.query(PublicationPattern)}
    titles = {item.id: item for item in session.query(Publication)}
    assert titles[journal.publication_id].publisher_id == clerk.organisation_id
    assert session.query(Identifier).one().printed_form == "2091-7368"
    assert found[journal.publication_id].pattern["frequency"] == "monthly"
    assert titles[newspaper.publication_id].newspaper_level == "regional"
    assert newspaper.first == Numbering(2026, 10, 10, None, 4512)
    shown = client.get(f"/imports/{number}/titles").text
    assert all(f"/periodicals/{each}" in shown for each in titles)
    again = send(client, both())
    accept(client, again)
    counts = session.get_one(ImportBatch, again)
    assert (counts.registered, counts.known, session.query(Periodical).count()) == (0, 2, 2)


def test_an_issn_of_another_title_is_declined_with_what_to_do(
    client: Browserless, clerk: Account, session: Session
) -> None:
    accept(client, send(client, of(**JOURNAL)))
    other = send(client, of(**{**JOURNAL, "title": "Boshqa jurnal"}))
    accept(client, other)
    assert session.get_one(ImportBatch, other).declined == 1
    assert session.query(ImportProblem).filter_by(batch_id=other).one().code == "periodical.issn_taken"
    explained = {**JOURNAL, "title": "Boshqa jurnal", "isbn_reason": "printed so"}
    accept(client, send(client, of(**explained)))
    assert session.query(Periodical).count() == 2


@pytest.mark.parametrize(
    ("differing", "told"),
    [
        ({}, True),
        ({"title": "Фан ва турмуш", "kind": "newspaper"}, True),
        ({"issn": "2181-1342"}, False),
        ({"language": "ru"}, False),
        ({"title": "Fan va turmush ilovasi"}, False),
    ],
)
def test_a_second_record_of_a_periodical_is_told_before_and_after(
    client: Browserless, clerk: Account, session: Session, differing: dict[str, str], told: bool
) -> None:
    accept(client, send(client, of(**JOURNAL)))
    number = send(client, of(**{**JOURNAL, "issn": "", "first_number": "11", **differing}))
    likely = session.query(ImportProblem).filter_by(batch_id=number, code="exchange.periodical_likely")
    assert likely.count() == told
    assert ("is among your periodicals already" in client.get(f"/imports/{number}").text) is told
    accept(client, number)
    session.expire_all()
    assert (likely.count(), session.query(Periodical).count()) == (told, 2)
    assert [(item.record, item.field, item.severity) for item in likely] == [(1, "title", "warning")] * told


def test_a_periodical_that_is_said_to_be_another_title_is_warned_of_no_more(
    client: Browserless, clerk: Account, session: Session
) -> None:
    accept(client, send(client, of(**JOURNAL)))
    other = {**JOURNAL, "issn": "", "first_number": "11"}
    number = send(client, of(**other))
    assert "(another_title)" in client.get(f"/imports/{number}").text
    assert client.post(f"/imports/{number}/reading", data={"value-another_title": "yes"}).status_code == 303
    work_on_imports()
    for batch_id in (number, send(client, of(**other, another_title="yes"), "boshqa.csv")):
        problems = session.query(ImportProblem).filter_by(batch_id=batch_id)
        assert problems.count() == 0
        accept(client, batch_id)
        assert problems.count() == 0


def test_a_warning_of_the_register_counts_before_and_after_and_once(
    client: Browserless, clerk: Account
) -> None:
    accept(client, send(client, of(**JOURNAL)))
    number = send(client, of(**{**JOURNAL, "issn": "", "first_number": "11"}))
    counted = "<dt>With warnings</dt><dd>1</dd>"
    assert counted in client.get(f"/imports/{number}").text
    accept(client, number)
    assert counted in client.get(f"/imports/{number}").text


def test_likely_periodicals_cost_the_look_the_same_statements_for_any_number(
    client: Browserless, clerk: Account, session: Session
) -> None:
    counts = []
    for size in (2, 12):
        titles = [f"Gazeta {size} {each}" for each in range(size)]
        rows = [list({**NEWSPAPER, "title": title}.values()) for title in titles]
        accept(client, send(client, table(*rows, head=list(NEWSPAPER))))
        again = [[*cells[:-1], "restart"] for cells in rows]
        with counted_statements() as sent:
            number = send(client, table(*again, head=list(NEWSPAPER)), f"{size}.csv")
        likely = session.query(ImportProblem).filter_by(batch_id=number, code="exchange.periodical_likely")
        assert likely.count() == size
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_taken_issns_cost_the_look_the_same_statements_for_any_number(
    client: Browserless, clerk: Account, session: Session
) -> None:
    counts = []
    for size in (2, 8):
        issns = [with_check_digit(f"209{size}7{each}") for each in range(size)]
        rows = [list({**JOURNAL, "title": f"Jurnal {issn}", "issn": issn}.values()) for issn in issns]
        accept(client, send(client, table(*rows, head=list(JOURNAL))))
        others = [[f"Boshqa {cells[0]}", *cells[1:]] for cells in rows]
        with counted_statements() as sent:
            number = send(client, table(*others, head=list(JOURNAL)), f"{size}.csv")
        taken = session.query(ImportProblem).filter_by(batch_id=number, code="periodical.issn_taken")
        assert [f"“Jurnal {issn}”" in item.message for item, issn in zip(taken, issns, strict=True)] == (
            [True] * size
        )
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_two_records_of_a_periodical_in_one_file_are_told_once_the_first_is_registered(
    client: Browserless, clerk: Account, session: Session
) -> None:
    rows = [list({**JOURNAL, "issn": "", "first_number": number}.values()) for number in ("10", "11")]
    number = send(client, table(*rows, head=list(JOURNAL)))
    accept(client, number)
    problems = session.query(ImportProblem).filter_by(batch_id=number)
    assert [(item.record, item.code) for item in problems] == [(2, "exchange.periodical_likely")]


def test_a_file_with_periodicals_is_taken_back_until_an_issue_is_out(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, of(**JOURNAL))
    accept(client, number)
    assert client.post(f"/imports/{number}/undo", data={"reason": "twice"}).status_code == 303
    assert session.query(Periodical).one().withdrawn_at is not None
    assert session.query(AuditEvent).filter_by(name="import.undone").one().after["releases"] == 1
    number = send(client, of(**JOURNAL))
    accept(client, number)
    published = session.query(Periodical).filter_by(withdrawn_at=None).one()
    with transaction():
        announce_issues(
            publication_id=published.publication_id,
            issues=[NewIssue(Numbering(2026, 10, 10, None, None), date(2026, 10, 15))],
            by=clerk.actor(),
            at=clock.now(),
        )
    answer = client.post(f"/imports/{number}/undo", data={"reason": "twice"})
    assert answer.status_code == 422
    assert "Fan va turmush" in answer.text
    assert session.query(Periodical).filter_by(withdrawn_at=None).count() == 1


def test_what_a_catalogue_does_not_know_is_said_once_for_all(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, marc21(leader="00000nas a2200000 a 4500", coded=SERIAL_008), "katalog.mrc")
    assert session.get_one(ImportBatch, number).refused == 1
    said_of_all = {"value-first_on": "15.10.2026", "value-first_number": "10"}
    assert client.post(f"/imports/{number}/reading", data=said_of_all).status_code == 303
    work_on_imports()
    assert "15.10.2026" in client.get(f"/imports/{number}").text
    accept(client, number)
    assert session.query(Periodical).one().first == Numbering(2026, 10, 10, None, None)
