"""A due date that falls on days on which the library is closed, in the reader's words."""

from datetime import date

from app.domain.calendar import Calendar
from app.domain.closures import Closure, passed_over
from app.domain.law import RuleSet
from app.domain.law.vocabulary import WhenClosed
from app.domain.obligations import Owed
from app.infra.i18n import format_long, gettext
from app.law.counting import About, Point, last_moment
from app.organisations.libraries.queries import closures_by_code


def moved_by_closures(
    rules: RuleSet, owed: Owed, counted: date | None, calendar: Calendar
) -> tuple[date | None, list[Closure]]:
    """The day counted by a rule, as closures of the library move it now, and those closures.

    Raises `calendar.out_of_range`.
    """
    if counted is None or rules.rules[owed.rule_id].when_closed is not WhenClosed.FIRST_OPEN_DAY:
        return counted, []
    closures = closures_by_code([owed.depository]).get(owed.depository, ())
    return passed_over(counted, closures, calendar)


def closed_points(rules: RuleSet, owed: Owed, counted: date | None, calendar: Calendar) -> list[Point]:
    """Say when the library is closed and to which day that moves the date; nothing where it does not.

    Raises as `moved_by_closures` does.
    """
    on, passed = moved_by_closures(rules, owed, counted, calendar)
    if on is None or not passed:
        return []
    days = "; ".join(
        gettext(
            "from %(first)s to %(last)s (%(reason)s)",
            first=format_long(one.first),
            last=format_long(one.last),
            reason=one.reason,
        )
        for one in passed
    )
    provisional = gettext(
        "The library announces its closures itself and may change them: no notice rests on this date."
    )
    return [
        Point(About.MOVED, gettext("The library is closed"), days),
        Point(About.END, gettext("Moved to its first open day"), last_moment(on)),
        Point(About.PROVISIONAL, gettext("Provisional"), provisional),
    ]
