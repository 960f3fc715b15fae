"""Proposals of notices: what waits for a countersignature, and what became of the others."""

from flask import render_template

from app.compliance.countersigning.queries.listing import list_proposals
from app.compliance.countersigning.standing import NAMES, SIGNS, Standing, standing_of
from app.compliance.countersigning.views.blueprint import blueprint
from app.infra.i18n import BY_CODE
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.filters import filter_value
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("")
@requires(Permission.LATE_READ)
def index() -> str:
    """List proposals that stand alike; by default those that wait, the oldest first."""
    actor, wanted, key = (
        current_actor(),
        filter_value("state", Standing) or Standing.WAITING,
        read_cursor(int),
    )
    after = int(str(key[0])) if key else None
    rows = list_proposals(actor, wanted, after=after, limit=PAGE_ROWS + 1)
    return render_template(
        "countersigning/index.html",
        page=make_page(rows, lambda row: [row.proposal.id]),
        wanted=wanted,
        standings=list(NAMES.items()),
        standing_of=standing_of,
        names=NAMES,
        signs=SIGNS,
        by_language=BY_CODE,
        may_look=may(actor, Permission.NOTICE_ISSUE),
        me=actor.account_id,
    )
