"""A book that is late: its notice, read on paper and by the public, until the copies are in."""

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.deposits.obligations.models import Obligation
from app.infra.db import session
from tests.documents.rendering import symbols, text, written
from tests.journeys.acts import (
    issue_notice,
    national_library,
    new_isbn,
    number_in,
    prepare_parcel,
    register_book,
    scan,
    send_parcel,
    today_in,
)
from tests.journeys.people import Person, person

pytestmark = pytest.mark.documents


@dataclass(frozen=True)
class LateBook:
    """A book sixty days after its release; `line` is what the National Library is owed of it."""

    isbn: str
    release: int
    depositor: int
    line: int


def late_book(app: Flask, title: str) -> LateBook:
    """Register a book long after its release."""
    publisher, isbn = person(app, "depositor"), new_isbn()
    release = number_in(
        register_book(publisher, title, released=today_in(app) - timedelta(days=60), isbn=isbn)
    )
    with app.app_context():
        owed = (
            session()
            .scalars(
                select(Obligation).where(
                    Obligation.release_id == release,
                    Obligation.depository_id == national_library(app),
                    Obligation.form == "physical",
                )
            )
            .one()
        )
        assert owed.depositor_id is not None
        return LateBook(isbn, release, owed.depositor_id, owed.id)


def deliver(app: Flask, publisher: Person, book: LateBook) -> None:
    """Send the National Library its copies and take them in."""
    parcel = send_parcel(publisher, prepare_parcel(publisher, national_library(app), book.release))
    librarian = person(app, "librarian")
    desk = librarian.send(librarian.open("/receiving"), code=parcel.path.rsplit("/", 1)[-1])
    for _copy in range(2):
        desk = scan(librarian, desk, book.isbn)
    librarian.send(librarian.open(f"{desk.path}/finish"))


def test_noticed_read_verified_and_cured(country: Flask) -> None:
    book = late_book(country, "Kechikkan mehmon")
    regulator = person(country, "regulator")
    assert "Kechikkan mehmon" in regulator.open(f"/late/{book.depositor}").words
    notice = issue_notice(regulator, book.depositor, [book.line], "uz_Cyrl")
    publisher = person(country, "depositor")
    assert "Kechikkan mehmon" in publisher.open(notice.path).words
    file = publisher.get(f"{notice.path}/pdf")
    assert file.mimetype == "application/pdf"
    assert file.data == regulator.get(f"{notice.path}/pdf").data
    paper = written(f"notice-{number_in(notice)}", file.data)
    words = text(paper)
    assert "Kechikkan mehmon" in words, "the title stays in the script of its book"
    assert "НАМУНА" in words.upper()
    address = next(read.removeprefix("QR-Code:") for read in symbols(paper) if read.startswith("QR-Code:"))
    assert address.startswith("HTTPS://NUSXA.TEST/T/")

    anybody = person(country, "public")
    check = anybody.open(address.removeprefix("HTTPS://NUSXA.TEST"))
    assert check.status == 200
    assert check.path.startswith("/verify/")
    assert hashlib.sha256(file.data).hexdigest()[:8] in check.words
    assert "Kechikkan mehmon" in check.words
    same = anybody.send(check, "/file", file=(io.BytesIO(file.data), "notice.pdf"))
    assert "bit by bit" in same.words
    changed = anybody.send(check, "/file", file=(io.BytesIO(file.data + b" "), "notice.pdf"))
    assert "differs" in changed.words

    deliver(country, publisher, book)
    assert "Cured" in anybody.open(check.path).words
    assert "Cured" in publisher.open(notice.path).words
    late = regulator.open(f"/late/{book.depositor}").source
    assert f'name="line" value="{book.line}"' not in late, "what other libraries are owed is late still"


def test_a_line_that_came_in_meanwhile_drops_out(country: Flask) -> None:
    """The regulator looks at the preview while the librarian receives the copies."""
    book = late_book(country, "Yetib kelgan xat")
    regulator = person(country, "regulator")
    preview = regulator.open(f"/late/{book.depositor}/notice?line={book.line}")
    assert preview.status == 200
    deliver(country, person(country, "depositor"), book)
    answer = regulator.send(preview, "/notice")
    assert answer.status == 422
    assert "What drops out" in answer.words
    notices = regulator.open("/notices").words
    assert "Yetib kelgan xat" not in notices


def test_a_notice_is_withdrawn_for_everybody(country: Flask) -> None:
    book = late_book(country, "Bekor qilingan")
    regulator = person(country, "regulator")
    notice = issue_notice(regulator, book.depositor, [book.line], "ru")
    withdrawn = regulator.send(notice, "/withdraw", reason="Issued by mistake")
    assert "Withdrawn" in withdrawn.words
    code = next(iter(withdrawn.links("/verify/.+")))
    public = person(country, "public").open(code)
    assert "ithdrawn" in public.words
    assert "Issued by mistake" not in public.words, "the reason is for the depositor"
    assert "Bekor qilingan" in regulator.open(f"/late/{book.depositor}").words, "it may be noticed again"
