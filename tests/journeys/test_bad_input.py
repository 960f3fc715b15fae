"""What goes wrong at a form on the way through the product: forged, repeated, hostile, interrupted."""

import html

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.infra.db import session
from app.publications.models import Publication, RegistrationDraft, Release
from tests.journeys.acts import begin_book, new_isbn, number_in, prepare_parcel, register_book, today_in
from tests.journeys.acts import national_library as library_of
from tests.journeys.people import Page, Person, person

HOSTILE = "<script>alert('x')</script>\"; DROP TABLE release; -- {{ 7*7 }} %s"


def rows(app: Flask, table: type) -> int:
    """Return how many rows a table has."""
    with app.app_context():
        return session().scalar(select(func.count()).select_from(table)) or 0


def texts_of(page: Page) -> list[str]:
    """Return the names of the fields of the page's own form in which anything may be typed."""
    form = next(
        form
        for form in page.root.iter("form")
        if form.get("method") == "post" and form.get("action", page.path) == page.path
    )
    return [
        field.get("name", "")
        for field in form.iter()
        if field.tag == "textarea" or (field.tag == "input" and field.get("type", "text") == "text")
    ]


def test_hostile_text_in_every_field_of_a_registration(country: Flask) -> None:
    """What is text is kept as text; what is a number is refused; no mark of it becomes a mark of the page."""
    publisher = person(country, "depositor")
    page = begin_book(publisher, "Oddiy kitob", new_isbn())
    first = publisher.open(page.path.replace("/release", "/title"))
    assert publisher.send(first, udc=HOSTILE).status == 422
    hostile = {name: HOSTILE for name in texts_of(first) if not name.startswith(("identifiers", "udc"))}
    assert len(hostile) >= 4
    second = publisher.send(first, **hostile)
    assert second.path.endswith("/release"), second.words
    wrong = publisher.send(second, **dict.fromkeys(texts_of(second), HOSTILE))
    assert wrong.status == 422
    mended = dict.fromkeys(texts_of(second), "") | {"print_run": "500", "printer": HOSTILE, "place": HOSTILE}
    second = publisher.send(publisher.open(page.path), **mended)
    release = publisher.send(second)
    for shown in (
        wrong,
        second,
        release,
        publisher.open("/publications"),
        publisher.open("/search?q=script"),
    ):
        assert shown.status in (200, 422)
        assert "<script>alert" not in shown.source
    assert HOSTILE in html.unescape(release.source)
    slip = prepare_parcel(publisher, library_of(country), number_in(release))
    for paper in ("slip", "labels"):
        assert publisher.get(f"{slip.path}/{paper}.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    ["/search?q={}", "/obligations?q={}", "/publications?q={}", "/late?q={}", "/receiving/without-slip?q={}",
     "/organisations?q={}", "/accounts?q={}", "/verify?code={}", "/verify/{}", "/t/{}", "/notices?q={}",
     "/acts?kind={}", "/consignments?state={}", "/sign-in?next={}"],
)  # fmt: skip
@pytest.mark.parametrize("typed", [HOSTILE, "'", "\x00", "%", "٣", "a" * 5000])
def test_hostile_text_in_every_search(everybody: list[Person], address: str, typed: str) -> None:
    for visitor in everybody:
        answer = visitor.client.get(address.format("")[: address.index("{")] + _quoted(typed))
        assert answer.status_code < 500, f"{address} {typed!r}: {answer.status_code}"
        assert "<script>alert" not in answer.text


def _quoted(typed: str) -> str:
    return "".join(f"%{byte:02X}" for byte in typed.encode())


@pytest.fixture(scope="module")
def everybody(country: Flask) -> list[Person]:
    """One person of each role, and nobody."""
    return [
        person(country, role) for role in ("public", "depositor", "librarian", "regulator", "administrator")
    ]


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_no_form_is_taken_without_its_token(country: Flask, token: str | None) -> None:
    publisher = person(country, "depositor")
    before = rows(country, RegistrationDraft)
    form = publisher.open("/registration/new").form()
    sent = form.fields.copy()
    sent.poplist("csrf_token")
    if token is not None:
        sent["csrf_token"] = token
    refused = publisher.post(form.action, sent)
    assert refused.status == 400
    assert "This form did not come whole" in refused.words
    assert rows(country, RegistrationDraft) == before


def test_the_token_of_another_person_is_refused(country: Flask) -> None:
    publisher, stranger = person(country, "depositor"), person(country, "depositor", 1)
    form = publisher.open("/registration/new").form()
    assert stranger.post(form.action, form.fields).status == 400


def test_a_parcel_asked_for_twice_is_one(country: Flask) -> None:
    publisher = person(country, "depositor")
    release = register_book(publisher, "Ikki marta bosilgan", released=today_in(country), isbn=new_isbn())
    counted = {table: rows(country, table) for table in (Publication, Release, Obligation)}
    before = rows(country, Consignment)
    prepare_parcel(publisher, library_of(country), number_in(release))
    assert rows(country, Consignment) == before + 1
    assert counted == {table: rows(country, table) for table in counted}


def test_the_connection_is_lost_before_the_answer(country: Flask) -> None:
    """The answer to a press never arrives; pressing again on the same page leads where the first one led."""
    publisher = person(country, "depositor")
    form = publisher.open("/registration/new").form()
    before = rows(country, RegistrationDraft)
    publisher.client.post(form.action, data=form.fields)
    again = publisher.post(form.action, form.fields)
    assert again.path.endswith("/title")
    assert rows(country, RegistrationDraft) == before + 1


def test_signed_out_in_the_middle_of_a_step(country: Flask) -> None:
    """What was saved stays; who comes back goes on where he was going."""
    publisher = person(country, "depositor")
    page = begin_book(publisher, "Yarmida uzilgan", new_isbn())
    publisher.client.delete_cookie("session")
    form = page.form()
    refused = publisher.client.post(form.action, data=form.fields)
    assert refused.status_code in (302, 400)
    back = person(country, "depositor").open(page.path)
    assert back.path == page.path
    assert "Yarmida uzilgan" in back.words
