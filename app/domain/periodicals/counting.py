"""How numbers run on from issue to issue, through those expected and those that came out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.periodicals.numbering import Numbering
from app.domain.periodicals.patterns import Pattern
from app.domain.periodicals.windows import Window


@dataclass(slots=True)
class Count:
    """How far the numbers have come on the way, from `first` on; `ahead` are those that issues carry out of
    their turn.

    `left`: for how many issues more the double number taken last stands. `counted`: the numbers counted
    through that issues taken carry.
    """

    first: Numbering
    ahead: Sequence[Numbering]
    current: Numbering | None = None
    left: int = 0
    counted: set[int] = field(default_factory=set)

    def following(self, window: Window, pattern: Pattern) -> Numbering:
        """The number of the issue that is expected next."""
        if self.current is None:
            return replace(self.first, last_number=self.first.number + window.numbers - 1)
        return self.current.following(
            year=window.first.year, numbers=window.numbers, restarts_yearly=pattern.restarts_yearly
        )

    def take(self, known: Numbering, following: Numbering | None) -> None:
        """Go on from an issue that was published where `following` was expected."""
        self.left, self.current = _numbers_left(known, following), self._counting(known)

    def meet(self, known: Numbering) -> None:
        """Go on from an issue that nobody expected, unless numbers have gone on beyond it."""
        if not known.precedes(self.current or self.first):
            self.take(known, self.current)

    def _counting(self, known: Numbering) -> Numbering:
        """An issue as others are counted from it: where one before it has its number counted through, the
        number stands that would have followed."""
        if self.counted.isdisjoint(known.counted):
            self.counted.update(known.counted)
            return known
        whole = self.current.next_whole if self.current else None
        last = whole + len(known.counted) - 1 if whole and known.last_whole else None
        return replace(known, whole=whole, last_whole=last)

    def expects(self, following: Numbering, window: Window, *, left_out: bool | None) -> bool:
        """Go on past a window in whose turn no issue came out; whether one is expected in it.

        `left_out`: of an issue that does not come out, whether its number is left out.
        """
        if self._stands_for(following, window.numbers):
            return False
        if left_out is not False:
            self.current = following
        return left_out is None and not any(one.carries(following) for one in self.ahead)

    def _stands_for(self, following: Numbering, numbers: int) -> bool:
        """Whether the double number taken last stands for the one expected now, too."""
        stands = self.left > 0 and _runs_on(self.current, following)
        self.left = self.left - numbers if stands else 0
        return stands


def _numbers_left(known: Numbering | None, following: Numbering | None) -> int:
    """How many numbers an issue has beyond those of the expected one it carries; none if it carries none."""
    if known is None or following is None or not known.carries(following):
        return 0
    return known.last_number - following.last_number


def _runs_on(current: Numbering | None, following: Numbering) -> bool:
    """Whether the numbers run on, and do not begin anew with the year."""
    return current is not None and following.number > current.last_number
