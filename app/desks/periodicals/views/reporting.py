"""Pages on which a publisher reports: an issue is late or does not come, a periodical pauses or ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from flask import flash, render_template, request

from app.desks.periodicals.asking import slips_of_promise, untold
from app.desks.periodicals.course import MISSES_ASKED, holidays, key_of, misses, waiting_issues
from app.desks.periodicals.listing import issue_in_words
from app.desks.periodicals.report_forms import DelayForm, ReportForm, SkipForm, StandingForm
from app.desks.periodicals.views.blueprint import Page, blueprint, page_of
from app.desks.registration.answering import line
from app.desks.registration.forms import problems
from app.domain.errors import Conflict, DomainError
from app.domain.periodicals import Expected
from app.infra import clock
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.publications.periodicals import services
from app.publications.periodicals.queries import courses_of, own_periodical
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import choices_of
from app.web.resending import resendable

AHEAD = timedelta(days=120)


@blueprint.route("/periodicals/<int:publication_id>/delay", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def delay(publication_id: int) -> Page:
    """Report that an expected issue (`?issue=`) comes later, and by when."""
    form = DelayForm(data={"issue": request.args.get("issue", "")})
    _offer(form, publication_id)
    slips = _slips(publication_id, form)
    asked = untold(form, slips)
    answer = None if asked else perform(form, partial(_delay, publication_id, form))
    return answer or _report_page("periodicals/delay.html", publication_id, form, slips if asked else [])


def _slips(publication_id: int, form: DelayForm) -> list[str]:
    """What looks written wrongly of a promised day."""
    promised_on = form.promised_on.value
    if not form.validate_on_submit() or promised_on is None or not line(form.reason.data):
        return []
    return slips_of_promise(_chosen(publication_id, form), promised_on, today=clock.today())


@blueprint.route("/periodicals/<int:publication_id>/skip", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def skip(publication_id: int) -> Page:
    """Report that an expected issue (`?issue=`) does not come out."""
    form = SkipForm(data={"issue": request.args.get("issue", "")})
    _offer(form, publication_id)
    answer = perform(form, partial(_skip, publication_id, form))
    return answer or _report_page("periodicals/skip.html", publication_id, form)


@blueprint.route("/periodicals/<int:publication_id>/standing", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def standing(publication_id: int) -> Page:
    """Say whether a periodical is still published, suspended, or has ceased."""
    form = StandingForm()
    given_up = _given_up(publication_id, form)
    asked = untold(form, given_up)
    answer = None if asked else perform(form, partial(_answer_standing, publication_id, form))
    if answer is not None:
        return answer
    periodical = own_periodical(current_actor(), publication_id)
    missed = misses(courses_of([periodical])[publication_id], today=clock.today())
    page = render_template(
        "periodicals/standing.html",
        form=form,
        problems=problems(form),
        periodical=periodical,
        missed=missed if missed >= MISSES_ASKED else 0,
        given_up=given_up if asked else [],
    )
    return page, 422 if form.errors or asked else 200


def _given_up(publication_id: int, form: StandingForm) -> list[str]:
    """The missed issues that would not be expected any more, in words."""
    if not form.validate_on_submit() or form.standing.data == "published":
        return []
    periodical, today = own_periodical(current_actor(), publication_id), clock.today()
    course = courses_of([periodical])[publication_id]
    first, reason = form.from_on.value or today, line(form.reason.data)
    try:
        if form.standing.data == "ceased":
            schedule = services.schedule_ended(periodical, on=first, reason=reason)
        else:
            until_on = form.until_on.value
            schedule = services.schedule_paused(periodical, from_on=first, until_on=until_on, reason=reason)
    except DomainError:
        return []  # the report itself is refused for it, and says why
    return [issue_in_words(issue) for issue in course.given_up(schedule, holidays(course), today=today)]


def _delay(publication_id: int, form: DelayForm, at: datetime) -> str:
    services.report_delay(
        publication_id=publication_id,
        issue=_chosen(publication_id, form),
        promised_on=form.promised_on.value or clock.local_day(at),
        reason=line(form.reason.data),
        by=current_actor(),
        at=at,
    )
    flash(gettext("The delay is noted."), "success")
    return page_of(publication_id)


def _skip(publication_id: int, form: SkipForm, at: datetime) -> str:
    services.report_skipped(
        publication_id=publication_id,
        issue=_chosen(publication_id, form),
        number_left_out=form.number_left_out.data == "yes",
        reason=line(form.reason.data),
        by=current_actor(),
        at=at,
    )
    flash(gettext("Noted. Nothing is owed for an issue that does not come out."), "success")
    return page_of(publication_id)


def _answer_standing(publication_id: int, form: StandingForm, at: datetime) -> str:
    actor, reason = current_actor(), line(form.reason.data)
    first = form.from_on.value or clock.local_day(at)
    course = courses_of([own_periodical(actor, publication_id)])[publication_id]
    if form.standing.data == "ceased":
        services.cease(
            publication_id=publication_id,
            on=first,
            reason=reason,
            holidays=holidays(course),
            by=actor,
            at=at,
        )
        flash(gettext("Noted. Nothing is expected of it any more."), "success")
    elif form.standing.data == "suspended":
        services.suspend(
            publication_id=publication_id,
            from_on=first,
            until_on=form.until_on.value,
            reason=reason,
            holidays=holidays(course),
            by=actor,
            at=at,
        )
        flash(gettext("Noted. Nothing is expected of it in that time."), "success")
    else:
        services.confirm_published(publication_id=publication_id, by=actor, at=at)
        flash(gettext("Noted: it is published. Announce the issues that came out."), "success")
    return page_of(publication_id)


def _expected(publication_id: int) -> dict[str, Expected]:
    """The issues that may be reported, by what names each in a form."""
    periodical, today = own_periodical(current_actor(), publication_id), clock.today()
    course = courses_of([periodical])[publication_id]
    return {key_of(row.issue): row.issue for row in waiting_issues(course, today + AHEAD, today=today)}


def _offer(form: ReportForm, publication_id: int) -> None:
    periodical, today = own_periodical(current_actor(), publication_id), clock.today()
    course = courses_of([periodical])[publication_id]
    form.issue.choices = choices_of(
        (
            key_of(row.issue),
            issue_in_words(row.issue),
        )
        for row in waiting_issues(course, today + AHEAD, today=today)
    )


def _chosen(publication_id: int, form: ReportForm) -> Expected:
    found = _expected(publication_id).get(form.issue.data or "")
    if found is None:
        raise Conflict("periodical.changed_meanwhile", "issue")
    return found


def _report_page(template: str, publication_id: int, form: ReportForm, slips: Sequence[str] = ()) -> Page:
    periodical = own_periodical(current_actor(), publication_id)
    page = render_template(template, form=form, problems=problems(form), periodical=periodical, slips=slips)
    return page, 422 if form.errors or slips else 200
