"""The page on which two rule sets stand side by side."""

from flask import render_template, request

from app.domain.errors import NotFound
from app.domain.law import RuleSet
from app.infra import clock
from app.law.differences import differences
from app.law.drafts import queries
from app.law.drafts.states import NAMES
from app.law.drafts.views.blueprint import blueprint
from app.law.reading import check_text
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.front import LARGEST_ID

MOST_OFFERED = 200


@blueprint.get("/compare")
@requires(Permission.LAW_PREPARE)
def compare() -> str:
    """Compare two rule sets, drafts or adopted, entry by entry in words.

    In the address `before` and `after` name a kind and an id: `draft-12`, `adopted-3`.
    """
    before, after = request.args.get("before", ""), request.args.get("after", "")
    rows = queries.list_rule_sets(today=clock.today(), limit=MOST_OFFERED)
    choices = [
        (f"{row.kind}-{row.id}", f"{row.code or '#' + str(row.id)} {row.version} ({NAMES[row.state]})")
        for row in rows
        if not row.problems
    ]
    old, new = _rule_set(before), _rule_set(after)
    return render_template(
        "rule_sets/compare.html",
        before=before,
        after=after,
        choices=choices,
        names=dict(choices),
        unreadable=[name for name, found in ((before, old), (after, new)) if name and found is None],
        parts=differences(old, new) if old is not None and new is not None else None,
    )


def _rule_set(name: str) -> RuleSet | None:
    """The rule set that the address names; None if it names none, or one with problems."""
    kind, _hyphen, number = name.partition("-")
    if (
        kind not in (queries.DRAFT, queries.ADOPTED)
        or not number.isascii()
        or not number.isdigit()
        or len(number) > 19
        or int(number) > LARGEST_ID
    ):
        return None
    try:
        if kind == queries.ADOPTED:
            return check_text(queries.adopted_by_id(int(number)).text).rule_set
        return check_text(queries.draft_by_id(int(number)).text).rule_set
    except NotFound:
        return None
