"""A book from its registration to the receipt in the publisher's hands."""

import re

import pytest
from flask import Flask

from tests.documents.rendering import symbols, text, written
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
from tests.journeys.people import person

pytestmark = pytest.mark.documents


def labels_on(paper: str) -> list[str]:
    """Return the codes of copies printed on a paper, each once."""
    return sorted(set(re.findall(r"C\d\d-\d{7}-[0-9A-Z]", paper)))


def test_registered_sent_scanned_and_acknowledged(country: Flask) -> None:
    publisher, librarian = person(country, "depositor"), person(country, "librarian")
    title, isbn, today = "Tongdagi sayohat", new_isbn(), today_in(country)
    release = register_book(publisher, title, released=today, isbn=isbn)
    number = number_in(release)
    assert title in release.words
    owed = publisher.open(f"/obligations?q={isbn}")
    assert title in owed.words
    parcel = prepare_parcel(publisher, national_library(country), number)
    code = parcel.path.rsplit("/", 1)[-1]
    slip = written(code, publisher.get(f"{parcel.path}/slip.pdf").data)
    labels = written(f"labels-{code}", publisher.get(f"{parcel.path}/labels.pdf").data)
    assert f"CODE-128:{code.replace('-', '')}" in symbols(slip)
    assert title in text(slip)
    copies = labels_on(text(labels))
    assert labels_on(text(slip)) == copies
    assert len(copies) == 2
    assert {f"CODE-128:{copy.replace('-', '')}" for copy in copies} <= set(symbols(labels))
    assert "RR123456789UZ" in send_parcel(publisher, parcel).words

    desk = librarian.send_twice(librarian.open("/receiving"), code=code.lower().replace("-", " "))
    assert "Nothing scanned yet" in desk.words
    desk = scan(librarian, desk, copies[0])
    assert "1 / 2" in desk.words
    desk = scan(librarian, desk, copies[0])
    assert "already counted" in desk.words
    desk = scan(librarian, desk, isbn)
    assert "2 / 2" in desk.words
    receipt = librarian.send_twice(librarian.open(f"{desk.path}/finish"))
    assert receipt.path.startswith("/receipts/")
    assert title in receipt.words
    again = librarian.send(librarian.open("/receiving"), code=code)
    assert again.path == receipt.path, "a parcel that is in leads to its receipt"

    assert receipt.path.rsplit("/", 1)[-1] in publisher.open("/receipts").words
    assert "Received" in publisher.open(f"/releases/{number}").words
    act = publisher.get(f"{receipt.path}.pdf")
    assert act.mimetype == "application/pdf"
    paper = text(written(receipt.path.rsplit("/", 1)[-1], act.data))
    assert title in paper
    assert receipt.path.rsplit("/", 1)[-1] in paper


def test_a_parcel_is_cancelled_and_its_copies_are_owed_again(country: Flask) -> None:
    publisher = person(country, "depositor")
    release = register_book(publisher, "Qaytgan quti", released=today_in(country), isbn=new_isbn())
    library = national_library(country)
    parcel = send_parcel(publisher, prepare_parcel(publisher, library, number_in(release)))
    before = publisher.open(f"/consignments/new/{library}?release={number_in(release)}")
    assert "Qaytgan quti" not in before.words
    cancelled = publisher.send(parcel, "/cancel")
    assert "Cancelled" in cancelled.words
    after = publisher.open(f"/consignments/new/{library}?release={number_in(release)}")
    assert "Qaytgan quti" in after.words
    librarian = person(country, "librarian")
    refused = librarian.send(librarian.open("/receiving"), code=parcel.path.rsplit("/", 1)[-1])
    assert refused.status == 422


def test_what_a_draft_holds_survives_a_closed_browser(country: Flask) -> None:
    """The connection is lost after the first step; the person comes back another day, at another browser."""
    publisher = person(country, "depositor")
    page = publisher.send(publisher.open("/registration/new"))
    draft = page.path
    publisher.post(draft, page.form().filled(title="Yarim qolgan kitob", kind="book", restricted="no"))
    again = person(country, "depositor")
    assert "Yarim qolgan kitob" in again.open("/publications").words
    assert again.open(draft).form().fields["title"] == "Yarim qolgan kitob"
    second = draft.replace("/title", "/release")
    wrong = again.send(again.open(second), print_run="0", pages="320")
    assert wrong.status == 422
    assert wrong.form().fields["pages"] == "320", "what was typed is shown again"
