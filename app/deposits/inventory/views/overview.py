"""Where stock-taking begins: campaigns that ask for it, and the stock-takes within reach."""

from flask import render_template

from app.deposits.inventory.campaigns.queries import asked_of, list_campaigns
from app.deposits.inventory.messages import STATES
from app.deposits.inventory.stock_takes.queries import list_stock_takes
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.inventory.views.blueprint import blueprint
from app.infra import clock
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.pages import PAGE_ROWS, make_page, read_moment_cursor

CAMPAIGNS = 10


@blueprint.get("/inventory")
@requires(Permission.INVENTORY_READ)
def index() -> str:
    """List stock-takes, the last planned first, below the campaigns."""
    actor = current_actor()
    works = may(actor, Permission.INVENTORY_WORK)
    found = list_stock_takes(actor, after=read_moment_cursor(), limit=PAGE_ROWS + 1)
    page = make_page(found, lambda row: [row.planned_at.isoformat(), row.id])
    sums = sums_of(page.rows)
    return render_template(
        "inventory/index.html",
        page=page,
        sums={stock_take_id: whole(parts.values()) for stock_take_id, parts in sums.items()},
        campaigns=asked_of(actor, clock.today()) if works else list_campaigns(actor, limit=CAMPAIGNS),
        works=works,
        may_campaign=may(actor, Permission.INVENTORY_CAMPAIGN),
        states=STATES,
    )
