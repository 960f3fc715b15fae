"""A list as organisations to add, organisations that are known, and what is wrong with the other rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from app.domain.errors import DomainError
from app.domain.organisation_names import bare_name
from app.infra.db import session
from app.infra.sheets import Fault, cells_beyond, rows_of, unfit_columns
from app.organisations.lists.columns import COLUMNS, REQUIRED, read_cell
from app.organisations.lists.places import Places
from app.organisations.models import Organisation
from app.organisations.services.registering import NewOrganisation


@dataclass
class ListReading:
    """What a list holds. `new` are rows to add, `known` how many are registered already.

    `refused` are the cells of the rows that have `faults`, by line, for the file that goes back.
    """

    columns: list[str] = field(default_factory=list)
    new: list[tuple[int, NewOrganisation]] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class _Known:
    """Organisations by STIR, and by bare name and region with the STIR they have."""

    stirs: set[str] = field(default_factory=set)
    names: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def has(self, row: NewOrganisation) -> bool:
        """Whether the row is registered: by its STIR, or by name and place unless the STIRs differ."""
        if row.stir in self.stirs:
            return True
        key = (bare_name(row.name), row.region_soato)
        return key in self.names and (row.stir is None or self.names[key] is None)


def read_list(content: bytes) -> ListReading:
    """Read a list against what is registered; one bad row keeps no good one back.

    Raises:
        DomainError: it is no list at all; see `rows_of`, and `list.no_rows`.
    """
    rows, found, places = rows_of(content), ListReading(), Places()
    line, named = next(rows, (1, []))
    found.columns = [name.lower() for name in named]
    found.faults += unfit_columns(line, found.columns, COLUMNS)
    found.faults += [
        Fault(line, name, DomainError("list.column_needed")) for name in REQUIRED if name not in found.columns
    ]
    if found.faults:
        return found
    known, lines = _known(), dict[str, int]()
    for number, cells in rows:
        _sort_row((number, cells), found, known, lines, places)
    if not (found.new or found.known or found.faults):
        raise DomainError("list.no_rows", "file")
    return found


def _sort_row(
    row: tuple[int, list[str]], found: ListReading, known: _Known, lines: dict[str, int], places: Places
) -> None:
    line, cells = row
    values, faults = _values(row, found.columns, places)
    if not faults:
        said = NewOrganisation(**values)
        names = (said.stir, f"{bare_name(said.name)} {said.region_soato}")
        first = next((lines[name] for name in names if name in lines), None)
        if known.has(said):
            found.known += 1
        elif first is not None:
            faults = [Fault(line, "name", DomainError("list.row_twice", line=first))]
        else:
            found.new.append((line, said))
            lines.update({name: line for name in names if name})
    if faults:
        found.faults += faults
        found.refused[line] = cells


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


def _known() -> _Known:
    known = _Known()
    for stir, region, *names in _registered():
        if stir:
            known.stirs.add(stir)
        for name in names:
            if name:
                known.names[bare_name(name), region] = stir
    return known


def _registered() -> Iterator[Any]:
    columns = (
        Organisation.stir,
        Organisation.region_soato,
        Organisation.name,
        Organisation.name_ru,
        Organisation.name_en,
    )
    return iter(session().execute(select(*columns)))
