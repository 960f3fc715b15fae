"""The titles of the demonstration, and numbers for them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from stdnum import ean, isbn

from app.domain.registration import GivenIdentifier, Person

FILE = Path(__file__).parent / "titles.csv"


@dataclass(frozen=True, slots=True)
class Title:
    """One publication, as the sources give it."""

    title: str
    parallel_title: str
    people: tuple[Person, ...]
    language: str
    script: str
    kind: str
    subject: str
    audience: str

    @property
    def tag(self) -> str:
        """The language and script by which a publisher is found for it."""
        return f"{self.language}-{self.script}"


def read_titles() -> list[Title]:
    """Read every title of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_title(row) for row in csv.DictReader(file)]


def new_isbn(registrant: int, number: int) -> GivenIdentifier:
    """Return the `number`-th ISBN (0 to 99) of a publisher (0 to 99): in 978-9943 if even, else 978-9910."""
    group = f"97899433{registrant:02d}" if registrant % 2 == 0 else f"97899107{registrant:02d}"
    body = f"{group}{number:02d}"
    digits = body + ean.calc_check_digit(body)
    return GivenIdentifier("isbn", digits, isbn.format(digits))


def _title(row: Mapping[str, str]) -> Title:
    return Title(
        title=row["title"],
        parallel_title=row["parallel_title"],
        people=tuple(_people(row["people"])),
        language=row["language"],
        script=row["script"],
        kind=row["kind"],
        subject=row["subject"],
        audience=row["audience"],
    )


def _people(text: str) -> Iterator[Person]:
    for part in filter(None, text.split("; ")):
        role, _, name = part.partition(":")
        yield Person(name, role)
