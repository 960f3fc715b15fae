"""Pages on which one issue is announced by hand, and on which an issue is corrected."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from flask import flash, render_template, url_for

from app.deposits.obligations.differences import Amended, Difference, account_of
from app.desks.periodicals.asking import slips_by_hand, slips_of_day, untold
from app.desks.periodicals.course import holidays
from app.desks.periodicals.issue_forms import AmendIssueForm, IssueFields, IssueForm
from app.desks.periodicals.listing import issue_in_words
from app.desks.periodicals.views.blueprint import Page, blueprint, working_days
from app.desks.registration.answering import find_printer, line, printer_label
from app.desks.registration.forms import problems
from app.domain.errors import DomainError
from app.domain.periodicals import Numbering
from app.infra import clock
from app.infra.i18n import gettext, place_name
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import organisations_of, regions
from app.policy.permissions import Permission
from app.publications.models import Release
from app.publications.periodicals import services
from app.publications.periodicals.given import NewIssue, Usual
from app.publications.periodicals.models import Issue, Periodical
from app.publications.periodicals.queries import (
    courses_of,
    issue_of,
    issues_of,
    own_periodical,
)
from app.publications.queries import answers_of, own_release
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import choices_of, show_date
from app.web.resending import resendable

Doubts = tuple[list[str], list[str]]
"""What looks written wrongly, and the missed issues that would not be expected any more."""


@blueprint.route("/periodicals/<int:publication_id>/issue", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def add_issue(publication_id: int) -> Page:
    """Announce one issue that is not among those expected: an irregular or special one, a supplement."""
    periodical = own_periodical(current_actor(), publication_id)
    form = IssueForm(data=_next_issue(periodical))
    form.today, form.calendar = clock.today(), working_days()
    slips, given_up = _doubts_added(periodical, form)
    asked = untold(form, slips, given_up)
    answer = None if asked else perform(form, partial(_add_issue, publication_id, form))
    if answer is not None:
        return answer
    periodical = own_periodical(current_actor(), publication_id)
    page = render_template(
        "periodicals/issue.html",
        form=form,
        problems=problems(form),
        periodical=periodical,
        slips=slips if asked else [],
        given_up=given_up if asked else [],
    )
    return page, 422 if form.errors or asked else 200


@blueprint.route("/releases/<int:release_id>/issue", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
@resendable
def amend_issue(release_id: int) -> Page:
    """Correct what was said of an issue."""
    release, issue = own_release(current_actor(), release_id), issue_of(release_id)
    form = AmendIssueForm(data=_issue_data(release, issue))
    form.depositor_region.choices = choices_of((region.soato, place_name(region)) for region in regions())
    form.today, form.calendar = clock.today(), working_days()
    changes = _changes(release, form)
    slips, given_up = _doubts_corrected(issue, form)
    asked = untold(form, changes, slips, given_up)
    answer = None if asked else perform(form, partial(_amend_issue, release_id, form))
    if answer is not None:
        return answer
    page = render_template(
        "periodicals/amend_issue.html",
        form=form,
        problems=problems(form),
        changes=changes if asked else [],
        slips=slips if asked else [],
        given_up=given_up if asked else [],
        release=own_release(current_actor(), release_id),
        printers=[printer_label(printer) for printer in _printers()],
    )
    return page, 422 if form.errors or asked else 200


def _changes(release: Release, form: AmendIssueForm) -> Sequence[Difference]:
    """What would change of what is owed."""
    if not form.validate_on_submit():
        return []
    said = services.corrected_answers(answers_of(release), form.day.value or clock.today(), _said(form))
    try:
        return account_of(Amended(release, said, ()), today=clock.today()).own
    except DomainError:
        return []  # the correction itself is refused for it, and says why


def _doubts_added(periodical: Periodical, form: IssueForm) -> Doubts:
    """What is asked about an issue to be announced."""
    if not form.validate_on_submit():
        return [], []
    day = form.day.value or clock.today()
    said = NewIssue(_numbering(form, day), day, part=line(form.part.data))
    standing = issues_of(periodical.publication_id)
    if services.taken_by(said.numbering, said.part, standing):
        return [], []  # the announcement itself is refused for it, and says why
    slips = slips_by_hand(said.numbering, said.part, standing)
    slips += slips_of_day(said, first_on=periodical.first_on)
    return slips, _given_up(periodical, said)


def _doubts_corrected(issue: Issue, form: AmendIssueForm) -> Doubts:
    """What is asked about a corrected issue; a number or a day that stays as it was is not asked about."""
    if not form.validate_on_submit():
        return [], []
    numbering, day = _numbering(form, date(issue.year, 1, 1)), form.day.value or clock.today()
    others = [other for other in issues_of(issue.publication_id) if other.release_id != issue.release_id]
    same = numbering == issue.numbering
    if (same and day == issue.issued_on) or services.taken_by(numbering, issue.part, others):
        return [], []
    periodical = own_periodical(current_actor(), issue.publication_id)
    said = NewIssue(numbering, day, issue.expected_on, issue.part)
    slips = [] if same else slips_by_hand(numbering, issue.part, others)
    slips += slips_of_day(said, first_on=periodical.first_on)
    return slips, _given_up(periodical, said, instead_of=issue)


def _given_up(periodical: Periodical, said: NewIssue, *, instead_of: Issue | None = None) -> list[str]:
    """The missed issues that would not be expected any more, in words."""
    course = courses_of([periodical])[periodical.publication_id]
    free, today = holidays(course), clock.today()
    missed = services.stood_for(course, [said], free, today=today, instead_of=instead_of)
    return list(map(issue_in_words, missed))


def _numbering(form: IssueFields, day: date) -> Numbering:
    """What was typed; the year is that of the day where none was."""
    figures = form.figures.figures or (0, 0)
    return Numbering(form.year.number or day.year, *figures, form.volume.number, *form.whole.numbers)


def _add_issue(publication_id: int, form: IssueForm, at: datetime) -> str:
    day = form.day.value or clock.local_day(at)
    numbering = _numbering(form, day)
    issue = NewIssue(
        numbering=numbering,
        issued_on=day,
        part=line(form.part.data),
        print_run=form.print_run.number,
        pages=form.pages.number,
        price=form.price.number,
    )
    done = services.announce_issues(
        publication_id=publication_id,
        issues=[issue],
        holidays=_holidays(publication_id),
        by=current_actor(),
        at=at,
    )
    if not done.releases:
        designation = numbering.designation(issue.part)
        raise DomainError("periodical.number_taken", "figures", designation=designation)
    flash(gettext("Registered. What you owe is below."), "success")
    return url_for("desks.release", release_id=done.releases[0].id)


def _said(form: AmendIssueForm) -> Usual:
    typed = line(form.printer.data)
    printer = find_printer(typed, _printers())
    return Usual(
        print_run=form.print_run.number,
        pages=form.pages.number,
        price=form.price.number,
        printer_id=printer.id if printer else None,
        printer_name="" if printer else typed,
        depositor_region=form.depositor_region.data or None,
    )


def _amend_issue(release_id: int, form: AmendIssueForm, at: datetime) -> str:
    issue, seen = issue_of(release_id), form.seen.data or ""
    services.amend_issue(
        release_id=release_id,
        version=int(seen) if seen.isascii() and seen.isdigit() else 0,
        numbering=_numbering(form, date(issue.year, 1, 1)),
        issued_on=form.day.value or clock.local_day(at),
        facts=_said(form),
        holidays=_holidays(issue.publication_id),
        by=current_actor(),
        at=at,
    )
    flash(gettext("The changes are saved. What you owe is below."), "success")
    return url_for("desks.release", release_id=release_id)


def _holidays(publication_id: int) -> frozenset[date]:
    return holidays(courses_of([own_periodical(current_actor(), publication_id)])[publication_id])


def _next_issue(periodical: Periodical) -> dict[str, object]:
    """What is proposed for an issue by hand: the next free number after the latest, and what is usual."""
    standing = [issue for issue in issues_of(periodical.publication_id) if not issue.part]
    latest = max(standing, key=lambda issue: (issue.issued_on, issue.release_id), default=None)
    year = clock.today().year
    numbering = periodical.first
    if latest is not None:
        following = latest.numbering.following(year=year, numbers=1, restarts_yearly=False)
        numbering = following.free_of([issue.numbering for issue in standing])
    given = {"volume": numbering.volume, "whole": numbering.whole_figures, "year": year}
    usual = {name: getattr(periodical, name) for name in ("print_run", "pages", "price")}
    return {
        "figures": numbering.figures,
        **{name: "" if value is None else str(value) for name, value in (given | usual).items()},
    }


def _issue_data(release: Release, issue: Issue) -> dict[str, object]:
    said = {name: getattr(release, name) for name in ("print_run", "pages", "price")}
    numbers = {"year": issue.year, "volume": issue.volume, "whole": issue.numbering.whole_figures}
    return {
        **{name: "" if value is None else str(value) for name, value in (said | numbers).items()},
        "figures": issue.numbering.figures,
        "day": show_date(issue.issued_on),
        "printer": printer_label(release.printer) if release.printer else release.printer_name,
        "depositor_region": release.depositor_region or "",
        "seen": str(release.version),
    }


def _printers() -> Sequence[Organisation]:
    return organisations_of([OrganisationKind.PRINTER])
