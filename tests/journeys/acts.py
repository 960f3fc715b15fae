"""What people do most: register a book, send a parcel, take it in, notice who is late."""

from datetime import date
from itertools import count

from flask import Flask
from stdnum import ean

from app.infra import clock
from app.organisations.queries import depository_by_code
from tests.journeys.people import Page, Person

_numbers = count(1)


def new_isbn() -> str:
    """Return an ISBN that nobody has used."""
    first = f"978994379{next(_numbers):03d}"
    return first + ean.calc_check_digit(first)


def today_in(app: Flask) -> date:
    """Return the day it is in the country."""
    with app.app_context():
        return clock.today()


def national_library(app: Flask) -> int:
    """Return the number of the National Library."""
    with app.app_context():
        return depository_by_code("uz-natlib").id


def begin_book(person: Person, title: str, isbn: str) -> Page:
    """Begin a registration and fill in the first step; the second is shown."""
    page = person.send(person.open("/registration/new"))
    about = {"title": title, "restricted": "no", "identifiers-0-number": isbn,
             "people-0-name": "Abdulla Qodiriy", "people-0-role": "author"}  # fmt: skip
    return person.send(page, **about, language="uz", script="Latn", origin="domestic", carrier="print")


def register_book(person: Person, title: str, *, released: date, isbn: str) -> Page:
    """Register a printed book whose first batch was released on a day; the release's page is shown."""
    page = begin_book(person, title, isbn)
    assert page.path.endswith("/release"), page.words
    day = {"first_batch_released-day": released.day, "first_batch_released-month": released.month,
           "first_batch_released-year": released.year}  # fmt: skip
    page = person.send(page, **day, published_before="no", print_run="3 000", pages="320", price="45000",
                       year=str(released.year), depositor_region="1726")  # fmt: skip
    assert page.path.endswith("/check"), page.words
    page = person.send_twice(page)
    assert page.path.startswith("/releases/"), page.words
    return page


def number_in(page: Page) -> int:
    """Return the number at the end of the page's address."""
    return int(page.path.rsplit("/", 1)[-1])


def prepare_parcel(person: Person, library: int, release: int) -> Page:
    """Compose a parcel of all copies of one release for a library, pressing twice; its page is shown."""
    return person.send_twice(
        person.open(f"/consignments/new/{library}?release={release}"), f"/consignments/new/{library}"
    )


def send_parcel(person: Person, page: Page) -> Page:
    """Mark the parcel of this page as sent, pressing twice."""
    return person.send_twice(page, "/send", carrier="Pochta", tracking="RR123456789UZ")


def scan(person: Person, page: Page, text: str) -> Page:
    """Scan at the receiving desk."""
    return person.send(page, code=text)


def issue_notice(person: Person, depositor: int, lines: list[int], language: str) -> Page:
    """Preview a notice and issue it, pressing twice; the notice's page is shown."""
    chosen = "&".join(f"line={line}" for line in lines)
    preview = person.open(f"/late/{depositor}/notice?{chosen}&language={language}")
    assert preview.status == 200, preview.words
    return person.send_twice(preview, "/notice")
