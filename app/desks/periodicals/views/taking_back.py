"""What a publisher takes back: that an issue does not come out, a pause, that a periodical was registered."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from app.deposits.obligations.moved import has_moved
from app.desks.periodicals.course import holidays
from app.desks.periodicals.report_forms import WithdrawalForm
from app.desks.periodicals.views.blueprint import Page, blueprint, page_of
from app.desks.registration.answering import line
from app.desks.registration.forms import problems
from app.domain.errors import Conflict, NotFound
from app.edeposit.queries import FILE_WAITS, files_awaiting_answer
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.publications.periodicals import services
from app.publications.periodicals.queries import courses_of, own_periodical
from app.publications.queries import standing_releases_of
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.messages import message_for
from app.web.resending import resendable


@blueprint.post("/periodicals/<int:publication_id>/skipped/<key>/take-back")
@requires(Permission.PUBLICATION_REGISTER)
def expect_again(publication_id: int, key: str) -> Response:
    """Say that an issue comes out after all; `key` names it as forms do (2026-11-13, a supplement with +)."""
    try:
        expected_on = date.fromisoformat(key.removesuffix("+"))
    except ValueError as error:
        raise NotFound("not_found") from error
    act = partial(services.expect_again, expected_on=expected_on, supplement=key.endswith("+"))
    return _taken_back(publication_id, act, gettext("Noted. The issue is expected again."))


@blueprint.post("/periodicals/<int:publication_id>/pauses/<int:pause_id>/take-back")
@requires(Permission.PUBLICATION_REGISTER)
def take_back_pause(publication_id: int, pause_id: int) -> Response:
    """Say that a periodical was not suspended, or will not be."""
    act = partial(services.take_back_pause, pause_id=pause_id)
    return _taken_back(publication_id, act, gettext("Noted. The issues of that time are expected again."))


def _taken_back(publication_id: int, act: Callable[..., None], done: str) -> Response:
    """Do the act and say so, or be told why it cannot be done yet; back to the periodical either way."""
    actor = current_actor()
    course = courses_of([own_periodical(actor, publication_id)])[publication_id]
    try:
        with transaction():
            act(publication_id=publication_id, holidays=holidays(course), by=actor, at=clock.now())
    except Conflict as refused:
        flash(message_for(refused), "warning")
    else:
        flash(done, "success")
    return redirect(page_of(publication_id), 303)


@blueprint.route("/periodicals/<int:publication_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
@resendable
def withdraw(publication_id: int) -> Page:
    """Ask why, and withdraw a periodical registered by mistake; say first where that is impossible."""
    form = WithdrawalForm()
    answer = perform(form, partial(_withdraw, publication_id, form))
    if answer is not None:
        return answer
    periodical = own_periodical(current_actor(), publication_id)
    issues = standing_releases_of(publication_id)
    page = render_template(
        "periodicals/withdraw.html",
        form=form,
        problems=problems(form),
        periodical=periodical,
        moved=has_moved(issues, but=FILE_WAITS),
        files=files_awaiting_answer(issues),
    )
    return page, 422 if form.errors else 200


def _withdraw(publication_id: int, form: WithdrawalForm, at: datetime) -> str:
    services.withdraw_periodical(
        publication_id=publication_id, reason=line(form.reason.data), by=current_actor(), at=at
    )
    flash(gettext("The registration is withdrawn."), "success")
    return page_of(publication_id)
