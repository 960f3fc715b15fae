"""A list as facts of releases; what cannot be read is told by line and column, and then nothing is run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from app.domain.errors import DomainError
from app.domain.publication import Carrier, EditionStatus, Kind, NewspaperLevel, Origin, ReleaseFacts
from app.infra.sheets import Fault, cells_beyond, rows_of, unfit_columns
from app.simulation.lists.columns import COLUMNS, PARTIES, REQUIRED, ROLES_OF, read_cell

MOST_FAULTS = 100
_ENUMERATIONS: Mapping[str, Any] = {
    "kind": Kind,
    "carrier": Carrier,
    "origin": Origin,
    "edition_status": EditionStatus,
    "newspaper_level": NewspaperLevel,
}


class ListFaults(DomainError):
    """A list was refused; `faults` are the first `MOST_FAULTS` things that are wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("list.faults", "file", number=len(faults))
        self.faults = faults


@dataclass
class Names:
    """Organisations of one list, numbered as they come: a simulation knows depositors by number."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str | None) -> int | None:
        """Return the number of a name; None for nobody."""
        return None if name is None else self.numbers.setdefault(name, len(self.numbers) + 1)

    def by_number(self) -> dict[int, str]:
        """Return the names by their numbers."""
        return {number: name for name, number in self.numbers.items()}


def check_list(content: bytes) -> int:
    """Return how many releases a list holds, none of which is faulty.

    Raises:
        ListFaults: names every fault, up to a limit.
        DomainError: it is no list at all; see `rows_of`, and `list.no_rows`.
    """
    rows = rows_of(content)
    head, faults = _head(rows)
    number = 0
    for row in rows:
        number += 1
        faults += _read(row, head)[1]
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise ListFaults(faults[:MOST_FAULTS])
    if not number:
        raise DomainError("list.no_rows", "file")
    return number


def facts_in(content: bytes, names: Names) -> Iterator[ReleaseFacts]:
    """Yield the facts of a list that was checked; `names` learns its organisations.

    Raises as `check_list` does.
    """
    rows = rows_of(content)
    head, faults = _head(rows)
    if faults:
        raise ListFaults(faults[:MOST_FAULTS])
    for row in rows:
        values, faults = _read(row, head)
        if faults:
            raise ListFaults(faults)
        yield _facts(values, names)


Row = tuple[int, list[str]]
Head = Sequence[str]
"""The columns as the list names them, in its order."""


def _head(rows: Iterator[Row]) -> tuple[Head, list[Fault]]:
    line, named = next(rows, (1, []))
    columns = [name.lower() for name in named]
    return columns, list(_faults_of_head(line, columns))


def _faults_of_head(line: int, columns: list[str]) -> Iterator[Fault]:
    yield from unfit_columns(line, columns, COLUMNS)
    for name in REQUIRED:
        if name not in columns:
            yield Fault(line, name, DomainError("list.missing_column"))


def _read(row: Row, head: Head) -> tuple[dict[str, Any], list[Fault]]:
    """Read a row; a column that is not known or stands twice is the fault of the head, and no row's."""
    line, cells = row
    faults = list(cells_beyond(row, head))
    values: dict[str, Any] = {}
    for place, (column, text) in enumerate(zip_longest(head, cells[: len(head)], fillvalue="")):
        if column not in COLUMNS or column in head[:place]:
            continue
        try:
            values[column] = _value(column, text)
        except DomainError as error:
            faults.append(Fault(line, column, error))
    return values, faults


def _facts(values: dict[str, Any], names: Names) -> ReleaseFacts:
    parties = _parties({name: values.get(name) for name in PARTIES}, names)
    typed = {
        name: _ENUMERATIONS[name](value) if name in _ENUMERATIONS and value is not None else value
        for name, value in values.items()
        if name not in PARTIES
    }
    return ReleaseFacts(**typed, parties=parties)


def _value(column: str, text: str) -> object:
    """An empty cell is not known; but what is owed cannot be asked without three of them."""
    if text:
        return read_cell(column, text)
    if column in REQUIRED:
        raise DomainError("list.missing_value")
    return None


def _parties(given: Mapping[str, str | None], names: Names) -> dict[str, int | None]:
    return {role: names.number(name) for column, name in given.items() for role in ROLES_OF[column]}
