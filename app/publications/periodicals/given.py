"""What a publisher says of a periodical and of an issue, as plain values."""

from dataclasses import dataclass
from datetime import date

from app.domain.periodicals import Carried, Numbering
from app.domain.publication import Kind


@dataclass(frozen=True, slots=True)
class GivenIssn:
    """An ISSN: its eight characters, and why a doubtful one is kept all the same."""

    digits: str
    reason: str = ""

    @property
    def printed(self) -> str:
        """The form for people, such as 2091-7368."""
        return f"{self.digits[:4]}-{self.digits[4:]}"


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a periodical is. Codes are those of rule sets; None and an empty text mean "not known"."""

    title: str
    kind: str
    language: str
    script: str
    carrier: str
    origin: str
    parallel_title: str = ""
    issn: GivenIssn | None = None
    newspaper_level: str | None = None
    subjects: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    restricted: bool | None = None

    @property
    def level(self) -> str | None:
        """The reach of a newspaper; nothing else has one."""
        return self.newspaper_level if self.kind == Kind.NEWSPAPER else None


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual of an issue: a proposal for the next, never a fact of it. `price` is in whole soʻm."""

    print_run: int | None = None
    pages: int | None = None
    price: int | None = None
    printer_id: int | None = None
    printer_name: str = ""
    depositor_region: str | None = None


@dataclass(frozen=True, slots=True)
class FirstIssue:
    """The first issue that is announced here: its day, number, volume, and number counted through."""

    on: date
    number: int = 1
    volume: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class NewIssue:
    """One issue that came out on `issued_on`; `expected_on` is the day on which it was expected, if it was.

    `part` names a supplement or a special issue. What is None is not known.
    """

    numbering: Numbering
    issued_on: date
    expected_on: date | None = None
    part: str = ""
    print_run: int | None = None
    pages: int | None = None
    price: int | None = None

    @property
    def carried(self) -> Carried:
        """What it carries, and as the issue of which day."""
        return Carried(self.numbering, self.issued_on, self.expected_on)
