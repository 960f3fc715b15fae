"""The act by which a library takes a receipt back, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.documents.parts import Check, Letterhead, Party, RuleSetName, Signatory, Work


@dataclass(frozen=True, slots=True)
class ReversalLine:
    """One work: how many copies the receipt had taken in, and how many of them had counted."""

    work: Work
    copies: int
    counted: int


@dataclass(frozen=True, slots=True)
class ReversalPaper:
    """What is taken back and why. `issued_at` is in the country's own zone, `receipt_on` the day of the
    receipt `receipt`."""

    number: str
    issued_at: datetime
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    library: str
    depositor: Party
    consignment: str
    receipt: str
    receipt_on: date
    reason: str
    lines: tuple[ReversalLine, ...]
    signatory: Signatory
    check: Check

    @property
    def copies(self) -> int:
        """Copies that the receipt had taken in."""
        return sum(line.copies for line in self.lines)

    @property
    def counted(self) -> int:
        """Copies that count no longer."""
        return sum(line.counted for line in self.lines)
