"""The authority's decision on a request of a depositor, as plain values."""

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
from app.domain.requests import Outcome, RequestKind


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One obligation: what was decided on it. `copies` None: not known; `until`: the day of an extension."""

    work: Work
    library: str
    copies: int | None
    due_on: date | None
    clause: str
    is_file: bool
    granted: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """What was asked, what is decided and why, and how it can be appealed.

    `notice` and `against` are the numbers of the notice and of the decision that the request was about, or
    empty. `clause` is empty where the rules know no such request. `appeal_by` None: the rules give no day;
    `appeal_clause` empty: they name no appeal. `final`: it is itself the decision on an appeal.
    """

    number: str
    issued_on: date
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    party: Party
    request: int
    kind: RequestKind
    asked_on: date
    asked_until: date | None
    notice: str
    against: str
    clause: str
    outcome: Outcome
    reasons: str
    lines: tuple[DecisionLine, ...]
    final: bool
    appeal_by: date | None
    appeal_clause: str
    signatory: Signatory
    check: Check
    executor: Executor | None = None
    seal: Seal | None = None
