"""The page on which expected issues are announced as published, several at once."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from flask import flash, render_template, request

from app.desks.periodicals.announce_forms import AnnounceForm, IssueRow
from app.desks.periodicals.asking import slips_expected, untold
from app.desks.periodicals.course import Waiting, holidays, key_of, out_already, waiting_issues
from app.desks.periodicals.listing import day_in_words, issue_in_words, state_in_words
from app.desks.periodicals.views.blueprint import Page, blueprint, page_of, working_days
from app.desks.periodicals.words import designation_of
from app.desks.registration.forms import problems
from app.domain.errors import Conflict, DomainError
from app.domain.periodicals import Expected, Numbering
from app.infra import clock
from app.infra.i18n import format_short, gettext, ngettext
from app.policy.permissions import Permission
from app.publications.periodicals import services
from app.publications.periodicals.given import NewIssue
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import Course, courses_of, issues_of, own_periodical
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.resending import resendable


@blueprint.route("/periodicals/<int:publication_id>/announce", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def announce(publication_id: int) -> Page:
    """Tick the expected issues that came out, and register them; `?all=1` ticks every one."""
    today = clock.today()
    periodical, course = _found(publication_id)
    waiting = waiting_issues(course, today, today=today)
    form = AnnounceForm()
    if request.method == "GET":
        form.propose(_row(periodical, row, today) for row in waiting)
    form.allow(today, working_days())
    typed = _typed(periodical, waiting, form)
    slips = slips_expected(typed, issues_of(publication_id))
    given_up = services.stood_for(course, [issue for _row, issue in typed], holidays(course), today=today)
    asked = untold(form, slips, given_up)
    answer = None if asked else perform(form, partial(_announce, publication_id, form))
    if answer is not None:
        return answer
    periodical, course = _found(publication_id)
    shown = {key_of(row.issue): row for row in waiting_issues(course, today, today=today)}
    page = render_template(
        "periodicals/announce.html",
        form=form,
        problems=problems(form),
        periodical=periodical,
        rows=[(entry.form, shown.get(entry.form.key.data or "")) for entry in form.rows],
        today=today,
        day_in_words=day_in_words,
        state_in_words=state_in_words,
        designation_of=designation_of,
        slips=slips if asked else [],
        given_up=list(map(issue_in_words, given_up)) if asked else [],
    )
    return page, 422 if form.errors or asked else 200


def _typed(
    periodical: Periodical, waiting: Sequence[Waiting], form: AnnounceForm
) -> list[tuple[Waiting, NewIssue]]:
    """The issues that were ticked, with what was typed of each; none while they cannot be announced."""
    if not form.validate_on_submit():
        return []
    rows = {key_of(row.issue): row for row in waiting}
    ticked = [entry.form for entry in form.rows if entry.form.published.data]
    found = [(rows[row.key.data], row) for row in ticked if row.key.data in rows]
    issues = [(row, _new_issue(periodical, row.issue, typed)) for row, typed in found]
    standing = issues_of(periodical.publication_id)
    if any(services.taken_by(issue.numbering, issue.part, standing) for _row, issue in issues):
        return []  # the announcement itself is refused for it, and says why
    return issues


def _announce(publication_id: int, form: AnnounceForm, at: datetime) -> str:
    ticked = [entry.form for entry in form.rows if entry.form.published.data]
    if not ticked:
        raise DomainError("periodical.nothing_chosen")
    periodical, course = _found(publication_id)
    today = clock.local_day(at)
    expected = {key_of(row.issue): row.issue for row in waiting_issues(course, today, today=today)}
    announced = out_already(course, today=today)
    issues = []
    for row in ticked:
        issue = expected.get(row.key.data or "")
        if issue is not None:
            issues.append(_new_issue(periodical, issue, row))
        elif row.key.data not in announced:
            raise Conflict("periodical.changed_meanwhile")
    done = services.announce_issues(
        publication_id=publication_id, issues=issues, holidays=holidays(course), by=current_actor(), at=at
    )
    _tell(len(done.releases), len(ticked) - len(done.releases))
    return page_of(publication_id)


def _tell(made: int, known: int) -> None:
    if made:
        said = ngettext("%(num)s issue is announced.", "%(num)s issues are announced.", made)
        owed = ngettext(
            "What you owe for it is among your obligations.",
            "What you owe for them is among your obligations.",
            made,
        )
        flash(f"{said} {owed}", "success")
    if known:
        flash(
            ngettext(
                "%(num)s issue had been announced already and was passed over.",
                "%(num)s issues had been announced already and were passed over.",
                known,
            ),
            "warning",
        )


def _found(publication_id: int) -> tuple[Periodical, Course]:
    periodical = own_periodical(current_actor(), publication_id)
    return periodical, courses_of([periodical])[publication_id]


def _row(periodical: Periodical, row: Waiting, today: date) -> dict[str, object]:
    """What is proposed for an expected issue: the day on which it was likely out, the usual print run."""
    issue, run = row.issue, periodical.print_run
    return {
        "key": key_of(issue),
        "published": request.args.get("all") == "1",
        "figures": issue.numbering.figures,
        "whole": issue.numbering.whole_figures,
        "day": format_short(min(issue.likely_on, today)),
        "print_run": "" if run is None else str(run),
    }


def _new_issue(periodical: Periodical, issue: Expected, row: IssueRow) -> NewIssue:
    first, last = row.figures.figures or (issue.numbering.number, issue.numbering.last_number)
    return NewIssue(
        numbering=Numbering(issue.numbering.year, first, last, issue.numbering.volume, *row.whole.numbers),
        issued_on=row.day.value or issue.likely_on,
        expected_on=issue.first_on,
        part=gettext("supplement") if issue.supplement else "",
        print_run=row.print_run.number,
        pages=periodical.pages,
        price=periodical.price,
    )
