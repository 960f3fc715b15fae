"""How issues are numbered: year and volume, number, and the number that runs through all years."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

LEAP = 5
"""Numbers that follow each other lie nearer; what lies farther apart may be a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The designation of one issue.

    `last_number` differs from `number` in a combined issue ("7–8"). `volume` and `whole`, the number counted
    through from the first issue of all, are None where the periodical has none. `last_whole`: the last of
    those that a combined issue counts for ("7892–7893"); None where it counts once.
    """

    year: int
    number: int
    last_number: int
    volume: int | None = None
    whole: int | None = None
    last_whole: int | None = None

    @property
    def figures(self) -> str:
        """The number as printed: "45", "7–8"."""
        return str(self.number) if self.number == self.last_number else f"{self.number}–{self.last_number}"

    @property
    def is_double(self) -> bool:
        """Whether it carries more numbers than one."""
        return self.last_number > self.number

    @property
    def whole_figures(self) -> str:
        """The number counted through as printed: "7890", "7892–7893"; empty where there is none."""
        return "–".join(str(number) for number in (self.whole, self.last_whole) if number is not None)

    def designation(self, part: str = "") -> str:
        """Return it as it stands behind a title in any language: "2026, vol. 12, № 7–8 (123), part"."""
        whole = f" ({self.whole_figures})" if self.whole is not None else ""
        volume = f"vol. {self.volume}" if self.volume is not None else ""
        parts = (str(self.year), volume, f"№ {self.figures}{whole}", part)
        return ", ".join(text for text in parts if text)

    def carries(self, other: "Numbering") -> bool:
        """Whether the two carry a number in common, and are of one year."""
        common = self.number <= other.last_number and other.number <= self.last_number
        return self.year == other.year and common

    def counts_with(self, other: "Numbering") -> bool:
        """Whether the two carry a number counted through in common."""
        mine, others = self.counted, other.counted
        return bool(mine and others) and mine[0] <= others[-1] and others[0] <= mine[-1]

    def free_of(self, others: Collection["Numbering"]) -> "Numbering":
        """Return it, of one number, under the next that none of these carries, nor counts through."""
        carried = [range(one.number, one.last_number + 1) for one in others if one.year == self.year]
        number = _next_free(self.number, carried)
        counted = [one.counted for one in others if one.counted]
        whole = None if self.whole is None else _next_free(self.whole, counted)
        return replace(self, number=number, last_number=number, whole=whole, last_whole=None)

    def precedes(self, other: "Numbering") -> bool:
        """Whether all its numbers come before those of the other, or it is of an earlier year."""
        return (self.year, self.last_number) < (other.year, other.number)

    def is_same_as(self, other: "Numbering") -> bool:
        """Whether the two are printed with the same numbers of one year."""
        return (self.year, self.number, self.last_number) == (other.year, other.number, other.last_number)

    def leaps_from(self, others: Sequence["Numbering"]) -> bool:
        """Whether it lies so far from all of these that it may be written wrongly.

        Numbers are compared within a year, or with all where there are none of its year, in which a low one
        begins a new count. The number that runs through is compared with all.
        """
        same_year = [other for other in others if other.year == self.year]
        near = any(
            max(self.number - other.last_number, other.number - self.last_number) <= LEAP
            for other in same_year or others
        )
        begins = not same_year and self.last_number <= LEAP
        leaps = bool(others) and not near and not begins
        return leaps or self.last_number - self.number > LEAP or self._leaps_through(others)

    def _leaps_through(self, others: Sequence["Numbering"]) -> bool:
        counted = self.counted
        beside = [other.counted for other in others if other.counted]
        if not counted or not beside:
            return False
        apart = min(max(counted[0] - other[-1], other[0] - counted[-1]) for other in beside)
        return apart > LEAP or len(counted) > LEAP + 1

    @property
    def counted(self) -> range:
        """The numbers counted through for which it counts."""
        if self.whole is None:
            return range(0)
        return range(self.whole, (self.last_whole or self.whole) + 1)

    def answers_to(self, add_on: str) -> bool:
        """Whether the add-on of a bar code, two or five digits, can number this issue.

        It holds the last digits of the issue's number, or of the number that runs through.
        """
        figures, beyond = int(add_on), 10 ** len(add_on)
        numbers = (*range(self.number, self.last_number + 1), *self.counted)
        return any(number % beyond == figures for number in numbers)

    def following(self, *, year: int, numbers: int, restarts_yearly: bool) -> "Numbering":
        """Return the designation of the next issue, which comes out in `year` with so many numbers.

        The volume grows with each year. The whole number counts issues, so that a combined one counts once
        unless it is printed otherwise.
        """
        first = 1 if restarts_yearly and year > self.year else self.last_number + 1
        return Numbering(
            year=year,
            number=first,
            last_number=first + numbers - 1,
            volume=None if self.volume is None else self.volume + max(0, year - self.year),
            whole=self.next_whole,
        )

    @property
    def next_whole(self) -> int | None:
        """The number counted through of the next issue."""
        return None if self.whole is None else (self.last_whole or self.whole) + 1


def _next_free(number: int, taken: Iterable[range]) -> int:
    """The first number from this one on that lies in none of these."""
    for numbers in sorted(taken, key=lambda numbers: numbers.start):
        number = numbers.stop if number in numbers else number
    return number
