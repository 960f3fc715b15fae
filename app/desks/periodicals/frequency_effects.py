"""What another frequency changes: the issues expected next, and those missed that nobody expects any more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.desks.periodicals.course import holidays
from app.desks.periodicals.listing import issue_in_words
from app.domain.errors import DomainError
from app.domain.periodicals import Pattern, expected, in_force
from app.publications.periodicals import services
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import courses_of

AHEAD = timedelta(days=2 * 366)
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Ahead:
    """The first issues expected by the new pattern, and those that are given up, in words."""

    following: Sequence[str]
    given_up: Sequence[str]


def ahead(periodical: Periodical, pattern: Pattern, from_on: date, *, today: date) -> Ahead | None:
    """Return what another pattern changes from a day on.

    None where nothing changes, or where the change itself is refused and says why.
    """
    course = courses_of([periodical])[periodical.publication_id]
    try:
        schedule = services.schedule_changed(periodical, pattern=pattern, from_on=from_on)
    except DomainError:
        return None
    if in_force(course.schedule.phases, from_on).pattern == in_force(schedule.phases, from_on).pattern:
        return None
    free = holidays(replace(course, schedule=schedule))
    issues = expected(schedule, from_on, max(from_on, today) + AHEAD, free)
    following = [issue for issue in issues if issue.first_on >= from_on and course.awaits(issue)]
    given_up = course.given_up(schedule, free, today=today)
    return Ahead(list(map(issue_in_words, following[:SHOWN])), list(map(issue_in_words, given_up)))
