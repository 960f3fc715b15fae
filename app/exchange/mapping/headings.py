"""Headings of a table as columns of ours: recognised in every language and script, or named by a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.errors import DomainError
from app.domain.script import search_key
from app.exchange.added import number_added
from app.exchange.columns import BY_NAME, COLUMNS
from app.exchange.records import Finding, Given, Severity
from app.infra.i18n import in_each_language

SHOWN = 60
"""So many characters of a heading are shown where it is told about."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table in its order; each has the column that it fills, None for what is not read."""

    row: int
    headings: tuple[str, ...]
    columns: tuple[str | None, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """The columns of ours by the headings that fill them."""
        pairs = zip(self.headings, self.columns, strict=True)
        return {heading: column for heading, column in pairs if column is not None}

    @property
    def known(self) -> int:
        """How many headings are read."""
        return sum(column is not None for column in self.columns)

    def given(self, cells: Sequence[str]) -> tuple[Given, ...]:
        """Return the cells that are read and not empty."""
        named = zip(self.columns, cells, self.headings, strict=False)
        return tuple([Given(column, cell, heading) for column, cell, heading in named if column and cell])

    def findings(self) -> Iterable[Finding]:
        """Tell of headings that are not read, and of those that stand twice."""
        of_ours = number_added(self.headings)
        for place, heading in enumerate(self.headings):
            if place < of_ours:
                continue
            if heading and heading in self.headings[:place]:
                yield self._told(heading, "exchange.heading_twice")
            elif heading and self.columns[place] is None:
                yield self._told(heading, "exchange.heading_unknown")

    def _told(self, heading: str, code: str) -> Finding:
        params = {"heading": heading[:SHOWN]}
        return Finding(None, self.row, heading[:SHOWN], code, Severity.WARNING, params)


def read_head(row: int, cells: Sequence[str], mapping: Mapping[str, str]) -> Head:
    """Return a row as headings; what a person mapped goes before what is recognised."""
    asked = {_key(heading): column for heading, column in mapping.items()}
    columns = tuple(
        asked.get(_key(cell)) or _recognised().get(_key(cell)) if cell else None for cell in cells
    )
    return Head(row, tuple(cells), columns)


def is_head(head: Head) -> bool:
    """Say whether a row can be the headings: two of them are known, or that of the title is."""
    return head.known >= 2 or "title" in head.columns


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping onto what is no column.

    Raises:
        DomainError: `exchange.mapping_unknown`, with the columns there are.
    """
    for column in mapping.values():
        if column not in BY_NAME:
            raise DomainError(
                "exchange.mapping_unknown", column=str(column)[:SHOWN], allowed=", ".join(BY_NAME)
            )


def require_mapped(head: Head, mapping: Mapping[str, str]) -> None:
    """Refuse a mapping of headings that the table has not.

    Raises:
        DomainError: `exchange.mapping_missing`, with the headings there are.
    """
    present = {_key(heading) for heading in head.headings}
    for heading in mapping:
        if _key(heading) not in present:
            shown = ", ".join(name[:SHOWN] for name in head.headings if name)
            raise DomainError("exchange.mapping_missing", heading=heading[:SHOWN], present=shown[:1000])


def _key(heading: str) -> str:
    return search_key(heading.replace("_", " "))


@cache
def _recognised() -> Mapping[str, str]:
    """Every heading that means a column: its label in each language, its name, and what else it is called."""
    labels = in_each_language(lambda: [str(column.label) for column in COLUMNS]).values()
    pairs = [(label, column.name) for said in labels for label, column in zip(said, COLUMNS, strict=True)]
    pairs += [(word, column.name) for column in COLUMNS for word in (*column.also, column.name)]
    return {_key(word): name for word, name in reversed(pairs)}
