"""Reads of periodicals, their issues, and what decides which issues are expected."""

from app.publications.periodicals.queries.courses import Course, courses_of, phases_of
from app.publications.periodicals.queries.issues import (
    count_issues,
    is_own_issue,
    issue_of,
    issues_of,
    last_days,
    last_issued_on,
    latest_issues,
)
from app.publications.periodicals.queries.titles import (
    PeriodicalFilter,
    count_periodicals,
    is_own_periodical,
    list_periodicals,
    locked_periodical,
    own_periodical,
    pauses_of,
    periodical_for,
    reached,
    running_periodicals,
    successor_of,
)

__all__ = [
    "Course",
    "PeriodicalFilter",
    "count_issues",
    "count_periodicals",
    "courses_of",
    "is_own_issue",
    "is_own_periodical",
    "issue_of",
    "issues_of",
    "last_days",
    "last_issued_on",
    "latest_issues",
    "list_periodicals",
    "locked_periodical",
    "own_periodical",
    "pauses_of",
    "periodical_for",
    "phases_of",
    "reached",
    "running_periodicals",
    "successor_of",
]
