"""A list as organisations to add, organisations that are known, and what is wrong with the other rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from app.domain.errors import DomainError
from app.domain.organisation_names import bare_name
from app.infra.i18n import gettext
from app.infra.sheets import Fault, cells_beyond, rows_of, unfit_columns
from app.organisations.lists.columns import COLUMNS, EXAMPLE, REASON, REQUIRED, read_cell
from app.organisations.lists.likeness import Likeness, Other
from app.organisations.lists.places import Places
from app.organisations.services.registering import NewOrganisation

ADDED = ("line", "what to do")
"""The columns that refused rows come back with, before their own; sent again, they are known as ours."""
MOST_NAMED = 3
"""So many organisations that a row is like are named."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to add. `other_reason` says why it is none of the organisations that it is like."""

    line: int
    said: NewOrganisation
    other_reason: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that is registered already, and as what."""

    line: int
    said: NewOrganisation
    record: Other

    @property
    def is_called_otherwise(self) -> bool:
        """Whether the register knows the organisation by other names only."""
        return not self.record.is_called(self.said)


@dataclass
class ListReading:
    """What a list holds. `new` are rows to add, `known` those that are registered already.

    `refused` are the cells of the rows that have `faults`, by line, for the file that goes back; `columns`
    are those of the file without what we had added.
    """

    columns: list[str] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    known: list[KnownRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)


def read_list(content: bytes) -> ListReading:
    """Read a list against what is registered; one bad row keeps no good one back.

    Raises:
        DomainError: it is no list at all; see `rows_of`, `list.no_rows`, and `list.no_columns`.
    """
    found, places, broken = ListReading(), Places(), dict[int, DomainError]()
    rows = rows_of(content, any_encoding=True, broken=broken)
    line, named = next(rows, (1, []))
    if line in broken:
        raise broken[line]
    named = [name.lower() for name in named]
    own = [place for place, name in enumerate(named) if name not in ADDED]
    found.columns = [named[place] for place in own]
    if not set(found.columns) & set(COLUMNS):
        raise DomainError("list.no_columns", "file", allowed=", ".join(COLUMNS))
    found.faults += unfit_columns(line, found.columns, COLUMNS)
    found.faults += [
        Fault(line, name, DomainError("list.column_needed")) for name in REQUIRED if name not in found.columns
    ]
    if found.faults:
        return found
    likeness = Likeness()
    for number, cells in rows:
        kept = [cells[place] for place in own if place < len(cells)] + cells[len(named) :]
        if number in broken:
            found.faults.append(Fault(number, "", broken[number]))
            found.refused[number] = kept
        else:
            _sort_row((number, kept), found, likeness, places)
    if not (found.new or found.known or found.faults):
        raise DomainError("list.no_rows", "file")
    return found


def _sort_row(row: tuple[int, list[str]], found: ListReading, likeness: Likeness, places: Places) -> None:
    line, cells = row
    values, faults = _values(row, found.columns, places)
    if not faults:
        reason = values.pop(REASON, "")
        said = NewOrganisation(**values)
        try:
            _place(NewRow(line, said, reason), found, likeness.of(said))
            likeness.note(line, said)
        except DomainError as error:
            faults = [Fault(line, error.field or "", error)]
    if faults:
        found.faults += faults
        found.refused[line] = cells


def _place(row: NewRow, found: ListReading, alike: list[Other]) -> None:
    """Put a row to those that are known, or to those that are new.

    Raises:
        DomainError: `list.row_twice`, `list.example_row`; `list.alike`, it is like another and gives no
            reason.
    """
    same = [other for other in alike if other.is_the_same(row.said)]
    twice = next((other for other in same if other.line is not None), None)
    if twice is not None:
        column = "stir" if row.said.stir and row.said.stir == twice.stir else "name"
        raise DomainError("list.row_twice", column, line=twice.line)
    if same:
        found.known.append(KnownRow(row.line, row.said, same[0]))
        return
    if bare_name(row.said.name) == bare_name(EXAMPLE["name"]):
        raise DomainError("list.example_row", "name")
    if alike and not row.other_reason:
        named = "; ".join(_each_named(alike)[:MOST_NAMED])
        raise DomainError("list.alike", REASON, alike=named, column=REASON)
    found.new.append(row)


def _each_named(alike: Sequence[Other]) -> list[str]:
    """Name what a row is like; a row of the list that is a registered record is that record once more."""
    registered = {(bare_name(other.name), other.stir) for other in alike if other.line is None}
    return [
        _named(other)
        for other in alike
        if other.line is None or (bare_name(other.name), other.stir) not in registered
    ]


def _named(other: Other) -> str:
    line = "" if other.line is None else gettext("(line %(line)s)", line=other.line)
    told = [f"“{other.name}”", other.stir or "", line]
    return " ".join(part for part in told if part)


def _values(
    row: tuple[int, list[str]], columns: list[str], places: Places
) -> tuple[dict[str, Any], list[Fault]]:
    line, cells = row
    faults, values = list(cells_beyond(row, columns)), dict[str, Any]()
    for column, text in zip_longest(columns, cells[: len(columns)], fillvalue=""):
        try:
            values |= _value(column, text, values, places)
        except DomainError as error:
            faults.append(Fault(line, column, error))
    district = values.pop("district", None)
    if district is not None and "region_soato" in values:
        try:
            values["district_soato"] = places.district(values["region_soato"], district)
        except DomainError as error:
            faults.append(Fault(line, "district", error))
    return values, faults


def _value(column: str, text: str, values: dict[str, Any], places: Places) -> dict[str, Any]:
    if not text:
        if column in REQUIRED:
            raise DomainError("list.cell_needed")
        return {}
    read = read_cell(column, text)
    return {"region_soato": places.region(read)} if column == "region" else {column: read}
