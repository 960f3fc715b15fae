"""What becomes of what was wrong with a parcel: which fault can end how, and what replaces it.

What is due stays due whatever is decided here: a promise of a replacement, and a copy sent back, change no
obligation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.domain.receiving import DiscrepancyKind

FURTHEST_PROMISE = timedelta(days=180)
"""So far ahead a depositor may promise copies; a later day is a slip of the pen or a refusal."""


class Outcome(StrEnum):
    """What was done about copies with a fault."""

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    RETURNED = "returned"
    KEPT = "kept"
    OFFERED = "offered"
    PASSED_ON = "passed_on"
    MISTAKE = "mistake"
    CLOSED = "closed"


class Standing(StrEnum):
    """How far one discrepancy is; it follows from what was decided and promised."""

    OPEN = "open"
    PROMISED = "promised"
    OFFERED = "offered"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


REPLACEABLE = frozenset(
    {
        DiscrepancyKind.SHORT,
        DiscrepancyKind.DAMAGED,
        DiscrepancyKind.DEFECTIVE,
        DiscrepancyKind.WRONG_EDITION,
    }
)
"""A copy is lacking until another one comes."""

NEED_A_REASON = frozenset({Outcome.REPLACED, Outcome.MISTAKE, Outcome.CLOSED})
"""Who says by hand that a copy was replaced names no receipt, so the remark tells what came and how."""

GIVEN_UP = (Outcome.RETURNED, Outcome.PASSED_ON)
"""After these the copy lies no longer in the library that received it."""

KEPT_AFTER_ALL = (Outcome.KEPT, Outcome.OFFERED, Outcome.MISTAKE)
"""After these it lies there, also where it was to go back; what is replaced or closed stays where it is."""

_FAULTY = (Outcome.REPLACED, Outcome.RETURNED, Outcome.CLOSED, Outcome.MISTAKE)
_OUTCOMES: Mapping[DiscrepancyKind, tuple[Outcome, ...]] = {
    DiscrepancyKind.SHORT: (Outcome.REPLACED, Outcome.CLOSED, Outcome.MISTAKE),
    DiscrepancyKind.SURPLUS: (Outcome.KEPT, Outcome.RETURNED, Outcome.OFFERED, Outcome.MISTAKE),
    DiscrepancyKind.UNANNOUNCED: (Outcome.KEPT, Outcome.RETURNED, Outcome.MISTAKE),
    DiscrepancyKind.DAMAGED: _FAULTY,
    DiscrepancyKind.DEFECTIVE: _FAULTY,
    DiscrepancyKind.WRONG_EDITION: _FAULTY,
    DiscrepancyKind.ADDRESSED_ELSEWHERE: (Outcome.PASSED_ON, Outcome.RETURNED, Outcome.MISTAKE),
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """Copies that were for one of these obligations; `owed` where any of them is owed still."""

    obligation_ids: frozenset[int]
    copies: int
    owed: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """Copies of a release that are to be replaced, by the discrepancy that says so."""

    id: int
    parts: tuple[Lacking, ...]


def outcomes_for(kind: DiscrepancyKind) -> tuple[Outcome, ...]:
    """Return what a librarian may decide afterwards; accepting a copy is decided before the receipt."""
    return _OUTCOMES[kind]


def waits_for_copies(kind: DiscrepancyKind, outcome: Outcome | None) -> bool:
    """Whether nothing is to be done but that a good copy comes: none lies at the library, for it did not come
    or went back."""
    if outcome is None:
        return kind is DiscrepancyKind.SHORT
    return outcome is Outcome.RETURNED and kind in REPLACEABLE


def is_open(kind: DiscrepancyKind, outcome: Outcome | None, *, awaited: bool) -> bool:
    """Whether something is still to be done; `awaited`: copies of the book are owed still."""
    if waits_for_copies(kind, outcome):
        return awaited
    return outcome is None or outcome is Outcome.OFFERED


def standing_of(
    kind: DiscrepancyKind, outcome: Outcome | None, *, awaited: bool, promised: bool, withdrawn: bool
) -> Standing:
    """Return how far a discrepancy is; `awaited`: copies of the book are owed still; `withdrawn`: its receipt
    was taken back."""
    if withdrawn:
        return Standing.WITHDRAWN
    if not is_open(kind, outcome, awaited=awaited):
        return Standing.SETTLED
    if outcome is Outcome.OFFERED:
        return Standing.OFFERED
    return Standing.PROMISED if promised else Standing.OPEN


def replaced_by(came: Mapping[int, int], lacks: Sequence[Lack]) -> tuple[int, ...]:
    """Return which lacks, the oldest first, a receipt made good.

    `came` gives by obligation the copies that it counted. A lack is made good as a whole, by copies for what
    it lacks; what came in several parcels is good once nothing of it is owed any more. A copy makes good one
    lack.
    """
    left, met = Counter(came), []
    for lack in lacks:
        meant = {obligation_id for part in lack.parts for obligation_id in part.obligation_ids}
        if meant.isdisjoint(came):
            continue
        after = _left_by(lack, left)
        if after is not None:
            left = after
            met.append(lack.id)
    return tuple(met)


def _left_by(lack: Lack, came: Counter[int]) -> Counter[int] | None:
    """What is left of the copies when they make a lack good; None where they do not."""
    left = came.copy()
    for part in lack.parts:
        missing = part.copies
        for obligation_id in sorted(part.obligation_ids):
            taken = min(missing, left[obligation_id])
            left[obligation_id] -= taken
            missing -= taken
        if missing and part.owed:
            return None
    return left
