"""The yearly statement and the certificate of compliance as plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.attestation import Tally
from app.domain.documents.parts import Check, Letterhead, Party, RuleSetName, Seal, Signatory, Work


@dataclass(frozen=True, slots=True)
class NotCovered:
    """What no attestation can count, of the depositor's releases registered until its last day.

    `forecasts`: the rule's event has not happened; `provisional`: the due day rests on an estimated holiday;
    `undecided`: rules that ask for a fact nobody knows; `unidentified`: owed by somebody not found out yet;
    `spared`: past the day of the law and not called overdue, whenever registered, because of a request.
    """

    forecasts: int = 0
    provisional: int = 0
    undecided: int = 0
    unidentified: int = 0
    spared: int = 0


@dataclass(frozen=True, slots=True)
class TallyLine:
    """The obligations of one library, or of one kind of publication."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class AttestationPaper:
    """How a depositor's duties of a period stand, as known at one minute in the country's own zone.

    `rules` is the set that makes it a specimen, else the latest; `laws` are all on which it rests. Without a
    name the signatory is nobody: the paper was made from the register at the depositor's own request.
    """

    number: str
    known_at: datetime
    first: date
    last: date
    specimen: bool
    rules: RuleSetName
    laws: tuple[RuleSetName, ...]
    letterhead: Letterhead
    party: Party
    whole: Tally
    libraries: tuple[TallyLine, ...]
    not_covered: NotCovered
    signatory: Signatory
    check: Check
    seal: Seal | None = field(default=None, kw_only=True)

    @property
    def issued_on(self) -> date:
        """Its day, that of the minute at which it is known."""
        return self.known_at.date()


@dataclass(frozen=True, slots=True)
class CertificatePaper(AttestationPaper):
    """That nothing which fell due in the period is missing, nor anything else overdue."""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A release of the year. `registered_on` None: registered by another, who published it."""

    work: Work
    registered_on: date | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class StatementPaper(AttestationPaper):
    """All that was registered and owed in a year, and how it came out; `releases` are its annex.

    `in_all`: how many there are, where that is more than the annex lists.
    """

    registered: int
    kinds: tuple[TallyLine, ...]
    releases: tuple[AnnexLine, ...]
    in_all: int = 0

    @property
    def year(self) -> int:
        """The year that it is about."""
        return self.first.year
