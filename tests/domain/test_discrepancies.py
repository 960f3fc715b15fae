"""How a discrepancy stands, and which ones a parcel makes good."""

import pytest

from app.domain.discrepancies import (
    Lack,
    Lacking,
    Outcome,
    Standing,
    is_open,
    outcomes_for,
    replaced_by,
    standing_of,
)
from app.domain.receiving import DiscrepancyKind

DAMAGED, SHORT, SURPLUS = DiscrepancyKind.DAMAGED, DiscrepancyKind.SHORT, DiscrepancyKind.SURPLUS


@pytest.mark.parametrize(
    ("kind", "outcome", "awaited", "promised", "withdrawn", "standing"),
    [
        (SHORT, None, True, False, False, Standing.OPEN),
        (SHORT, None, True, True, False, Standing.PROMISED),
        (DAMAGED, Outcome.RETURNED, True, False, False, Standing.OPEN),
        (DAMAGED, Outcome.RETURNED, True, True, False, Standing.PROMISED),
        (DAMAGED, Outcome.REPLACED, True, True, False, Standing.SETTLED),
        (SURPLUS, Outcome.RETURNED, True, False, False, Standing.SETTLED),
        (SURPLUS, Outcome.OFFERED, True, False, False, Standing.OFFERED),
        (SURPLUS, Outcome.PASSED_ON, True, False, False, Standing.SETTLED),
        (SHORT, None, True, True, True, Standing.WITHDRAWN),
        (SHORT, None, False, True, False, Standing.SETTLED),
        (DAMAGED, Outcome.RETURNED, False, True, False, Standing.SETTLED),
        (DAMAGED, None, False, False, False, Standing.OPEN),
    ],
)
def test_what_was_decided_and_promised_says_how_it_stands(
    kind: DiscrepancyKind,
    outcome: Outcome | None,
    awaited: bool,
    promised: bool,
    withdrawn: bool,
    standing: Standing,
) -> None:
    found = standing_of(kind, outcome, awaited=awaited, promised=promised, withdrawn=withdrawn)
    assert found is standing


def test_every_fault_can_be_brought_to_an_end() -> None:
    for kind in DiscrepancyKind:
        assert any(not is_open(kind, outcome, awaited=True) for outcome in outcomes_for(kind)), kind
        assert Outcome.ACCEPTED not in outcomes_for(kind), "only a receipt counts copies"


def lack(id_: int, copies: int, *obligation_ids: int, owed: bool = True) -> Lack:
    return Lack(id_, (Lacking(frozenset(obligation_ids), copies, owed),))


def test_the_oldest_lack_is_made_good_first_and_only_as_a_whole() -> None:
    lacks = [lack(1, 1, 7), lack(2, 2, 7), lack(3, 1, 8)]
    assert replaced_by({7: 2}, lacks) == (1,)
    assert replaced_by({7: 3}, lacks) == (1, 2)
    settled = [lack(1, 1, 7, owed=False), lack(2, 2, 7, owed=False)]
    assert replaced_by({7: 1}, settled) == (1, 2), "in several parcels, and now nothing is owed"
    assert replaced_by({}, settled) == ()


def test_a_lack_is_made_good_by_copies_for_what_it_lacks() -> None:
    either = lack(1, 2, 7, 8)
    assert replaced_by({7: 1, 8: 1}, [either, lack(2, 1, 8)]) == (1,)
    both = Lack(1, (Lacking(frozenset({7}), 1, owed=True), Lacking(frozenset({8}), 1, owed=True)))
    assert replaced_by({7: 2}, [both, lack(2, 2, 7)]) == (2,), "what makes nothing good is left for the next"
    assert replaced_by({7: 1, 8: 1}, [both]) == (1,)
