"""The page on which anyone reads the rules in force."""

from datetime import date

from flask import Blueprint, render_template, url_for

from app.accounts.queries import name_of_account
from app.infra import clock
from app.infra.settings import settings
from app.law import wording
from app.law.drafts.queries import adopted_by_id, state_of_adopted
from app.law.drafts.states import NAMES, SIGNS
from app.law.provisions import rule_lines
from app.law.queries import InForce, hypothetical_on, rule_set_on, rule_set_version, rule_sets
from app.law.retroactive.wording import reach_text
from app.law.surroundings import surroundings
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.templating import Banner

blueprint = Blueprint("law", __name__)
blueprint.add_app_template_filter(wording.clause_text, "clause")


@blueprint.get("/law")
@requires(Permission.LAW_READ)
def rule_set() -> str:
    """Show the rule set in force today, rule by rule."""
    return _page(rule_set_on(clock.today()))


@blueprint.get("/law/<code>/<version>")
@requires(Permission.LAW_READ)
def rule_set_as_adopted(code: str, version: str) -> str:
    """Show a rule set as it was adopted; each rule has its id as its anchor."""
    return _page(rule_set_version(code, version))


def banner() -> Banner | None:
    """The hypothetical set in force, which every page must name; None if the law in force is real."""
    named = hypothetical_on(clock.today())
    return Banner(*named, url_for("law.rule_set")) if named else None


def _page(law: InForce | None) -> str:
    today = clock.today()
    return render_template(
        "law/rule_set.html",
        law=law,
        in_force=law is not None and law.covers(today),
        **(_adoption(law, today) if law is not None else {}),
        others=[other for other in rule_sets() if other.has_days and (law is None or other.id != law.id)],
        words=wording,
        rule_lines=rule_lines,
        surroundings=surroundings,
    )


def _adoption(law: InForce, today: date) -> dict[str, object]:
    """How it was adopted; who did it is told only to those who prepare law."""
    adopted = adopted_by_id(law.id)
    state = state_of_adopted(adopted, today)
    actor = current_actor()
    prepares = may(actor, Permission.LAW_PREPARE)
    return {
        "adopted": adopted,
        "state_name": NAMES[state],
        "sign": SIGNS[state],
        "reach_text": reach_text,
        "may_reach": law.reaches_back_to is None
        and law.covers(today)
        and adopted.jurisdiction == settings().jurisdiction,
        "prepares": prepares,
        "adopts": may(actor, Permission.LAW_ADOPT),
        "proposer": name_of_account(adopted.proposed_by_id) if prepares else "",
        "adopter": name_of_account(adopted.adopted_by_id) if prepares else "",
    }
