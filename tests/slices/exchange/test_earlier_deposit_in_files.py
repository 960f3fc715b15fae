"""A file says that copies of the earlier edition were deposited: the register knows it of its own."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.exchange.batches import jobs
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem, RememberedMapping
from app.infra.db import transaction
from app.publications.models import Release
from tests.factories.obligations import counted_statements
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.slices.exchange.onix_steps import message, product
from tests.support.isolation import Browserless

ISBN = "978-9943-7251-3-3"
SAYS = (*HEAD, "original_deposited", "isbn_reason", "deposit_reason")
WHY = "Topshirilgan, 2019-yil 4-iyuldagi dalolatnoma"


def reprint(title: str, isbn: str = "", *, why: str = "", **differing: str) -> list[str]:
    """A row of an unchanged reprint whose original was deposited, with these reasons."""
    return [*row(title, isbn, edition_status="unchanged_reprint", **differing), "yes", isbn and "Oʻsha", why]


def told(session: Session) -> list[tuple[int | None, str, str]]:
    found = session.query(ImportProblem).filter_by(severity="error").order_by(ImportProblem.record)
    return [(item.record, item.field, item.code) for item in found]


@pytest.fixture
def first(clerk: Account) -> Release:
    """The first edition, of which every copy is still owed, and late by now."""
    return make_release(clerk.actor(), events={"first_batch_released": "2026-09-01"})


def test_a_row_that_frees_itself_against_the_register_is_a_problem_row(
    client: Browserless, first: Release, session: Session
) -> None:
    rows = (
        reprint("Oʻtkan kunlar", ISBN),
        reprint("Ўткан кунлар"),
        reprint("Oʻtkan kunlar", why=WHY),
        reprint("Mehrobdan chayon"),
        reprint("Oʻtkan kunlar", author="Boshqa odam"),
    )
    number = send(client, table(*rows, head=SAYS))
    code = "exchange.deposit_reason"
    assert told(session) == [(1, "original_deposited", code), (2, "original_deposited", code)]
    message = session.query(ImportProblem).filter_by(severity="error").first()
    assert message is not None
    assert "0 of" in message.message
    assert "Late: " in message.message
    assert "Why the earlier edition counts as deposited all the same" in message.message
    accept(client, number)
    assert session.get_one(ImportBatch, number, populate_existing=True).registered == 3
    kept = session.query(Release).filter(Release.id > first.id).order_by(Release.id).all()
    assert [release.details.get("deposit_reason") for release in kept] == [WHY, None, None]


def test_a_message_without_such_columns_is_answered_for_all_its_records(
    client: Browserless, first: Release, session: Session
) -> None:
    number = send(client, message(product("9789943725072", "Oʻtkan kunlar")), "xabar.xml")
    said = {"value-original_deposited": "yes", "value-edition_status": "unchanged_reprint"}
    assert client.post(f"/imports/{number}/reading", data=said).status_code == 303
    work_on_imports()
    assert told(session) == [(1, "=yes", "exchange.deposit_reason")]
    assert "say it of every record under “Read it otherwise”" in client.get(f"/imports/{number}").text
    said["value-deposit_reason"] = WHY
    assert client.post(f"/imports/{number}/reading", data=said).status_code == 303
    work_on_imports()
    assert told(session) == []
    accept(client, number)
    kept = session.query(Release).filter(Release.id > first.id).one()
    assert kept.details["deposit_reason"] == WHY


def test_a_reason_said_of_all_records_is_kept_where_copies_are_said_to_be_deposited(
    client: Browserless, first: Release, session: Session
) -> None:
    """The next file is asked anew."""
    head = (*HEAD, "original_deposited")
    rows = ([*row("Oʻtkan kunlar", edition_status="unchanged_reprint"), "yes"], [*row("Kecha"), "no"])
    number = send(client, table(*rows, head=head))
    client.post(f"/imports/{number}/reading", data={"value-deposit_reason": WHY})
    work_on_imports()
    accept(client, number)
    kept = session.query(Release).filter(Release.id > first.id).order_by(Release.id).all()
    assert [release.details.get("deposit_reason") for release in kept] == [WHY, None]
    assert "deposit_reason" not in session.query(RememberedMapping).one().constants


def test_what_has_come_is_believed(client: Browserless, first: Release, session: Session) -> None:
    with transaction():
        for obligation in session.query(Obligation).filter_by(release_id=first.id):
            obligation.received = obligation.copies or 0
    accept(client, send(client, table(reprint("Oʻtkan kunlar"), head=SAYS)))
    assert told(session) == []
    assert session.query(Release).count() == 2


def test_what_the_file_registers_itself_is_no_earlier_edition(
    client: Browserless, clerk: Account, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reprint is taken as it was looked at, whichever portion its first edition stands in."""
    monkeypatch.setattr(jobs, "TAKEN_AT_ONCE", 1)
    number = send(client, table([*row("Kecha"), "no", "", ""], reprint("Kecha"), head=SAYS))
    assert told(session) == []
    accept(client, number)
    assert told(session) == []
    assert session.get_one(ImportBatch, number, populate_existing=True).registered == 2


def test_many_reprints_cost_no_more_statements(client: Browserless, first: Release) -> None:
    counts = []
    for size in (2, 40):
        rows = [reprint(f"Kitob {size} {each}") for each in range(size)]
        with counted_statements() as sent:
            send(client, table(reprint("Oʻtkan kunlar"), *rows, head=SAYS), f"{size}.csv")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_titles_of_any_lengths_are_compared_in_few_steps(client: Browserless, first: Release) -> None:
    rows = [reprint("Kitob" + "a" * each) for each in range(30)]
    with counted_statements() as sent:
        send(client, table(reprint("Oʻtkan kunlar"), *rows, head=SAYS))
    assert 1 <= max(statement.count("substr(") for statement in sent) <= 8
