"""When a number lies so far from the others that it may be written wrongly."""

import pytest

from app.domain.periodicals import Numbering


@pytest.mark.parametrize(
    ("number", "others", "leaps"),
    [
        (Numbering(2026, 45, 45), [], False),
        (Numbering(2026, 45, 45), [Numbering(2026, 40, 40)], False),
        (Numbering(2026, 45, 45), [Numbering(2026, 39, 39)], True),
        (Numbering(2026, 33, 33), [Numbering(2026, 39, 39), Numbering(2026, 28, 28)], False),
        (Numbering(2026, 33, 33), [Numbering(2026, 39, 39), Numbering(2025, 33, 33)], True),
        (Numbering(2026, 7, 80), [Numbering(2026, 6, 6)], True),
        (Numbering(2027, 1, 1), [Numbering(2026, 52, 52)], False),
        (Numbering(2027, 53, 53), [Numbering(2026, 52, 52)], False),
        (Numbering(2027, 9, 9), [Numbering(2026, 52, 52)], True),
        (Numbering(2026, 45, 45, whole=1201), [Numbering(2026, 44, 44, whole=1200)], False),
        (Numbering(2026, 45, 45, whole=12010), [Numbering(2026, 44, 44, whole=1200)], True),
        (Numbering(2026, 45, 45, whole=1201), [Numbering(2026, 44, 44)], False),
    ],
)
def test_a_number_far_from_all_others_leaps(number: Numbering, others: list[Numbering], leaps: bool) -> None:
    assert number.leaps_from(others) is leaps
