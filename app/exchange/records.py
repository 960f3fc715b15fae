"""What readers hand over: one record at a time, its values by column, and what is wrong with it."""

import dataclasses
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from app.domain.errors import DomainError


class Format(StrEnum):
    """What a file of publications can be."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    ONIX = "onix"
    MARC = "marc"
    MARCXML = "marcxml"


TABLES = frozenset({Format.CSV, Format.TSV, Format.XLSX})


class Severity(StrEnum):
    """An error refuses its record; a warning leaves the decision to a person."""

    ERROR = "error"
    WARNING = "warning"


class Act(StrEnum):
    """What the sender wants done with a record."""

    NEW = "new"
    UPDATE = "update"
    """It changes a record that was sent before, and may hold only what changes."""
    DELETE = "delete"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful, and where.

    `record` counts from 1, None where the file as a whole is meant; `row` is the line of a text or the row
    of a sheet, None in binary MARC; `field` is the column as the file names it, a MARC tag with its
    subfield, or an ONIX path. `needs_reason`: the record can be registered only with a reason for the ISBN
    in `params`.
    """

    record: int | None
    row: int | None
    field: str
    code: str
    severity: Severity
    params: Mapping[str, object] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    needs_reason: bool = False

    @property
    def error(self) -> DomainError:
        """The same as a refusal, from which the rim makes the sentence."""
        return DomainError(self.code, self.field or None, **self.params)


class Given(NamedTuple):
    """A text that the file gives for a column of ours, and the place in the file that gives it."""

    column: str
    text: str
    place: str


@dataclasses.dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record as the file gives it; `reference` is the sender's own name for it, such as 001 of MARC.

    `cells` are all cells of a table's row, read or not. `reference_place`: where the reference stands, in
    formats in which it is the record's alone; empty in others. `foretells`: a day to come that it gives
    is the promise of one, as messages about forthcoming titles hold, and not a mistake.
    """

    number: int
    row: int | None
    given: tuple[Given, ...] = ()
    findings: tuple[Finding, ...] = ()
    act: Act = Act.NEW
    reference: str = ""
    cells: tuple[str, ...] = ()
    reference_place: str = ""
    foretells: bool = False

    def error(self, place: str, code: str, **params: object) -> Finding:
        """Return an error of this record."""
        return Finding(self.number, self.row, place, code, Severity.ERROR, params)

    def warning(self, place: str, code: str, **params: object) -> Finding:
        """Return a warning about this record."""
        return Finding(self.number, self.row, place, code, Severity.WARNING, params)


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a person says of a file; None: find it out by evidence.

    `mapping` gives columns of ours by headings of the file, and `constants` one text for every record that
    has none.
    """

    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    constants: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """An opened file: what it is, and its records, which can be gone through once.

    Going through `records` raises `DomainError` where the rest cannot be read; then nothing that came
    before may be kept. `mapping` tells which columns of ours each place of the file fills; `version` is that
    of the schema.
    """

    format: Format
    records: Iterable[SourceRecord]
    mapping: Mapping[str, str]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    schema: str | None = None
    version: str | None = None
    findings: tuple[Finding, ...] = ()
    headings: tuple[str, ...] = ()
    """All those of a table, read or not."""
