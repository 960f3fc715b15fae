"""What becomes of what was wrong with a parcel: which fault can end how, and what replaces it.

What is due stays due whatever is decided here: a promise of a replacement, and a copy sent back, change no
obligation.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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

NEED_A_REASON = frozenset({Outcome.MISTAKE, Outcome.CLOSED})

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
class Lack:
    """Copies of a release that are to be replaced, by the discrepancy that says so."""

    id: int
    release_id: int
    copies: int


def outcomes_for(kind: DiscrepancyKind) -> tuple[Outcome, ...]:
    """Return what a librarian may decide afterwards; accepting a copy is decided before the receipt."""
    return _OUTCOMES[kind]


def is_open(kind: DiscrepancyKind, outcome: Outcome | None) -> bool:
    """Whether something is still to be done. A faulty copy that went back is yet to be replaced."""
    if outcome is None or outcome is Outcome.OFFERED:
        return True
    return outcome is Outcome.RETURNED and kind in REPLACEABLE


def standing_of(
    kind: DiscrepancyKind, outcome: Outcome | None, *, promised: bool, withdrawn: bool
) -> Standing:
    """Return how far a discrepancy is; `withdrawn`: its receipt was taken back."""
    if withdrawn:
        return Standing.WITHDRAWN
    if not is_open(kind, outcome):
        return Standing.SETTLED
    if outcome is Outcome.OFFERED:
        return Standing.OFFERED
    return Standing.PROMISED if promised else Standing.OPEN


def replaced_by(
    came: Mapping[int, int], owed_still: Collection[int], lacks: Sequence[Lack]
) -> tuple[int, ...]:
    """Return which lacks, the oldest first, a receipt made good.

    `came` gives by release the copies that it counted, `owed_still` the releases of which copies are owed
    still. What came in several parcels is good once nothing is owed any more.
    """
    left, met = Counter(came), []
    for lack in lacks:
        if not came.get(lack.release_id):
            continue
        if left[lack.release_id] >= lack.copies or lack.release_id not in owed_still:
            left[lack.release_id] -= lack.copies
            met.append(lack.id)
    return tuple(met)
