"""How scanned copies stand to what a slip announced."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.receiving import Condition, DiscrepancyKind
from app.domain.slips import announced_among, taken_over

GROUPS = st.lists(st.tuples(st.sampled_from(["", *DiscrepancyKind]), st.integers(1, 4)), max_size=6)


@given(st.integers(0, 9), GROUPS)
def test_places_and_missing_copies_are_what_was_announced(
    announced: int, groups: list[tuple[str, int]]
) -> None:
    places, missing = announced_among(announced, groups)
    assert sum(places) + missing == announced
    assert all(0 <= place <= copies for place, (_, copies) in zip(places, groups, strict=True))


def test_what_is_in_order_stands_on_the_slip_before_what_is_surplus() -> None:
    assert announced_among(3, [("surplus", 1), ("", 1), ("unannounced", 5)]) == ([1, 1, 0], 1)
    assert announced_among(1, [("surplus", 1), ("damaged", 1)]) == ([0, 1], 0)


@given(st.integers(1, 5), st.lists(st.sampled_from(["isbn", "label"]), max_size=14))
def test_a_label_never_makes_more_copies_than_were_announced(announced: int, scans: list[str]) -> None:
    """The labels of a slip are as many as it announced; each brings one copy or names one that is there."""
    labelled, unlabelled = 0, list[tuple[int, Condition]]()
    for key, scan in enumerate(scans):
        before = labelled + len(unlabelled)
        if scan == "isbn":
            unlabelled.append((key, Condition.GOOD))
        elif labelled < announced:
            replaced = taken_over(announced, labelled, unlabelled)
            unlabelled = [entry for entry in unlabelled if entry[0] != replaced]
            labelled += 1
            after = labelled + len(unlabelled)
            assert after == (before if replaced is not None else before + 1)
            assert after <= max(announced, before)


def test_a_copy_addressed_elsewhere_is_not_the_label_s() -> None:
    elsewhere = [(1, Condition.ADDRESSED_ELSEWHERE)]
    assert taken_over(1, 0, elsewhere) is None
    assert taken_over(1, 0, [(1, Condition.DAMAGED), *elsewhere]) == 1
    assert taken_over(2, 0, [(1, Condition.GOOD)]) is None
