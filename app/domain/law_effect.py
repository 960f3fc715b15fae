"""When versions of one country's law are in force: one after another, never two at once.

Days are whole days of the country; both ends of a period are in force.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import DomainError

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days in force, `last` None: until another follows. One that ends before it begins has no day."""

    first: date
    last: date | None

    @property
    def has_days(self) -> bool:
        """Whether it is in force on any day at all."""
        return self.last is None or self.first <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether both are in force on one day."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted version, by its id, code and version, and when it is in force."""

    id: int
    code: str
    version: str
    period: Period


def superseded_by(adopted: Iterable[Adopted], new: Period) -> Adopted | None:
    """The version in force without end that `new` ends, if there is one.

    Raises:
        DomainError: `law.ends_before_it_begins`; `law.overlap`, another version is in force on some of the
            days, and could not simply end the day before.
    """
    if not new.has_days:
        raise DomainError("law.ends_before_it_begins", "effective_to")
    found = None
    for earlier in adopted:
        if not earlier.period.has_days or not earlier.period.meets(new):
            continue
        if earlier.period.last is not None or earlier.period.first >= new.first:
            raise DomainError("law.overlap", "effective_from", rule_set=earlier.code, version=earlier.version)
        found = earlier
    return found


def new_gap(before: Sequence[Period], after: Sequence[Period]) -> Period | None:
    """The first days between two versions on which none is in force, and that `before` did not leave out."""
    known = gaps(before)
    return next((gap for gap in gaps(after) if not any(_within(gap, old) for old in known)), None)


def gaps(periods: Iterable[Period]) -> list[Period]:
    """The days between the first version and the last on which none is in force."""
    found: list[Period] = []
    reached: date | None = None
    for period in sorted((p for p in periods if p.has_days), key=lambda period: period.first):
        if reached is not None and period.first > reached + ONE_DAY:
            found.append(Period(reached + ONE_DAY, period.first - ONE_DAY))
        if period.last is None:
            break
        reached = period.last if reached is None else max(reached, period.last)
    return found


def _not_after(day: date, last: date | None) -> bool:
    return last is None or day <= last


def _within(gap: Period, other: Period) -> bool:
    return other.first <= gap.first and gap.last is not None and _not_after(gap.last, other.last)
