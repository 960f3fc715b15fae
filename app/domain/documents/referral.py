"""The letter by which a case is passed to the body that the law names, as plain values."""

from dataclasses import dataclass
from datetime import date

from app.domain.documents.parts import (
    Check,
    Executor,
    Letterhead,
    Party,
    RuleSetName,
    Seal,
    Signatory,
    Work,
)


@dataclass(frozen=True, slots=True)
class ReferredNotice:
    """A notice in force; `served` tells in words how it came beside the account. None: no day is known."""

    number: str
    issued_on: date
    cure_on: date | None
    object_by: date | None
    served: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferredLine:
    """A delivery that a notice names; `due` copies were owed, so many were `received` when it was written."""

    work: Work
    library: str
    notice: str
    due: int
    received: int
    due_on: date
    clause: str
    is_file: bool

    @property
    def missing(self) -> int:
        """Copies that had not come."""
        return max(0, self.due - self.received)


@dataclass(frozen=True, slots=True)
class ReferredRequest:
    """What the depositor asked and how it stands, in words; `decision` is its number or empty."""

    what: str
    asked_on: date
    standing: str
    decision: str


@dataclass(frozen=True, slots=True)
class ReferredPurchase:
    """A claim for what was bought in the depositor's stead; `total` and what is `paid` are hundredths of its
    currency."""

    claim: str
    bought_on: date
    copies: int
    total: int
    currency: str
    paid: int = 0


@dataclass(frozen=True, slots=True)
class ProposedSanction:
    """What is proposed, in words: the amount with the dated worth of its unit, for which facts."""

    what: str
    amount: str
    offences: str
    words: str


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """What a case came to, for whoever decides next.

    `addressee` is the body that the rules name, empty where they name none. `allowed_on` is the first day on
    which `clause` allows the step. `set_apart` copies are missing too, but not accused here: about them a
    request waits, the depositor still has time, or the day for passing them on has not come.
    """

    number: str
    issued_on: date
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    addressee: str
    party: Party
    case: str
    opened_on: date
    clause: str
    allowed_on: date
    reasons: str
    notices: tuple[ReferredNotice, ...]
    lines: tuple[ReferredLine, ...]
    requests: tuple[ReferredRequest, ...]
    purchases: tuple[ReferredPurchase, ...]
    sanction: ProposedSanction | None
    signatory: Signatory
    check: Check
    executor: Executor | None = None
    seal: Seal | None = None
    set_apart: int = 0

    @property
    def missing(self) -> int:
        """Copies and files that are missing in all."""
        return self.missing_copies + self.missing_files

    @property
    def missing_copies(self) -> int:
        """Copies that are missing."""
        return sum(line.missing for line in self.lines if not line.is_file)

    @property
    def missing_files(self) -> int:
        """Files that are missing."""
        return sum(line.missing for line in self.lines if line.is_file)
