"""How a discrepancy stands, and which ones a parcel makes good."""

import pytest

from app.domain.discrepancies import Lack, Outcome, Standing, is_open, outcomes_for, replaced_by, standing_of
from app.domain.receiving import DiscrepancyKind

DAMAGED, SHORT, SURPLUS = DiscrepancyKind.DAMAGED, DiscrepancyKind.SHORT, DiscrepancyKind.SURPLUS


@pytest.mark.parametrize(
    ("kind", "outcome", "promised", "withdrawn", "standing"),
    [
        (SHORT, None, False, False, Standing.OPEN),
        (SHORT, None, True, False, Standing.PROMISED),
        (DAMAGED, Outcome.RETURNED, False, False, Standing.OPEN),
        (DAMAGED, Outcome.RETURNED, True, False, Standing.PROMISED),
        (DAMAGED, Outcome.REPLACED, True, False, Standing.SETTLED),
        (SURPLUS, Outcome.RETURNED, False, False, Standing.SETTLED),
        (SURPLUS, Outcome.OFFERED, False, False, Standing.OFFERED),
        (SURPLUS, Outcome.PASSED_ON, False, False, Standing.SETTLED),
        (SHORT, None, True, True, Standing.WITHDRAWN),
    ],
)
def test_what_was_decided_and_promised_says_how_it_stands(
    kind: DiscrepancyKind, outcome: Outcome | None, promised: bool, withdrawn: bool, standing: Standing
) -> None:
    assert standing_of(kind, outcome, promised=promised, withdrawn=withdrawn) is standing


def test_every_fault_can_be_brought_to_an_end() -> None:
    for kind in DiscrepancyKind:
        assert any(not is_open(kind, outcome) for outcome in outcomes_for(kind)), kind
        assert Outcome.ACCEPTED not in outcomes_for(kind), "only a receipt counts copies"


def test_the_oldest_lack_is_made_good_first_and_only_as_a_whole() -> None:
    lacks = [Lack(1, 7, 1), Lack(2, 7, 2), Lack(3, 8, 1)]
    assert replaced_by({7: 2}, {7}, lacks) == (1,)
    assert replaced_by({7: 3}, {7}, lacks) == (1, 2)
    assert replaced_by({7: 1}, set(), lacks) == (1, 2), "in several parcels, and now nothing is owed"
    assert replaced_by({}, set(), lacks) == ()
