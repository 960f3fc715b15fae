"""How a periodical goes: what is expected, missing, promised; whether to ask if it has ceased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.actor import Actor
from app.domain.calendar import DayKind
from app.domain.periodicals import Expected, expected, misses_in_a_row
from app.infra.settings import settings
from app.law.calendars.queries import find_calendar
from app.publications.periodicals.models import IssueReport, Periodical, ReportKind
from app.publications.periodicals.queries import Course, courses_of, running_periodicals

MISSES_ASKED = 3
"""After so many issues in a row that were expected and not announced the publisher is asked."""
LOOKED_BACK = timedelta(days=366)
"""How far back an issue is listed that was never announced."""
LISTED = 62


class State(StrEnum):
    """How it stands with an issue that was not announced."""

    COMING = "coming"
    NOW = "now"
    """Its window is open."""
    MISSING = "missing"
    PROMISED = "promised"
    BROKEN = "broken"
    """The promised day has passed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An issue that is expected and not announced; `promised_on` where its publisher reported a delay."""

    issue: Expected
    state: State
    promised_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A periodical of which so many issues in a row were not announced."""

    periodical: Periodical
    missed: int


def waiting_issues(course: Course, until: date, *, today: date) -> list[Waiting]:
    """Return what is expected up to `until`, in its order, at most LISTED; the missing go back a year."""
    issues = expected(course.schedule, today - LOOKED_BACK, until, holidays(course))
    open_ones = [issue for issue in issues if course.awaits(issue)]
    return [_waiting(issue, course.reports.get(issue.key), today) for issue in open_ones[:LISTED]]


def skipped_issues(course: Course) -> list[IssueReport]:
    """Return what was reported not to come out, the earliest first."""
    found = [report for report in course.reports.values() if report.kind is ReportKind.SKIPPED]
    return sorted(found, key=lambda report: (report.expected_on, report.supplement))


def misses(course: Course, *, today: date) -> int:
    """Return how many issues in a row were not announced since its publisher said that it is published."""
    since = course.confirmed_on
    issues = [
        issue
        for issue in expected(course.schedule, since, today, holidays(course))
        if issue.first_on > since and not _excused(course.reports.get(issue.key), today)
    ]
    return misses_in_a_row(issues, today=today)


def questions(actor: Actor, *, today: date) -> Sequence[Question]:
    """Return the actor's own periodicals of which it must be asked whether they have ceased."""
    running = running_periodicals(actor)
    courses = courses_of(running)
    counted = [Question(item, misses(courses[item.publication_id], today=today)) for item in running]
    return [question for question in counted if question.missed >= MISSES_ASKED]


def out_already(course: Course, *, today: date) -> set[str]:
    """Return what names in forms the expected issues that were announced, be it by hand."""
    issues = expected(course.schedule, today - LOOKED_BACK, today, holidays(course))
    announced = (key_in_forms(day, supplement=supplement) for day, supplement in course.announced)
    return {*announced, *(key_of(issue) for issue in issues if issue.out)}


def holidays(course: Course) -> frozenset[date]:
    """Return the public holidays that are known, if the periodical does not come out on them."""
    if not any(phase.pattern.omits_holidays for phase in course.schedule.phases):
        return frozenset()
    stored = find_calendar(settings().jurisdiction)
    return frozenset(day.on for day in stored.days if day.kind is DayKind.HOLIDAY) if stored else frozenset()


def _excused(report: IssueReport | None, today: date) -> bool:
    """Whether an issue is promised for a day still to come."""
    return report is not None and report.promised_on is not None and report.promised_on >= today


def _waiting(issue: Expected, report: IssueReport | None, today: date) -> Waiting:
    if report is not None and report.promised_on is not None:
        state = State.PROMISED if report.promised_on >= today else State.BROKEN
        return Waiting(issue, state, report.promised_on, report.reason)
    if issue.last_on < today:
        return Waiting(issue, State.MISSING)
    return Waiting(issue, State.NOW if issue.first_on <= today else State.COMING)


def key_of(issue: Expected) -> str:
    """Return what names an expected issue in a form."""
    return key_in_forms(issue.first_on, supplement=issue.supplement)


def key_in_forms(first_on: date, *, supplement: bool) -> str:
    """Return what names an expected issue in a form, by what tells it apart."""
    return f"{first_on.isoformat()}{'+' if supplement else ''}"
