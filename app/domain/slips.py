"""How the copies in a parcel stand to the copies that its slip announced."""

from collections.abc import Iterable, Sequence

from app.domain.receiving import Condition, DiscrepancyKind

_NEVER_ANNOUNCED = (DiscrepancyKind.UNANNOUNCED, DiscrepancyKind.ADDRESSED_ELSEWHERE)


def announced_among(announced: int, groups: Iterable[tuple[str, int]]) -> tuple[list[int], int]:
    """Tell for each group of copies of one release how many of them the slip announced, and how many of the
    announced copies are missing; together they are `announced`.

    A group is a kind of discrepancy ("" for copies in order) and its number of copies. What is in order fills
    the places on the slip first, then what is faulty, then what is surplus; a copy that is unannounced or
    addressed elsewhere has none.
    """
    kinds = list(groups)
    places, left = [0] * len(kinds), announced
    for index in sorted(range(len(kinds)), key=lambda i: _rank(kinds[i][0])):
        kind, copies = kinds[index]
        if kind not in _NEVER_ANNOUNCED:
            places[index] = min(copies, left)
            left -= places[index]
    return places, left


def taken_over(announced: int, labelled: int, unlabelled: Sequence[tuple[int, Condition]]) -> int | None:
    """Return which copy scanned by its ISBN is the one whose label is scanned now; None if it is another.

    `announced` copies are on the slip that the label belongs to, `labelled` of their labels were scanned
    before. `unlabelled` are the copies of that release scanned by ISBN, as (key, condition) in the order of
    their scans. Where they are as many as the slip announced, no place is left for a further copy: the label
    belongs to one of them, the last scanned.
    """
    mine = [key for key, condition in unlabelled if condition is not Condition.ADDRESSED_ELSEWHERE]
    return mine[-1] if mine and labelled + len(mine) >= announced else None


def _rank(kind: str) -> int:
    if kind == DiscrepancyKind.SURPLUS:
        return 2
    return 1 if kind else 0
