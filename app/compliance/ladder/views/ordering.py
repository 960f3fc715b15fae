"""Standing orders: given on a page of their own, revoked with a button."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.compliance.clauses import clause_words
from app.compliance.ladder.forms import OrderForm, RevokeForm
from app.compliance.ladder.services.ordering import give_order, revoke_order
from app.compliance.ladder.steps import all_steps, step_of
from app.compliance.ladder.views.blueprint import blueprint
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.wording import ACTIONS
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import choices_of, show_date


@blueprint.route("/steps/order", methods=["GET", "POST"])
@requires(Permission.NOTICE_ISSUE)
def order() -> Response | tuple[str, int]:
    """Give a standing order."""
    form, actor = OrderForm(), current_actor()
    form.step.choices = order_steps()
    if request.method == "GET":
        language = settings().default_language
        form = OrderForm(formdata=None, from_on=show_date(clock.today()), language=language)
        form.step.choices = order_steps()

    def act(at: datetime) -> str:
        day = form.from_on.value
        if day is None:
            raise DomainError("ladder.no_day", field="from_on")
        law, number = (int(part) for part in form.step.data.split("-"))
        give_order(
            step=step_of(law, number),
            from_on=day,
            reason=form.reason.data or "",
            language=form.language.data or "",
            by=actor,
            at=at,
        )
        return url_for("ladder.index")

    return perform(form, act) or form_page("ladder/order.html", form)


@blueprint.post("/steps/orders/<int:order_id>/revoke")
@requires(Permission.NOTICE_ISSUE)
def revoke(order_id: int) -> Response:
    """Revoke a standing order."""
    form, actor = RevokeForm(), current_actor()

    def act(at: datetime) -> str:
        revoke_order(order_id=order_id, by=actor, at=at)
        told = gettext("The order is revoked. What it called for stands; notices not issued yet are stopped.")
        flash(told, "success")
        return url_for("ladder.index")

    done = perform(form, act)
    if done is not None:
        return done
    for text in form.form_errors:
        flash(str(text), "warning")
    return redirect(url_for("ladder.index"), 303)


def order_steps() -> list[Any]:
    """The steps that an order may name, in words."""
    return choices_of(
        (
            f"{one.law.id}-{one.claim.step}",
            f"{ACTIONS[one.claim.action]}, {clause_words(one.claim.citation.locator)}",
        )
        for one in all_steps()
        if one.is_reminder or one.is_notice
    )
