"""The act of the results of a closed stock-take, as it was kept."""

from flask import url_for
from werkzeug.wrappers import Response

from app.deposits.inventory.stock_takes.queries import stock_take_for
from app.deposits.inventory.views.blueprint import blueprint
from app.domain.errors import NotFound
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.files import kept_file


@blueprint.get("/stock-takes/<int:stock_take_id>.pdf")
@requires(Permission.INVENTORY_READ)
def act(stock_take_id: int) -> Response:
    """Give the file; a stock-take that is not closed has none."""
    found = stock_take_for(current_actor(), stock_take_id)
    if found.closed_at is None:
        raise NotFound("not_found")
    return kept_file(found.file, back=url_for("inventory.stock_take", stock_take_id=stock_take_id))
