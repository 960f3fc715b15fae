"""The claim for what copies cost that were bought in the depositor's stead, as plain values."""

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
class RefundLine:
    """Copies bought for the library to which they are owed; `price` of one in hundredths of the currency."""

    work: Work
    library: str
    notice: str
    due_on: date
    copies: int
    price: int

    @property
    def total(self) -> int:
        """What they cost together."""
        return self.copies * self.price


@dataclass(frozen=True, slots=True)
class RefundClaimPaper:
    """What was bought, from whom and for how much; `currency` is an ISO 4217 code, `clause` allows it."""

    number: str
    issued_on: date
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    party: Party
    case: str
    clause: str
    seller: str
    bought_on: date
    currency: str
    lines: tuple[RefundLine, ...]
    signatory: Signatory
    check: Check
    executor: Executor | None = None
    seal: Seal | None = None

    @property
    def copies(self) -> int:
        """Copies bought in all."""
        return sum(line.copies for line in self.lines)

    @property
    def total(self) -> int:
        """What is claimed."""
        return sum(line.total for line in self.lines)
