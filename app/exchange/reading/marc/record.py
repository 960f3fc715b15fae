"""One MARC record, from whichever form it was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Dialect(StrEnum):
    """What the tags mean. RUSMARC is UNIMARC as Russia writes it, and is read as such."""

    MARC21 = "marc21"
    UNIMARC = "unimarc"


def dialect_of(tags: Iterable[str]) -> Dialect:
    """Return the dialect of a record by which tag carries its title: 200 where there is no 245 is UNIMARC."""
    present = set(tags)
    return Dialect.UNIMARC if "200" in present and "245" not in present else Dialect.MARC21


def main_dialect(dialects: Sequence[Dialect]) -> Dialect:
    """Return what most records of a file are; each is read as what it is itself."""
    return Dialect.UNIMARC if dialects.count(Dialect.UNIMARC) * 2 > len(dialects) else Dialect.MARC21


class MarcField(NamedTuple):
    """A field: a control field has `data`, any other indicators and subfields as pairs of code and text."""

    tag: str
    data: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    def first(self, code: str) -> str:
        """Return the first subfield with this code, empty if there is none."""
        return next((text for found, text in self.subfields if found == code), "")

    def all(self, codes: str) -> list[str]:
        """Return the subfields with these codes in the order of the record."""
        return [text for code, text in self.subfields if code in codes]


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """A record: its leader and its fields in their order."""

    leader: str
    fields: tuple[MarcField, ...]

    @property
    def dialect(self) -> Dialect:
        """What its tags mean."""
        return dialect_of(field.tag for field in self.fields)

    def of(self, *tags: str) -> Iterator[MarcField]:
        """Yield the fields with these tags."""
        return (field for field in self.fields if field.tag in tags)

    def control(self, tag: str, start: int = 0, end: int | None = None) -> str:
        """Return positions of a control field, empty if the record has none."""
        return next((field.data[start:end] for field in self.of(tag)), "").strip(" |")
