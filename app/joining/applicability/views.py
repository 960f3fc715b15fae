"""Does the law apply to me? A short form without an account; the answer under a code to pass on."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.law_applicability import Concern, Depositing, concerns
from app.domain.publication import Kind
from app.infra import clock
from app.infra.settings import settings
from app.joining.applicability.forms import WHO_NAMES, applicability_form
from app.joining.applicability.queries import inquiry_by_code
from app.joining.applicability.services import keep_inquiry
from app.law import wording
from app.law.provisions import number_of
from app.law.queries import InForce, rule_set_by_id, rule_set_on
from app.law.why import as_adopted
from app.policy.permissions import Permission
from app.publications.vocabulary import kind_name
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

blueprint = Blueprint("applicability", __name__)


@blueprint.route("/does-the-law-apply", methods=["GET", "POST"])
@requires(Permission.LAW_READ)
def ask() -> Response | str | tuple[str, int]:
    """Ask what somebody is and brings out, and keep the question under a code."""
    law = rule_set_on(clock.today())
    if law is None:
        return render_template("applicability/without_law.html")
    form = applicability_form()

    def act(at: datetime) -> str:
        who = Depositing(form.who.data)
        kept = keep_inquiry(who=who, kinds=form.chosen, by=current_actor(), at=at)
        return url_for("applicability.show", code=kept.code)

    return perform(form, act) or form_page("applicability/form.html", form, law=law, words=wording)


@blueprint.get("/does-the-law-apply/<code>")
@requires(Permission.LAW_READ)
def show(code: str) -> Response | str:
    """Answer what was asked under a code, by the rule set that was in force then."""
    asked = inquiry_by_code(code)
    if asked.code != code:
        return redirect(url_for("applicability.show", code=asked.code))
    law = rule_set_by_id(asked.rule_set_id)
    kinds = [Kind(kind) for kind in asked.kinds.split(",")]
    found = concerns(law.rule_set, Depositing(asked.who), kinds)
    concerned = {kind for concern in found for kind in concern.kinds}
    return render_template(
        "applicability/answer.html",
        asked=asked,
        law=law,
        in_force=law.covers(clock.today()),
        who=WHO_NAMES[asked.who],
        kinds=[kind_name(kind) for kind in kinds],
        named=[_told(law, concern) for concern in found if concern.certain],
        unnamed=[kind_name(kind) for kind in kinds if kind not in concerned],
        perhaps=[_told(law, concern) for concern in found if not concern.certain],
        address=f"{settings().public_url}{url_for('applicability.show', code=asked.code)}",
        words=wording,
    )


def _told(law: InForce, concern: Concern) -> dict[str, object]:
    """A rule in words: what it asks for, to whom, by when, and where it stands."""
    rule, rule_set = concern.rule, law.rule_set
    said = wording.in_readers_language
    return {
        "title": said(rule.title),
        "kinds": ", ".join(kind_name(kind) for kind in concern.kinds),
        "who": wording.DEPOSITORS[rule.depositor],
        "questions": wording.questions(rule.when),
        "recipients": "; ".join(said(rule_set.recipients[name].title) for name in rule.recipients),
        "number": number_of(rule),
        "deadline": wording.deadline_text(rule.deadline),
        "clause": wording.clause_text(rule.citation.locator, rule_set.jurisdiction),
        "url": as_adopted(law, rule.id),
    }
