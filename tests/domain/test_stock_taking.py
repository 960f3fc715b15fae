"""What a stock-take compares: expected copies of a release with scans of shelves."""

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.stock_taking import HeldCopy, Match, Seen, Verdict, compare

SECTIONS = st.sampled_from([None, 1, 2])


@st.composite
def shelves(draw: st.DrawFn) -> tuple[list[HeldCopy], list[Seen]]:
    """Copies of one release, some with numbers, some received by their labels, and scans: of numbers once
    each, of labels that no receipt knows, of the ISBN any number."""
    held = [
        HeldCopy(key, draw(SECTIONS), *(draw(st.booleans()) for _fact in range(3)))
        for key in range(draw(st.integers(0, 6)))
    ]
    meant = draw(st.lists(st.integers(0, 8), unique=True, max_size=4))
    ones = [Seen(key, draw(SECTIONS), copy, of_one=True) for key, copy in enumerate(meant)]
    labels = [Seen(20 + key, draw(SECTIONS), of_one=True) for key in range(draw(st.integers(0, 2)))]
    any_copy = [Seen(10 + key, draw(SECTIONS)) for key in range(draw(st.integers(0, 4)))]
    return held, ones + labels + any_copy


@given(shelves())
def test_each_scan_is_judged_and_no_copy_is_found_twice(case: tuple[list[HeldCopy], list[Seen]]) -> None:
    held, seen = case
    matches = compare(held, seen)
    assert matches.keys() == {scan.key for scan in seen}
    found = [match.copy for match in matches.values() if match.copy is not None]
    assert len(found) == len(set(found))
    copies = {copy.key: copy for copy in held}
    for scan in seen:
        match = matches[scan.key]
        if match.verdict is Verdict.UNKNOWN:
            assert match.copy is None
            continue
        assert match.copy is not None
        copy = copies[match.copy]
        assert scan.copy in (None, copy.key)
        assert scan.of_one or not copy.numbered, "an ISBN does not tell which numbered copy it is"
        if scan.of_one and scan.copy is None:
            assert not copy.labelled, "it bears the label by which it was received"
        assert (copy.section == scan.section) is (match.verdict in (Verdict.FOUND, Verdict.LATER))
        assert copy.expected or match.verdict is not Verdict.FOUND


@given(shelves())
def test_a_copy_is_unknown_or_missing_only_where_nothing_fits(
    case: tuple[list[HeldCopy], list[Seen]],
) -> None:
    held, seen = case
    matches = compare(held, seen)
    taken = {match.copy for match in matches.values()}
    left = [copy for copy in held if copy.key not in taken and not copy.numbered]
    unmatched = [scan for scan in seen if not scan.of_one and matches[scan.key].verdict is Verdict.UNKNOWN]
    assert not (left and unmatched)
    here = Counter(copy.section for copy in left if copy.expected)
    misplaced = Counter(
        scan.section for scan in seen
        if not scan.of_one and matches[scan.key].verdict in (Verdict.MISPLACED, Verdict.LATER)
    )  # fmt: skip
    assert not here & misplaced, "a copy that belongs here is taken before one that belongs elsewhere"


@given(shelves())
def test_the_figures_do_not_depend_on_the_order_of_the_scans(
    case: tuple[list[HeldCopy], list[Seen]],
) -> None:
    held, seen = case
    figures = set()
    for order in list(permutations(range(len(seen))))[:24]:
        renumbered = [
            Seen(order[place], scan.section, scan.copy, of_one=scan.of_one) for place, scan in enumerate(seen)
        ]
        matches = compare(held, renumbered)
        verdicts = Counter(match.verdict for match in matches.values())
        expected = {copy.key for copy in held if copy.expected}
        missing = len(expected - {match.copy for match in matches.values()})
        figures.add((frozenset(verdicts.items()), missing))
    assert len(figures) == 1


def test_a_copy_on_the_wrong_shelf_gives_way_to_one_on_its_own() -> None:
    copy = HeldCopy(1, section=1, expected=True)
    strange = Seen(5, section=2)
    assert compare([copy], [strange]) == {5: Match(Verdict.MISPLACED, 1)}
    own = Seen(6, section=1)
    assert compare([copy], [strange, own]) == {5: Match(Verdict.UNKNOWN), 6: Match(Verdict.FOUND, 1)}


def test_what_came_after_the_beginning_is_told_apart() -> None:
    later = HeldCopy(1, section=1, expected=False, numbered=True, labelled=True)
    assert compare([later], [Seen(5, 1, 1, of_one=True)]) == {5: Match(Verdict.LATER, 1)}
    assert compare([later], [Seen(5, 2, 1, of_one=True)]) == {5: Match(Verdict.MISPLACED, 1)}
    assert compare([later], [Seen(5, 1, None, of_one=True)]) == {5: Match(Verdict.UNKNOWN)}


def test_a_label_stands_for_a_scan_of_the_isbn_on_the_same_shelf_that_no_copy_is_left_for() -> None:
    copy = HeldCopy(1, section=1, expected=True)
    label, isbn = Seen(5, 1, 1, of_one=True), Seen(6, 1)
    found, again = Match(Verdict.FOUND, 1), Match(Verdict.UNKNOWN, again=True)
    assert compare([copy], [label, isbn]) == {5: found, 6: again}
    assert compare([copy], [label, isbn, Seen(7, 1)]) == {5: found, 6: again, 7: Match(Verdict.UNKNOWN)}
    assert compare([copy], [label, Seen(6, 2)]) == {5: found, 6: Match(Verdict.UNKNOWN)}
    assert compare([], [Seen(5, 1, 1, of_one=True), isbn])[6] == Match(Verdict.UNKNOWN)


def test_a_label_that_no_receipt_knows_is_on_a_copy_that_was_received_by_its_isbn() -> None:
    numbered, plain = HeldCopy(1, 1, expected=True, numbered=True), HeldCopy(2, 1, expected=True)
    labelled = HeldCopy(3, 1, expected=True, labelled=True)
    label, other = Seen(5, 1, of_one=True), Seen(6, 1, of_one=True)
    assert compare([labelled], [label]) == {5: Match(Verdict.UNKNOWN)}
    assert compare([numbered, plain], [Seen(4, 1), label]) == {
        4: Match(Verdict.FOUND, 2), 5: Match(Verdict.FOUND, 1)
    }  # fmt: skip
    assert compare([plain], [label, other]) == {5: Match(Verdict.FOUND, 2), 6: Match(Verdict.UNKNOWN)}
    by_number = Seen(7, 1, 1, of_one=True)
    assert compare([numbered], [label, by_number]) == {
        5: Match(Verdict.UNKNOWN, again=True), 7: Match(Verdict.FOUND, 1)
    }  # fmt: skip
    assert compare([numbered, plain], [label, by_number]) == {
        5: Match(Verdict.FOUND, 2), 7: Match(Verdict.FOUND, 1)
    }  # fmt: skip
