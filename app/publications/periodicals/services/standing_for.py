"""Missed issues for which another one stands, by the numbers that it carries."""

from collections.abc import Collection, Sequence
from datetime import date

from app.domain.periodicals import Expected
from app.publications.periodicals.given import NewIssue
from app.publications.periodicals.models import Issue
from app.publications.periodicals.queries import Course


def stood_for(
    course: Course,
    issues: Sequence[NewIssue],
    holidays: Collection[date],
    *,
    today: date,
    instead_of: Issue | None = None,
) -> list[Expected]:
    """Return the missed issues that nobody expects any more once others are announced, or one is corrected
    (`instead_of`), under numbers that stand for theirs, or on another day.

    One that is announced under its own number was not missed. On `holidays` none was expected.
    """
    carried = [issue.carried for issue in issues if not issue.part]
    left = instead_of.carried if instead_of and not instead_of.part else None
    if all(one == left for one in carried):
        return []
    schedule = course.schedule.numbered(carried, instead_of=left)
    return [
        one
        for one in course.given_up(schedule, holidays, today=today)
        if one.supplement or not any(one.numbering.is_same_as(other.numbering) for other in carried)
    ]
