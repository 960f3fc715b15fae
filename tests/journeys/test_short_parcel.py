"""A parcel of two boxes comes short: its sender learns of it, promises, sends the rest; it is settled."""

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.infra.db import session
from app.infra.mail import Message
from tests.journeys.acts import (
    national_library,
    new_isbn,
    number_in,
    prepare_parcel,
    register_book,
    scan,
    send_parcel,
    today_in,
)
from tests.journeys.people import Page, Person, guide_of, person


def received(librarian: Person, code: str, isbn: str, copies: int, **finishing: str) -> Page:
    """Open a parcel by a code, scan so many copies, and finish it; the receipt's page is shown."""
    desk = librarian.send_twice(librarian.open("/receiving"), code=code)
    for _copy in range(copies):
        desk = scan(librarian, desk, isbn)
    asked = librarian.open(f"{desk.path}/finish")
    if finishing:
        asked = librarian.send(asked)
        assert "A box has not come" in asked.words
    return librarian.send_twice(asked, **finishing)


def test_what_was_missing_is_told_promised_sent_and_settled(country: Flask) -> None:
    publisher, librarian = person(country, "depositor"), person(country, "librarian")
    isbn, today, library = new_isbn(), today_in(country), national_library(country)
    release = register_book(publisher, "Ikki quti", released=today, isbn=isbn)
    parcel = prepare_parcel(publisher, library, number_in(release))
    parcel = publisher.send_twice(parcel, "/boxes", boxes="2")
    boxes = re.findall(r"B\d\d-\d{7}-\w", parcel.words)
    send_parcel(publisher, parcel)
    receipt = received(librarian, boxes[0], isbn, 1, without_boxes="y")
    number = receipt.path.rsplit("/", 1)[-1]
    with country.app_context():
        email = guide_of(country)["accounts"][0]["email"]
        told = session().scalars(select(Message.body).where(Message.to == email)).all()
    assert [body for body in told if f"/discrepancies/{number}" in body], "told at once"
    report = publisher.open(f"/discrepancies/{number}")
    assert "Ikki quti" in publisher.open("/discrepancies").words
    promise = report.links(rf"/discrepancies/{number}/\d+/promise")[0]
    day = today + timedelta(days=5)
    parts = {f"promised_on__{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    promised = publisher.send_twice(publisher.open(promise), **parts)
    assert "Replacement promised" in promised.words
    assert "Ikki quti" in librarian.open("/discrepancies?state=promised").words
    again = send_parcel(publisher, prepare_parcel(publisher, library, number_in(release)))
    code = again.path.rsplit("/", 1)[-1]
    assert code in librarian.open(f"/discrepancies/{number}").words, "a replacement is found from the report"
    second = received(librarian, code, isbn, 1).path.rsplit("/", 1)[-1]
    settled = publisher.open(f"/discrepancies/{number}").words
    assert "Settled" in settled
    assert second in settled
