"""The data set: one country's books, drawn from a seed; a smaller tier is a thinning of the largest.

Every tier has the same publishers, the same span of days and the same shares of late and waiting copies, so
that figures of two tiers differ by size alone.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import yaml
from stdnum import ean

from app.domain.calendar import Calendar, DayMark
from app.domain.law import RuleSet
from app.domain.publication import Carrier, EditionStatus, Kind, Origin, ReleaseFacts
from app.law import reading
from app.law.calendars.known import known_days

SEED = 20261123
LARGEST = 1_000_000
PUBLISHERS, PRINTERS = 600, 60
YEARS_BACK, YEARS_AHEAD = 4, 1
OLDEST_DAYS = 1100
REGIONS = ("1703", "1706", "1708", "1710", "1712", "1714", "1718", "1722", "1724", "1726", "1727", "1730",
           "1733", "1735")  # fmt: skip
_UZ_DRAFT = Path(reading.__file__).parent / "rule_sets" / "uz-draft.yaml"
_SYLLABLES = ("ba", "bo", "da", "di", "ga", "gu", "jo", "ka", "ki", "la", "li", "ma", "mo", "na", "ni", "qa",
              "ra", "ro", "sa", "sho", "ta", "ti", "xa", "yo", "za")  # fmt: skip
_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Book:
    """One first edition; publisher and printer are places in their lists, a printer may be unknown.

    Of a `late` book nothing has come in; of one `on_its_way` what is not due yet has been sent.
    """

    number: int
    title: str
    author: str
    isbn: str
    publisher: int
    printer: int | None
    language: str
    subjects: frozenset[str]
    audiences: frozenset[str]
    print_run: int
    pages: int
    released_on: date
    late: bool
    on_its_way: bool

    @property
    def region(self) -> str:
        """Where its publisher sits."""
        return region_of(self.publisher)

    def facts(self, publisher_id: int, printer_id: int | None) -> ReleaseFacts:
        """Return what the law asks, with the organisations' ids in one database."""
        return ReleaseFacts(
            kind=Kind.BOOK,
            carrier=Carrier.PRINT,
            origin=Origin.DOMESTIC,
            languages=frozenset({self.language}),
            subjects=self.subjects,
            audiences=self.audiences,
            print_run=self.print_run,
            pages=self.pages,
            edition_status=EditionStatus.FIRST,
            restricted=False,
            depositor_region=self.region,
            parties={"publisher": publisher_id, "printer": printer_id},
            events={"first_batch_released": self.released_on, "print_run_completed": self.released_on},
        )


def books(tier: int, today: date) -> Iterator[Book]:
    """Yield the books of a tier without end: each so-manieth one of the largest."""
    for number in count(0, max(1, LARGEST // tier)):
        yield book(number, today)


def book(number: int, today: date) -> Book:
    """Return the book of this number; the same seed and day always give the same."""
    chance = Random(SEED * LARGEST + number)
    head = f"9789943{number % 100_000:05d}"
    return Book(
        number=number,
        title=" ".join(word(int(_WORDS * chance.random() ** 2)) for _ in range(3)).capitalize(),
        author=f"{word(chance.randrange(_WORDS)).capitalize()} {word(chance.randrange(400)).capitalize()}ov",
        isbn=head + ean.calc_check_digit(head),
        publisher=int(PUBLISHERS * chance.random() ** 2),
        printer=chance.randrange(PRINTERS) if chance.random() < 0.98 else None,
        language="kaa" if chance.random() < 0.1 else "uz",
        subjects=frozenset({"science"} if chance.random() < 0.3 else {"fiction"}),
        audiences=frozenset({"children"} if chance.random() < 0.2 else {"general"}),
        print_run=chance.choice((30, 100, 300, 500, 1000, 3000)),
        pages=chance.randrange(32, 900),
        released_on=today - timedelta(days=chance.randrange(1, OLDEST_DAYS)),
        late=chance.random() < 0.04,
        on_its_way=chance.random() < 0.3,
    )


def word(place: int) -> str:
    """Return one word of an invented vocabulary; earlier ones are drawn more often in titles."""
    rest, last = divmod(place, len(_SYLLABLES))
    start, middle = divmod(rest, len(_SYLLABLES))
    return _SYLLABLES[(start + last) % 25] + _SYLLABLES[middle] + _SYLLABLES[last] + "n"


def region_of(publisher: int) -> str:
    """Return where a publisher sits."""
    return REGIONS[publisher % len(REGIONS)]


def law_text() -> str:
    """Return the country's draft with one rule more, so that a children's book of science owes ten times."""
    document = yaml.safe_load(_UZ_DRAFT.read_text(encoding="utf-8"))
    further = deepcopy(next(rule for rule in document["rules"] if rule["id"] == "uzd-science"))
    further["id"] = "uzd-further"
    further["recipients"] = ["karakalpak", "academy", "blind"]
    del further["when"]["subjects"]
    document["rules"].append(further)
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    return text


@cache
def law() -> RuleSet:
    """Return the same, read."""
    return reading.read_rule_set(law_text())


def calendar(today: date) -> Calendar:
    """Return the working days of the data set's years."""
    first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
    marks = {day.on: DayMark(day.kind, day.name, day.estimated) for day in known_days("UZ", first, last)}
    return Calendar("UZ", date(first, 1, 1), date(last, 12, 31), marks, law().working_week)
