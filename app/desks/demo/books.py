"""Books of the demonstration: when each came out, what its publisher does about it, and its registration."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from app.desks.demo.country import Country, House
from app.desks.demo.timeline import Timeline, moment, weekday_from
from app.desks.demo.titles import Title, new_isbn
from app.domain.deadlines import Event
from app.domain.publication import Carrier, EditionStatus, Kind, Origin
from app.domain.registration import RegistrationAnswers
from app.publications.models import Release
from app.publications.services import amend_release, register_release, save_draft, start_draft

YEAR = 360
SIZES = ("60×84 1/16", "84×108 1/32", "70×100 1/16")
UNREGISTERED_PRINTERS = ("Namuna bosmaxona", "Типография «Образец»")


class Fate(StrEnum):
    """How it goes with a book."""

    PUNCTUAL = "punctual"
    TARDY = "tardy"
    NEGLECTED = "neglected"
    FORECAST = "forecast"
    UNDECIDED = "undecided"
    AMENDED = "amended"
    NO_PRINTER = "no_printer"
    REPRINTED = "reprinted"


ORDINARY: Sequence[Fate] = (
    *(Fate.PUNCTUAL,) * 24, *(Fate.TARDY,) * 6, *(Fate.NEGLECTED,) * 4, *(Fate.AMENDED,) * 2,
    *(Fate.NO_PRINTER,) * 3, Fate.REPRINTED,
)  # fmt: skip
RECENT: Sequence[Fate] = (
    *(Fate.PUNCTUAL,) * 12, *(Fate.NEGLECTED,) * 4, Fate.FORECAST, Fate.UNDECIDED, Fate.NO_PRINTER,
    Fate.AMENDED,
)  # fmt: skip
"""How often each fate is drawn for a book: of any day, of the last days."""

SHOWN: Sequence[tuple[int, Fate]] = (
    (300, Fate.PUNCTUAL), (210, Fate.REPRINTED), (150, Fate.TARDY), (95, Fate.PUNCTUAL), (70, Fate.NEGLECTED),
    (44, Fate.PUNCTUAL), (36, Fate.NEGLECTED), (24, Fate.PUNCTUAL), (20, Fate.AMENDED), (17, Fate.PUNCTUAL),
    (14, Fate.NO_PRINTER), (12, Fate.NEGLECTED), (9, Fate.PUNCTUAL), (6, Fate.NEGLECTED), (5, Fate.PUNCTUAL),
    (3, Fate.NEGLECTED), (2, Fate.UNDECIDED), (1, Fate.FORECAST),
)  # fmt: skip
"""The books of the first publisher, whose desk the guide opens: days since each came out, and its fate."""


@dataclass(frozen=True, slots=True)
class Book:
    """One book to be registered; `answers` are what there is to say of it."""

    fate: Fate
    house: House
    printer: House | None
    answers: RegistrationAnswers
    out_on: date


Registered = Callable[[Book, Release, datetime], None]


class Catalogue:
    """Plans the registrations; `registered` is told of each, so that its copies can be sent."""

    def __init__(self, timeline: Timeline, chance: Random, registered: Registered) -> None:
        self._timeline = timeline
        self._chance = chance
        self._registered = registered

    def plan(self, book: Book) -> None:
        """Let the book be registered on the day it came out."""
        at = moment(book.out_on, 9 + self._chance.randrange(8), self._chance.randrange(60))
        self._timeline.plan(at, lambda now: self._register(book, now))

    def _register(self, book: Book, at: datetime) -> None:
        first = (
            replace(book.answers, events={}) if book.fate in (Fate.AMENDED, Fate.FORECAST) else book.answers
        )
        release = self._written(book, first, at)
        if book.fate is Fate.AMENDED:
            release_id, version = release.id, release.version
            self._timeline.plan(
                at + timedelta(days=1, minutes=35), lambda now: self._amend(book, release_id, version, now)
            )
        else:
            self._registered(book, release, at)
        if book.fate is Fate.REPRINTED:
            publication_id = release.publication_id
            self._timeline.plan(
                at + timedelta(days=120), lambda now: self._reprint(book, publication_id, now)
            )

    def _amend(self, book: Book, release_id: int, version: int, at: datetime) -> None:
        amended = amend_release(
            release_id=release_id, answers=book.answers, version=version, by=book.house.clerk, at=at
        )
        self._registered(book, amended, at)

    def _reprint(self, book: Book, publication_id: int, at: datetime) -> None:
        reprint = replace(
            book.answers,
            identifiers=(),
            edition_status=EditionStatus.UNCHANGED_REPRINT,
            original_deposited=True,
            events=_events(weekday_from(at.date())),
        )
        self._written(book, reprint, at, publication_id)

    def _written(
        self, book: Book, answers: RegistrationAnswers, at: datetime, publication_id: int | None = None
    ) -> Release:
        clerk = book.house.clerk
        draft = start_draft(by=clerk, at=at - timedelta(minutes=12), publication_id=publication_id)
        save_draft(draft_id=draft.id, answers=answers.to_json(), by=clerk, at=at - timedelta(minutes=4))
        return register_release(draft_id=draft.id, by=clerk, at=at)


def books(country: Country, titles: Sequence[Title], *, chance: Random, today: date) -> Iterator[Book]:
    """Deal the titles out to the publishers, over a year, denser towards the present."""
    numbers = dict.fromkeys((house.code for house in country.publishers), 0)
    shown = list(SHOWN)
    for title in titles:
        house = _house_for(title, country.publishers, chance, shown_left=bool(shown))
        if house is country.publishers[0] and shown:
            days, fate = shown.pop()
        else:
            days = int(YEAR * chance.random() ** 1.6) + 1
            fate = chance.choice(RECENT if days < 12 else ORDINARY)
        number = numbers[house.code]
        numbers[house.code] += 1
        out_on = weekday_before(today - timedelta(days=days))
        printer = None if fate is Fate.NO_PRINTER else chance.choice(country.printers)
        answers = _answers(title, house, printer, number, out_on, chance)
        if fate is Fate.UNDECIDED:
            answers = replace(answers, print_run=None)
        yield Book(fate, house, printer, answers, out_on)


def weekday_before(day: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _house_for(title: Title, houses: Sequence[House], chance: Random, *, shown_left: bool) -> House:
    if title.kind == Kind.TEXTBOOK:
        fitting = [house for house in houses if "textbook" in house.languages]
    else:
        fitting = [house for house in houses if title.tag in house.languages]
    if shown_left and houses[0] in fitting:
        return houses[0] if chance.random() < 0.6 else chance.choice(fitting)
    return chance.choice(fitting or houses[1:])


def _events(out_on: date) -> dict[str, date]:
    return {Event.PRINT_RUN_COMPLETED.value: out_on, Event.FIRST_BATCH_RELEASED.value: out_on}


def _answers(
    title: Title, house: House, printer: House | None, number: int, out_on: date, chance: Random
) -> RegistrationAnswers:
    pages = chance.randrange(6, 36) * 16
    return RegistrationAnswers(
        title=title.title,
        parallel_title=title.parallel_title,
        people=title.people,
        language=title.language,
        script=title.script,
        kind=title.kind,
        origin=Origin.DOMESTIC,
        carrier=Carrier.PRINT,
        subjects=frozenset({title.subject}),
        audiences=frozenset({title.audience}),
        restricted=False,
        identifiers=(new_isbn(house.number, number),),
        edition_status=EditionStatus.FIRST,
        print_run=chance.choice((40, 300, 500, 1000, 1000, 1500, 3000, 5000)),
        pages=pages,
        size=chance.choice(SIZES),
        price=(pages * chance.randrange(90, 160) // 1000 + 8) * 1000,
        printer_id=printer.organisation_id if printer else None,
        printer_name="" if printer else chance.choice(UNREGISTERED_PRINTERS),
        place="Toshkent" if house.region_soato in ("1726", "1727") else "",
        year=out_on.year,
        events=_events(out_on),
        depositor_region=house.region_soato,
    )
