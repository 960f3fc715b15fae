"""The notice of non-compliance as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.documents.parts import (
    Check,
    Executor,
    Letterhead,
    Party,
    Recipient,
    RuleSetName,
    Seal,
    Signatory,
    Work,
)


class Channel(StrEnum):
    """The way a notice was sent."""

    ACCOUNT = "account"
    POST = "post"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Term:
    """A period of working days and, when the day of service is known, the last day it includes.

    `worked_weekend` says that the last day is a Saturday or Sunday worked by decree.
    """

    working_days: int
    last_day: date | None = None
    worked_weekend: bool = False


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Copies of one work, or its file, that one library has not received by the due date under one clause."""

    work: Work
    library: str
    due: int
    received: int
    due_on: date
    clause: str
    is_file: bool = False

    @property
    def missing(self) -> int:
        """How many copies or files are still owed."""
        return self.due - self.received


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice of non-compliance. `checked_at` is the minute of the last check, in the country's own zone.

    `executor` issued it; `countersigner` is the person who countersigned it, empty where the rules ask for
    none.
    A `preview` shows what one would say; it says itself that it is none.
    """

    number: str
    issued_on: date
    case: str
    channel: Channel
    sent_on: date
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    party: Party
    recipient: Recipient
    checked_at: datetime
    lines: tuple[NoticeLine, ...]
    cure: Term
    objection: Term
    answer_days: int
    notice_clause: str
    consequence_clause: str
    signatory: Signatory
    check: Check
    executor: Executor | None = None
    countersigner: str = ""
    seal: Seal | None = None
    preview: bool = False

    @property
    def due(self) -> int:
        """Copies and files owed by all lines."""
        return sum(line.due for line in self.lines)

    @property
    def received(self) -> int:
        """Copies and files received of those owed."""
        return sum(line.received for line in self.lines)

    @property
    def missing(self) -> int:
        """Copies and files still owed: the one number the reader looks for."""
        return self.due - self.received

    @property
    def missing_files(self) -> int:
        """Those of the missing that are owed as files."""
        return sum(line.missing for line in self.lines if line.is_file)

    @property
    def missing_copies(self) -> int:
        """Those of the missing that are owed on paper or another carrier."""
        return self.missing - self.missing_files

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that occur in the lines, each once, in the order of their numbers."""
        return tuple(sorted({line.clause for line in self.lines}, key=clause_order))

    def days_late(self, line: NoticeLine) -> int:
        """Calendar days from the due date to the day of the check."""
        return (self.checked_at.date() - line.due_on).days


def clause_order(clause: str) -> tuple[tuple[int, str], ...]:
    """Order `5.2` before `5.10`, and letters after figures of the same place."""
    return tuple((int(part), "") if part.isdigit() else (10**9, part) for part in clause.split("."))
