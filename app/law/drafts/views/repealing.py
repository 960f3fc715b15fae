"""An adopted rule set: its bytes, and its repeal."""

from datetime import datetime

from flask import Response, flash, render_template, url_for

from app.infra import clock
from app.infra.i18n import gettext
from app.law.drafts import queries
from app.law.drafts.forms import RepealForm
from app.law.drafts.states import NAMES, SIGNS
from app.law.drafts.views.blueprint import Page, attempt, blueprint
from app.law.drafts.views.showing import text_file
from app.law.services import repeal_rule_set
from app.policy.permissions import Permission
from app.web.access import current_actor, requires


@blueprint.get("/adopted/<int:rule_set_id>/download")
@requires(Permission.LAW_READ)
def download_adopted(rule_set_id: int) -> Response:
    """Give the text of an adopted set, byte for byte as it was adopted."""
    adopted = queries.adopted_by_id(rule_set_id)
    return text_file(adopted.text, adopted.code, adopted.version)


@blueprint.route("/adopted/<int:rule_set_id>/repeal", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def repeal(rule_set_id: int) -> Page:
    """Let a rule set be in force no longer from a day on."""
    form = RepealForm()

    def act(at: datetime) -> str:
        repealed = repeal_rule_set(
            rule_set_id=rule_set_id,
            out_of_force_from=form.out_of_force_from.value or clock.local_day(at),
            accept_gap=form.accept_gap.data,
            by=current_actor(),
            at=at,
        )
        return url_for("law.rule_set_as_adopted", code=repealed.code, version=repealed.version)

    tried = attempt(form, act)
    if tried.done is not None:
        flash(gettext("The rule set is repealed."), "success")
        return tried.done
    adopted = queries.adopted_by_id(rule_set_id)
    state = queries.state_of_adopted(adopted, clock.today())
    page = render_template(
        "rule_sets/repeal.html", form=form, adopted=adopted, sign=SIGNS[state], state_name=NAMES[state]
    )
    return page, tried.status(form)
