"""Allocation of what arrives, and the figures of the receipt act."""

import random
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.receiving import (
    Allocation,
    AnnouncedLine,
    Arrival,
    Condition,
    Discrepancy,
    DiscrepancyKind,
    OpenObligation,
    ReceiptSum,
    allocate,
    discrepancies,
    receipt_sum,
    worse,
)


def owed(
    number: int,
    release: int = 1,
    depositor: int | None = 1,
    copies: int | None = 1,
    form: str = "print",
    dated: bool = True,
) -> OpenObligation:
    due_on = date(2026, 12, number) if dated else None
    return OpenObligation(number, release, depositor, due_on, copies, 0, form)


def chosen(allocations: tuple[Allocation, ...]) -> list[int | None]:
    return [allocation.obligation_id for allocation in allocations]


OBLIGATIONS = st.lists(
    st.builds(
        OpenObligation,
        id=st.integers(1, 9),
        release_id=st.integers(1, 3),
        depositor_id=st.none() | st.integers(1, 2),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5)),
        copies=st.integers(1, 3),
        received=st.integers(0, 4),
        form=st.sampled_from(["print", "file"]),
    ),
    unique_by=lambda obligation: obligation.id,
    max_size=8,
)
ARRIVALS = st.lists(
    st.builds(
        Arrival,
        key=st.text("abcdef", min_size=1, max_size=3),
        release_id=st.integers(1, 3),
        copy_obligation_id=st.none() | st.integers(1, 9),
        consignment_obligation_ids=st.dictionaries(st.integers(1, 9), st.integers(1, 2), max_size=3),
        depositor_id=st.none() | st.integers(1, 2),
        condition=st.sampled_from(Condition),
        accepted=st.booleans(),
        form=st.sampled_from([None, "print", "file"]),
    ),
    unique_by=lambda arrival: arrival.key,
    max_size=12,
)
SLIPS = st.lists(st.builds(AnnouncedLine, st.integers(1, 4), st.integers(1, 3)), max_size=4)


def test_label_then_consignment_then_depositor_then_oldest_due() -> None:
    obligations = [owed(1, depositor=7), owed(2, depositor=5), owed(3, depositor=7), owed(4, depositor=7)]
    by_label = Arrival("a", 1, copy_obligation_id=4, consignment_obligation_ids={3: 1}, depositor_id=5)
    by_consignment = Arrival("a", 1, consignment_obligation_ids={3: 1}, depositor_id=5)
    by_depositor = Arrival("a", 1, depositor_id=5)
    for arrival, obligation_id in [
        (by_label, 4),
        (by_consignment, 3),
        (by_depositor, 2),
        (Arrival("a", 1), 1),
    ]:
        assert allocate([arrival], obligations) == (Allocation("a", obligation_id, surplus=False),)


def test_a_copy_without_label_never_takes_the_place_of_one_with_it() -> None:
    arrivals = [Arrival("a", 1), Arrival("b", 1, copy_obligation_id=1)]
    assert chosen(allocate(arrivals, [owed(1), owed(2)])) == [2, 1]


def test_a_slip_directs_no_more_copies_than_it_announced() -> None:
    arrivals = [Arrival(key, 1, consignment_obligation_ids={2: 1}) for key in "ab"]
    assert chosen(allocate(arrivals, [owed(1), owed(2, copies=2)])) == [2, 1]


def test_a_label_of_another_release_directs_nothing() -> None:
    assert chosen(allocate([Arrival("a", 1, copy_obligation_id=2)], [owed(1), owed(2, release=2)])) == [1]


def test_a_printed_copy_never_meets_an_owed_file() -> None:
    arrivals = [Arrival("a", 1, form="print")]
    assert allocate(arrivals, [owed(1, form="file")]) == (Allocation("a", None, surplus=True),)


def test_an_obligation_of_unknown_size_takes_what_the_known_ones_leave() -> None:
    arrivals = [Arrival(key, 1) for key in "abcd"]
    assert chosen(allocate(arrivals, [owed(1, copies=None), owed(2, dated=False)])) == [2, 1, 1, 1]


def test_a_damaged_copy_counts_when_it_is_accepted() -> None:
    refused, accepted = (
        Arrival("a", 1, condition=Condition.DAMAGED),
        Arrival("b", 1, condition=Condition.DAMAGED, accepted=True),
    )
    assert allocate([refused, accepted], [owed(1, copies=2)]) == (
        Allocation("a", None, surplus=False),
        Allocation("b", 1, surplus=False),
    )


def test_a_scan_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        allocate([Arrival("a", 1), Arrival("a", 1)], [owed(1)])


@given(ARRIVALS, OBLIGATIONS, st.randoms(use_true_random=False))
def test_the_order_of_arrivals_and_obligations_changes_nothing(
    arrivals: list[Arrival], obligations: list[OpenObligation], chance: random.Random
) -> None:
    expected = allocate(arrivals, obligations)
    chance.shuffle(arrivals)
    chance.shuffle(obligations)
    assert allocate(arrivals, obligations) == expected


@given(ARRIVALS, OBLIGATIONS)
def test_every_copy_has_one_place_and_no_obligation_too_many(
    arrivals: list[Arrival], obligations: list[OpenObligation]
) -> None:
    allocations = allocate(arrivals, obligations)
    by_key = {arrival.key: arrival for arrival in arrivals}
    by_id = {obligation.id: obligation for obligation in obligations}
    assert [allocation.arrival_key for allocation in allocations] == sorted(by_key)
    got = Counter(allocation.obligation_id for allocation in allocations if allocation.obligation_id)
    for obligation_id, copies in got.items():
        assert copies + by_id[obligation_id].received <= (by_id[obligation_id].copies or 0)
    for allocation in allocations:
        arrival = by_key[allocation.arrival_key]
        assert arrival.counts == (allocation.surplus or allocation.obligation_id is not None)
        if allocation.obligation_id:
            assert by_id[allocation.obligation_id].release_id == arrival.release_id


@given(ARRIVALS, OBLIGATIONS)
def test_nothing_is_surplus_while_something_is_open(
    arrivals: list[Arrival], obligations: list[OpenObligation]
) -> None:
    allocations = allocate(arrivals, obligations)
    got = Counter(allocation.obligation_id for allocation in allocations)
    by_key = {arrival.key: arrival for arrival in arrivals}
    for allocation in allocations:
        if not allocation.surplus:
            continue
        arrival = by_key[allocation.arrival_key]
        for obligation in obligations:
            if obligation.release_id == arrival.release_id and arrival.form in (None, obligation.form):
                assert obligation.received + got[obligation.id] >= (obligation.copies or 0)


def test_the_receipt_act_of_nine_lines_closes() -> None:
    slip = [AnnouncedLine(release, 1) for release in range(1, 9)]
    conditions = {5: Condition.DAMAGED, 6: Condition.WRONG_EDITION}
    releases = [1, 2, 4, 5, 6, 7, 8, 8, 9]
    arrivals = [
        Arrival(str(key), release, condition=conditions.get(release, Condition.GOOD))
        for key, release in enumerate(releases)
    ]
    allocations = allocate(arrivals, [owed(release, release=release) for release in range(1, 10)])
    assert discrepancies(slip, arrivals, allocations) == (
        Discrepancy(DiscrepancyKind.SHORT, 3, 1),
        Discrepancy(DiscrepancyKind.DAMAGED, 5, 1),
        Discrepancy(DiscrepancyKind.WRONG_EDITION, 6, 1),
        Discrepancy(DiscrepancyKind.SURPLUS, 8, 1),
        Discrepancy(DiscrepancyKind.UNANNOUNCED, 9, 1),
    )
    assert receipt_sum(slip, arrivals, allocations) == ReceiptSum(
        8, 7, 1, scanned=9, counted=6, not_counted=3
    )


def test_a_copy_for_another_library_leaves_its_line_short() -> None:
    arrivals = [Arrival("a", 1, condition=Condition.ADDRESSED_ELSEWHERE)]
    found = discrepancies([AnnouncedLine(1, 1)], arrivals, allocate(arrivals, [owed(1)]))
    assert [(entry.kind, entry.copies) for entry in found] == [
        (DiscrepancyKind.SHORT, 1),
        (DiscrepancyKind.ADDRESSED_ELSEWHERE, 1),
    ]


def test_without_a_slip_nothing_is_short_or_unannounced() -> None:
    arrivals = [Arrival("a", 1), Arrival("b", 1)]
    found = discrepancies(None, arrivals, allocate(arrivals, [owed(1)]))
    assert found == (Discrepancy(DiscrepancyKind.SURPLUS, 1, 1),)


@given(ARRIVALS, OBLIGATIONS, SLIPS)
def test_the_sums_always_close(
    arrivals: list[Arrival], obligations: list[OpenObligation], slip: list[AnnouncedLine]
) -> None:
    allocations = allocate(arrivals, obligations)
    figures = receipt_sum(slip, arrivals, allocations)
    found = discrepancies(slip, arrivals, allocations)
    short = sum(entry.copies for entry in found if entry.kind is DiscrepancyKind.SHORT)
    assert figures.announced == sum(line.copies for line in slip) == figures.announced_arrived + short
    assert figures.scanned == len(arrivals) == figures.counted + figures.not_counted
    assert all(entry.copies > 0 for entry in found)
    assert all(first.release_id <= second.release_id for first, second in pairwise(found))


def test_figures_that_do_not_close_are_refused() -> None:
    with pytest.raises(ValueError, match="scanned"):
        receipt_sum(None, [Arrival("a", 1)], [])


def test_the_graver_of_two_words_about_a_copy_stays() -> None:
    for one, other in ((Condition.GOOD, Condition.DAMAGED), (Condition.DEFECTIVE, Condition.WRONG_EDITION)):
        assert worse(one, other) is worse(other, one) is other
