"""What decides which issues are expected: patterns, pauses, issues that came out, reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from app.domain.periodicals import Expected, Pattern, Phase, Schedule, Suspension, expected
from app.infra import clock
from app.infra.db import session
from app.publications.periodicals.models import (
    Issue,
    IssueReport,
    Periodical,
    PublicationPattern,
    PublicationPause,
    ReportKind,
)

Row = TypeVar("Row", PublicationPattern, PublicationPause, Issue, IssueReport)


@dataclass(frozen=True, slots=True)
class Course:
    """How a periodical goes: what is expected of it, and what is known of that by the key of each issue.

    `announced` are the keys under which issues were announced as expected, `reports` what was said of those
    that did not come out; `confirmed_on`: the day on which its publisher said last that it is published, as
    who registers it does.
    """

    schedule: Schedule
    announced: frozenset[tuple[date, bool]]
    reports: Mapping[tuple[date, bool], IssueReport]
    confirmed_on: date

    def awaits(self, issue: Expected) -> bool:
        """Whether an expected issue was neither announced nor said not to come out."""
        report = self.reports.get(issue.key)
        skipped = report is not None and report.kind is ReportKind.SKIPPED
        return not (skipped or issue.out or issue.key in self.announced)

    def given_up(self, schedule: Schedule, holidays: Collection[date] = (), *, today: date) -> list[Expected]:
        """Return the issues missed until today that another schedule would not expect any more."""
        kept = {issue.key for issue in expected(schedule, date.min, today, holidays)}
        return [
            issue
            for issue in expected(self.schedule, date.min, today, holidays)
            if issue.last_on < today and issue.key not in kept and self.awaits(issue)
        ]


def courses_of(periodicals: Iterable[Periodical]) -> dict[int, Course]:
    """Return how each of these periodicals goes, by its id, in a constant number of statements."""
    by_id = {periodical.publication_id: periodical for periodical in periodicals}
    phases = phases_of(by_id)
    pauses = _grouped(PublicationPause, by_id)
    issues = _grouped(Issue, by_id)
    reports = _grouped(IssueReport, by_id)
    return {
        key: Course(
            Schedule(
                first=periodical.first,
                phases=phases[key],
                suspensions=tuple(Suspension(row.from_on, row.until_on) for row in pauses[key]),
                ceased_on=periodical.ceased_on,
                published=tuple(issue.carried for issue in issues[key] if not issue.part),
                skipped={
                    row.expected_on: row.number_left_out
                    for row in reports[key]
                    if row.kind is ReportKind.SKIPPED and not row.supplement
                },
                first_on_its_day=periodical.first_on_its_day,
            ),
            frozenset((row.expected_on, bool(row.part)) for row in issues[key] if row.expected_on),
            {(row.expected_on, row.supplement): row for row in reports[key]},
            periodical.confirmed_on or clock.local_day(periodical.publication.created_at),
        )
        for key, periodical in by_id.items()
    }


def phases_of(publication_ids: Collection[int]) -> dict[int, list[Phase]]:
    """Return by which patterns each of these periodicals comes out, in no order."""
    rows = _grouped(PublicationPattern, publication_ids)
    return {key: [Phase(row.from_on, Pattern.from_json(row.pattern)) for row in rows[key]] for key in rows}


def _grouped(model: type[Row], wanted: Iterable[int]) -> defaultdict[int, list[Row]]:
    """The rows of a table that belong to these periodicals, by periodical."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in session().scalars(select(model).where(model.publication_id.in_(list(wanted)))):
        found[row.publication_id].append(row)
    return found
