"""How often a periodical comes out, and when it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

MONTHS = frozenset(range(1, 13))


class Frequency(StrEnum):
    """The frequencies of MARC 21 853 $w that newspapers, journals and bulletins have here."""

    DAILY = "daily"
    SEVERAL_A_WEEK = "several_a_week"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    TWICE_A_MONTH = "twice_a_month"
    THREE_TIMES_A_MONTH = "three_times_a_month"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    TIMES_A_YEAR = "times_a_year"
    """A number of issues a year that no other frequency names (853 $w with a number)."""
    IRREGULAR = "irregular"
    """Nothing is expected (853 $w x)."""


WEEKDAYS_ASKED: Mapping[Frequency, tuple[int, int]] = MappingProxyType(
    {Frequency.DAILY: (5, 7), Frequency.SEVERAL_A_WEEK: (2, 4), Frequency.WEEKLY: (1, 1)}
)
"""How many weekdays, at least and at most, make each frequency of the week."""

DAYS_OF_MONTH: Mapping[Frequency, int] = MappingProxyType(
    {Frequency.TWICE_A_MONTH: 2, Frequency.THREE_TIMES_A_MONTH: 3}
)
"""On how many days of a month it comes out."""

MONTHS_BETWEEN: Mapping[Frequency, int] = MappingProxyType(
    {
        Frequency.MONTHLY: 1,
        Frequency.BIMONTHLY: 2,
        Frequency.QUARTERLY: 3,
        Frequency.HALF_YEARLY: 6,
        Frequency.YEARLY: 12,
    }
)
"""From one issue to the next, in months."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frequency with what regulates it (853 $y).

    `weekdays`: 0 is Monday. `month_days`: days of the month; in a shorter month its last day stands for a
    later one; none: the whole month is the window. `months`: in which anything comes out at all. `combined`:
    months whose issue carries two numbers and stands for that of the next month, or of the next step of the
    frequency, too. `supplements`: months whose first issue has a supplement. `times`: of `times_a_year` only.
    `omits_holidays`: no issue on a public holiday. `restarts_yearly`: the numbers begin at 1 each year (853
    $v r), else they run on (853 $v c).
    """

    frequency: Frequency
    weekdays: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    months: frozenset[int] = MONTHS
    combined: frozenset[int] = frozenset()
    supplements: frozenset[int] = frozenset()
    times: int | None = None
    omits_holidays: bool = False
    restarts_yearly: bool = True

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read a pattern as `to_json` wrote it."""
        sets = {name: frozenset(value) for name, value in kept.items() if isinstance(value, list)}
        return cls(**{**kept, **sets, "frequency": Frequency(kept["frequency"])})

    def to_json(self) -> dict[str, object]:
        """Return the pattern as plain JSON values; the same pattern always gives the same values."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}

    @property
    def by_month(self) -> bool:
        """Whether at most one issue comes out in a month."""
        chosen = self.frequency is Frequency.TIMES_A_YEAR and self.months != MONTHS
        return chosen or self.frequency in MONTHS_BETWEEN


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
