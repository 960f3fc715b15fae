"""One MARC record, from whichever form it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Dialect(StrEnum):
    """What the tags mean. RUSMARC is UNIMARC as Russia writes it, and is read as such."""

    MARC21 = "marc21"
    UNIMARC = "unimarc"


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
        """Which tags carry the title: 200 where there is no 245 is UNIMARC."""
        tags = {field.tag for field in self.fields}
        return Dialect.UNIMARC if "200" in tags and "245" not in tags else Dialect.MARC21

    def of(self, *tags: str) -> Iterator[MarcField]:
        """Yield the fields with these tags."""
        return (field for field in self.fields if field.tag in tags)

    def control(self, tag: str, start: int = 0, end: int | None = None) -> str:
        """Return positions of a control field, empty if the record has none."""
        return next((field.data[start:end] for field in self.of(tag)), "").strip(" |")
