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


@pytest.mark.parametrize(("add_on", "answers"), [("45", True), ("46", True), ("47", False), ("01", True)])
def test_the_add_on_of_a_bar_code_holds_a_number_or_the_one_counted_through(
    add_on: str, answers: bool
) -> None:
    assert Numbering(2026, 45, 46, whole=1201).answers_to(add_on) is answers
    assert Numbering(2026, 45, 46).answers_to("00001") is False


def test_the_same_numbers_of_one_year_are_printed_alike() -> None:
    assert Numbering(2026, 7, 8, volume=3, whole=9).is_same_as(Numbering(2026, 7, 8))
    others = (Numbering(2025, 7, 8), Numbering(2026, 7, 7), Numbering(2026, 6, 8))
    assert not any(Numbering(2026, 7, 8).is_same_as(other) for other in others)


def test_a_double_number_may_count_twice_in_what_is_counted_through() -> None:
    double = Numbering(2026, 3, 4, whole=7892, last_whole=7893)
    assert double.designation() == "2026, № 3–4 (7892–7893)"
    assert double.answers_to("93")
    following = double.following(year=2026, numbers=1, restarts_yearly=True)
    assert following == Numbering(2026, 5, 5, whole=7894)
    once = Numbering(2026, 3, 4, whole=7892).following(year=2026, numbers=1, restarts_yearly=True)
    assert once.whole == 7893
    assert not Numbering(2026, 5, 5, whole=7898).leaps_from([double])
    assert Numbering(2026, 5, 5, whole=7899).leaps_from([double])
    assert Numbering(2026, 3, 4, whole=7892, last_whole=7898).leaps_from([Numbering(2026, 2, 2, whole=7891)])
    assert not Numbering(2026, 3, 4, whole=7892, last_whole=7893).leaps_from([Numbering(2026, 2, 2)])
