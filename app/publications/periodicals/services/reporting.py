"""What a publisher reports of one expected issue: it is late, or does not come out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.periodicals import Expected
from app.infra import clock
from app.infra.db import session
from app.publications.periodicals.models import Issue, IssueReport, ReportKind
from app.publications.periodicals.queries import courses_of, locked_periodical
from app.publications.periodicals.services.expecting import refuse_numbered_over
from app.publications.periodicals.services.telling import require, tell


@dataclass(frozen=True, slots=True)
class _Said:
    """What is reported of an issue."""

    kind: ReportKind
    reason: str
    promised_on: date | None = None
    number_left_out: bool = False


def report_delay(
    *, publication_id: int, issue: Expected, promised_on: date, reason: str, by: Actor, at: datetime
) -> None:
    """Keep the day promised for an expected issue; a later promise takes its place, what is due stays.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.announced_meanwhile`.
        DomainError: `periodical.promised_past`, `periodical.reason`.
    """
    if promised_on < clock.local_day(at):
        raise DomainError("periodical.promised_past", "promised_on")
    said = _Said(ReportKind.DELAYED, reason, promised_on)
    _report(publication_id, issue, said, by, at)


def report_skipped(
    *, publication_id: int, issue: Expected, number_left_out: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Keep that an expected issue does not come out; `number_left_out`: nor does the next carry its number.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.announced_meanwhile`.
        DomainError: `periodical.reason`.
    """
    said = _Said(ReportKind.SKIPPED, reason, number_left_out=number_left_out)
    _report(publication_id, issue, said, by, at)


def expect_again(
    *,
    publication_id: int,
    expected_on: date,
    supplement: bool,
    holidays: Collection[date],
    by: Actor,
    at: datetime,
) -> None:
    """Take back that an issue does not come out: it is expected again. Where nobody says so, nothing happens.

    On `holidays` no issue is expected.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.skipped_numbered_over`, a later issue carries its number.
    """
    periodical = locked_periodical(by, publication_id)
    report = session().scalar(
        select(IssueReport).where(
            IssueReport.publication_id == publication_id,
            IssueReport.expected_on == expected_on,
            IssueReport.supplement == supplement,
            IssueReport.kind == ReportKind.SKIPPED,
        )
    )
    if report is None:
        return
    stood = courses_of([periodical])[publication_id].schedule
    session().delete(report)
    session().flush()
    if not supplement:
        code = "periodical.skipped_numbered_over"
        refuse_numbered_over(code, periodical, expected_on, expected_on, holidays, before=stood)
    tell("periodical.issue_expected_again", periodical, {"issue": expected_on.isoformat()}, by, at)


def _report(publication_id: int, issue: Expected, said: _Said, by: Actor, at: datetime) -> None:
    periodical = locked_periodical(by, publication_id)
    require(said.reason)
    one = (IssueReport.publication_id == publication_id, IssueReport.expected_on == issue.first_on)
    announced = select(Issue.part).where(
        Issue.publication_id == publication_id, Issue.expected_on == issue.first_on
    )
    if any(bool(part) is issue.supplement for part in session().scalars(announced)):
        raise Conflict("periodical.announced_meanwhile")
    report = session().scalar(select(IssueReport).where(*one, IssueReport.supplement == issue.supplement))
    if report is None:
        report = IssueReport(
            publication_id=publication_id, expected_on=issue.first_on, supplement=issue.supplement
        )
        session().add(report)
    report.kind, report.reason, report.reported_at = said.kind, said.reason, at
    report.promised_on, report.number_left_out = said.promised_on, said.number_left_out
    session().flush()
    after = {
        "issue": issue.numbering.designation(),
        "promised_on": said.promised_on.isoformat() if said.promised_on else None,
        "reason": said.reason,
    }
    tell(f"periodical.issue_{report.kind}", periodical, after, by, at)
