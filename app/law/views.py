"""The page on which anyone reads the rules in force."""

from flask import Blueprint, render_template, url_for

from app.domain.law import RuleSet
from app.infra import clock
from app.law import wording
from app.law.queries import InForce, rule_set_on, rule_set_version, rule_sets
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.templating import Banner

blueprint = Blueprint("law", __name__)


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
    law = rule_set_on(clock.today())
    if law is None or not law.hypothetical:
        return None
    return Banner(law.code, law.version, url_for("law.rule_set"))


def _page(law: InForce | None) -> str:
    today = clock.today()
    return render_template(
        "law/rule_set.html",
        law=law,
        in_force=law is not None and law.covers(today),
        others=[other for other in rule_sets() if law is None or other.id != law.id],
        words=wording,
        recipients=_recipients(law.rule_set) if law is not None else {},
    )


def _recipients(rules: RuleSet) -> dict[str, list[str]]:
    """The names of each rule's recipients in the reader's language."""
    return {
        rule.id: [wording.in_readers_language(rules.recipients[name].title) for name in rule.recipients]
        for rule in rules.rules.values()
    }
