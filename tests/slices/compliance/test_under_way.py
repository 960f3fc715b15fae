"""Who issues a notice reads in words what is on its way, which files wait for a library's answer, and what
lies there as surplus."""

from datetime import datetime
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.services.issuing import preview_notice
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.edeposit.models import DepositedFile
from app.infra.db import session, transaction
from app.infra.storage import keep_file
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, Late, add_late, make_notice, propose
from tests.factories.obligations import counted_statements, send
from tests.factories.receiving import make_actor, make_book

WAITS = "File uploaded, waiting for the library"


def upload(line: Obligation) -> None:
    stored = keep_file(f"%PDF {line.id}".encode(), name="kitob.pdf", media_type="application/pdf", at=AT)
    session().add(DepositedFile(obligation_id=line.id, file_id=stored.id, uploaded_at=AT))
    session().flush()


def add_lines(late: Late) -> list[Obligation]:
    """A parcel of one copy on its way, a file that waits, a file that does not, copies nobody sent."""
    with transaction():
        lines = [
            add_late(late, title="Yoʻlda", copies=3),
            add_late(late, title="Yuklangan", copies=1, form="file"),
            add_late(late, title="Yuklanmagan", copies=1, form="file"),
            add_late(late, title="Hech qayerda"),
        ]
        send(lines[0], 1)
        upload(lines[1])
    return lines


def rows_of(text: str) -> dict[str, str]:
    """The lines of a table by their titles."""
    rows = [row.split("</tr>")[0] for row in unescape(text).split("<tr")[1:]]
    titles = ("Yoʻlda", "Yuklangan", "Yuklanmagan", "Hech qayerda")
    return {title: row for title in titles for row in rows if f">{title}<" in row}


def test_the_late_list_and_the_preview_say_it_in_words(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    lines = add_lines(late)
    client.get("/language/en")
    chosen = "&".join(f"line={line.id}" for line in lines)
    for page in (f"/late/{late.publisher.id}", f"/late/{late.publisher.id}/notice?{chosen}&language=uz"):
        rows = rows_of(client.get(page).text)
        assert "1 copy on its way" in rows["Yoʻlda"]
        assert WAITS in rows["Yuklangan"]
        assert ", file" in rows["Yuklangan"]
        assert ", file" in rows["Yuklanmagan"]
        assert ", file" not in rows["Hech qayerda"]
        for title in ("Yuklanmagan", "Hech qayerda"):
            assert "on its way" not in rows[title]
            assert WAITS not in rows[title]


def test_the_page_of_a_notice_says_it_too(client: FlaskClient, late: Late, inspector: Account) -> None:
    notice = make_notice(late, *add_lines(late))
    client.get("/language/en")
    rows = rows_of(client.get(f"/notices/{notice.id}").text)
    assert "1 copy on its way" in rows["Yoʻlda"]
    assert WAITS in rows["Yuklangan"]
    assert [title for title, row in rows.items() if WAITS in row] == ["Yuklangan"]


def test_an_answered_file_waits_no_longer(session: Session, late: Late) -> None:
    lines = add_lines(late)
    with transaction():
        session.query(DepositedFile).one().decided_at = AT
    found = preview_notice(
        depositor_id=late.publisher.id, obligation_ids=[line.id for line in lines], by=late.inspector, at=AT
    )
    assert {id_: (way.copies, way.file_waits) for id_, way in found.under_way.items()} == {
        lines[0].id: (1, False)
    }


def test_more_lines_ask_no_more_of_the_database(client: FlaskClient, late: Late, inspector: Account) -> None:
    def asked() -> int:
        late_list = f"/late/{late.publisher.id}"
        preview = f"{late_list}/notice?{'&'.join(f'line={line.id}' for line in lines)}"
        with counted_statements() as statements:
            pages = [client.get(page).text for page in (late_list, preview)]
        assert [page.count("on its way") for page in pages] == [len(lines) // 4] * 2
        return len(statements)

    lines = add_lines(late)
    few = asked()
    for _ in range(3):
        lines += add_lines(late)
    assert asked() == few


def test_who_countersigns_reads_it_too(client: FlaskClient, two_needed: Late, now: datetime) -> None:
    lines = add_lines(two_needed)
    proposal_id = propose(two_needed, *lines)
    sign_in(client, make_account(Role.REGULATOR, two_needed.authority))
    client.get("/language/en")
    rows = rows_of(client.get(f"/notice-proposals/{proposal_id}").text)
    assert WAITS in rows["Yuklangan"]


def test_copies_that_lie_at_the_library_as_surplus_are_told_beside_what_is_asked(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        book = make_book(late.publisher, "9789943725010", "Ortiqcha")
        librarian = make_actor(Role.LIBRARIAN, late.library)
    with transaction():
        arrival = open_arrival(consignment_code=None, depositor_id=late.publisher.id, by=librarian, at=AT)
        for key in ("one", "two"):
            scan(
                arrival_id=arrival.id, text="9789943725010", key=key, condition=Condition.GOOD,
                by=librarian, at=AT,
            )  # fmt: skip
        receipt = confirm_arrival(arrival_id=arrival.id, by=librarian, at=AT)
    with transaction():
        line = add_late(late, release=book)
        other = add_late(late, title="Hech qayerda")
    client.get("/language/en")
    said = "2 copies lie at the library as surplus"
    chosen = f"line={line.id}&line={other.id}"
    pages = (f"/late/{late.publisher.id}", f"/late/{late.publisher.id}/notice?{chosen}&language=uz")
    for page in pages:
        text = unescape(client.get(page).text)
        assert text.count(said) == 1
        assert said not in rows_of(text)["Hech qayerda"]
    with transaction():
        reverse_receipt(number=receipt.number, reason="Scanned twice", by=librarian, at=AT)
    assert all(said not in client.get(page).text for page in pages), "nothing lies there now"
