"""Issues announced as published: each becomes a release, and what is owed for it follows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.actor import Actor
from app.domain.deadlines import Event as Happening
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.periodicals import Expected, Numbering
from app.domain.publication import Carrier, EditionStatus
from app.domain.registration import RegistrationAnswers, changed
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.publications.models import Release
from app.publications.periodicals.given import NewIssue, Usual
from app.publications.periodicals.models import Issue, Periodical
from app.publications.periodicals.queries import courses_of, issue_of, issues_of, locked_periodical
from app.publications.periodicals.services.standing_for import stood_for
from app.publications.periodicals.services.telling import missed_facts, tell
from app.publications.queries import answers_of, own_release, title_answers
from app.publications.services.amendment import amend_release
from app.publications.services.registration import add_release
from app.publications.services.rows import check

ON_PAPER = (
    Happening.FIRST_BATCH_RELEASED,
    Happening.PRINT_RUN_COMPLETED,
    Happening.PUBLICATION,
    Happening.FIRST_DISTRIBUTION,
    Happening.PUT_INTO_CIRCULATION,
)
ONLINE = (Happening.PUBLICATION, Happening.MADE_AVAILABLE)
"""What happens on the day on which an issue comes out: it is printed, released and sold in one go."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The releases that were made, and how many of the issues had been announced before."""

    releases: Sequence[Release]
    known: int


def announce_issues(
    *,
    publication_id: int,
    issues: Sequence[NewIssue],
    holidays: Collection[date] = (),
    by: Actor,
    at: datetime,
) -> Announced:
    """Register issues as published, each as a release; those announced before are passed over.

    Missed issues for which one of them stands by its numbers are kept in an event; on `holidays` there were
    none.

    Raises:
        NotFound: the periodical is not this organisation's.
        DomainError: `periodical.not_out_yet`, `periodical.ceased_before`, `periodical.number_taken`,
            `periodical.number_twice` for two of these issues; `rows.check`; `calendar.out_of_range` for a
            day for which no deadline can be given.
    """
    periodical = locked_periodical(by, publication_id)
    standing, beside = list(issues_of(publication_id)), list[Issue]()
    course, today = courses_of([periodical])[publication_id], clock.local_day(at)
    made: list[Release] = []
    new: list[NewIssue] = []
    for issue in sorted(issues, key=lambda issue: (issue.issued_on, bool(issue.part))):
        if any(_is_same(issue, other) for other in (*standing, *beside)):
            continue
        _check_issue(periodical, issue, standing, today=today)
        _refuse_twice(issue, beside)
        release, row = _added(periodical, issue, by, at)
        made.append(release)
        beside.append(row)
        new.append(issue)
    _keep_missed(periodical, new, stood_for(course, new, holidays, today=today), by, at)
    return Announced(made, len(issues) - len(made))


def _keep_missed(
    periodical: Periodical, new: Sequence[NewIssue], missed: Sequence[Expected], by: Actor, at: datetime
) -> None:
    """Keep which missed issues nobody expects any more, and under which numbers others were announced."""
    if missed:
        named = [issue.numbering for issue in new if not issue.part]
        joined = [one for one in named if any(one.carries(other.numbering) for other in missed)]
        issue = "; ".join(one.designation() for one in joined or named)
        tell("periodical.missed_stood_for", periodical, {"issue": issue, **missed_facts(missed)}, by, at)


def amend_issue(
    *,
    release_id: int,
    version: int,
    numbering: Numbering,
    issued_on: date,
    facts: Usual,
    holidays: Collection[date] = (),
    by: Actor,
    at: datetime,
) -> Release:
    """Correct what was said of an issue: its number, the day on which it came out, `facts` of the release.

    Missed issues that nobody expects any more are kept in the event of another number, or in one of their
    own where only the day is another; on `holidays` there were none.

    Raises:
        NotFound: the release is not this organisation's, or no issue.
        Conflict: `release.changed_meanwhile`, somebody amended it since `version`.
        DomainError: `periodical.not_out_yet`, `periodical.number_taken`, and as `amend_release`.
    """
    issue = issue_of(release_id)
    periodical = locked_periodical(by, issue.publication_id)
    course = courses_of([periodical])[issue.publication_id]
    if issued_on > clock.local_day(at):
        raise DomainError("periodical.not_out_yet", "day")
    release = own_release(by, release_id, lock=True)
    before = answers_of(release)
    answers = corrected_answers(before, issued_on, facts)
    renumbered = numbering != issue.numbering
    if not renumbered or changed(before, answers.fitted())[1]:
        amend_release(release_id=release_id, answers=answers, version=version, by=by, at=at)
    elif release.version != version:
        raise Conflict("release.changed_meanwhile")
    said = NewIssue(numbering, issued_on, issue.expected_on, issue.part)
    missed = stood_for(course, [said], holidays, today=clock.local_day(at), instead_of=issue)
    if renumbered:
        _renumber(issue, release, said, missed, by, at)
    else:
        _keep_missed(periodical, [said], missed, by, at)
    issue.issued_on = issued_on
    session().flush()
    return release


def _renumber(
    issue: Issue, release: Release, said: NewIssue, missed: Sequence[Expected], by: Actor, at: datetime
) -> None:
    """Let an issue carry another number. What is owed does not hang on it, and papers keep what they say."""
    numbering = said.numbering
    others = [other for other in issues_of(issue.publication_id) if other.release_id != release.id]
    _refuse_taken(numbering, issue.part, others)
    before, release.designation = release.designation, numbering.designation(issue.part)
    issue.year, issue.number, issue.last_number = numbering.year, numbering.number, numbering.last_number
    issue.volume, issue.whole, issue.last_whole = numbering.volume, numbering.whole, numbering.last_whole
    session().flush()
    subjects = (
        Subject("release", release.id),
        Subject("publication", release.publication_id),
        Subject("organisation", release.publication.publisher_id),
    )
    after = {"designation": release.designation, **missed_facts(missed)}
    publish(Event("release.renumbered", by, at, subjects, {"designation": before}, after))


def corrected_answers(answers: RegistrationAnswers, issued_on: date, facts: Usual) -> RegistrationAnswers:
    """Return what is answered of an issue once the day on which it came out and `facts` are corrected."""
    return replace(
        answers,
        print_run=facts.print_run,
        pages=facts.pages,
        price=facts.price,
        printer_id=facts.printer_id,
        printer_name=facts.printer_name,
        depositor_region=facts.depositor_region,
        events=dict.fromkeys(answers.events, issued_on),
        year=issued_on.year,
    )


def _is_same(issue: NewIssue, other: Issue) -> bool:
    """Whether the issue is announced already: the same one of those expected, or, where nobody expected one
    of the two, the same number."""
    if issue.expected_on is not None and other.expected_on is not None:
        return issue.expected_on == other.expected_on and bool(issue.part) == bool(other.part)
    numbered = (issue.numbering.year, issue.numbering.number, issue.numbering.last_number, issue.part)
    return numbered == (other.year, other.number, other.last_number, other.part)


def _check_issue(periodical: Periodical, issue: NewIssue, standing: Sequence[Issue], *, today: date) -> None:
    if issue.issued_on > today:
        raise DomainError("periodical.not_out_yet", "day")
    if periodical.ceased_on is not None and issue.issued_on >= periodical.ceased_on:
        raise DomainError("periodical.ceased_before", "day", day=periodical.ceased_on)
    _refuse_taken(issue.numbering, issue.part, standing)


def taken_by(numbering: Numbering, part: str, standing: Sequence[Issue]) -> Issue | None:
    """Return which of the issues announced carries one of these numbers already."""
    carrying = (one for one in standing if part == one.part and numbering.carries(one.numbering))
    return next(carrying, None)


def _refuse_taken(numbering: Numbering, part: str, standing: Sequence[Issue]) -> None:
    other = taken_by(numbering, part, standing)
    if other is not None:
        designation = other.numbering.designation(part)
        raise DomainError("periodical.number_taken", "figures", designation=designation)


def _refuse_twice(issue: NewIssue, beside: Sequence[Issue]) -> None:
    other = taken_by(issue.numbering, issue.part, beside)
    if other is not None:
        one, another = (each.numbering.designation(issue.part) for each in (other, issue))
        raise DomainError("periodical.number_twice", "figures", one=one, another=another)


def _added(periodical: Periodical, issue: NewIssue, by: Actor, at: datetime) -> tuple[Release, Issue]:
    answers = _answers(periodical, issue)
    check(replace(answers, identifiers=()), publication_id=periodical.publication_id)
    release = add_release(
        periodical.publication,
        answers,
        by=by,
        at=at,
        designation=issue.numbering.designation(issue.part),
    )
    row = Issue(
        release_id=release.id,
        publication_id=periodical.publication_id,
        year=issue.numbering.year,
        number=issue.numbering.number,
        last_number=issue.numbering.last_number,
        volume=issue.numbering.volume,
        whole=issue.numbering.whole,
        last_whole=issue.numbering.last_whole,
        part=issue.part,
        expected_on=issue.expected_on,
        issued_on=issue.issued_on,
    )
    session().add(row)
    session().flush()
    return release, row


def _answers(periodical: Periodical, issue: NewIssue) -> RegistrationAnswers:
    """What is said of the release: the title's facts, and what is known of this issue."""
    return replace(
        title_answers(periodical.publication),
        edition_status=EditionStatus.FIRST,
        print_run=issue.print_run,
        pages=issue.pages,
        price=issue.price,
        printer_id=periodical.printer_id,
        printer_name=periodical.printer_name,
        depositor_region=periodical.depositor_region,
        year=issue.issued_on.year,
        events=events_on(issue.issued_on, periodical.publication.carrier),
    )


def events_on(day: date, carrier: str | None) -> dict[str, date]:
    """Return what happens to an issue on the one day on which it comes out."""
    happened = ONLINE if carrier == Carrier.ONLINE else ON_PAPER
    return {happening.value: day for happening in happened}
