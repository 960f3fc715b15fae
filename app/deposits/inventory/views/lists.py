"""The lists of a stock-take: page and files."""

from collections.abc import Iterator

from flask import Response, render_template, request

from app.deposits.inventory.messages import LISTS
from app.deposits.inventory.stock_takes.files import cells, head
from app.deposits.inventory.stock_takes.lists import Listed, listed_page, whole_list
from app.deposits.inventory.stock_takes.queries import stock_take_for
from app.deposits.inventory.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page, read_cursor

_ADDRESS = "/stock-takes/<int:stock_take_id>/list"


@blueprint.get(_ADDRESS)
@requires(Permission.INVENTORY_READ)
def listed(stock_take_id: int) -> str:
    """Show one of the lists."""
    found, wanted, key = stock_take_for(current_actor(), stock_take_id), _wanted(), read_cursor(int)
    after = int(str(key[0])) if key else None
    rows = listed_page(found.id, wanted, after=after, limit=PAGE_ROWS + 1)
    return render_template(
        "inventory/list.html",
        stock_take=found,
        wanted=wanted,
        lists=LISTS,
        page=make_page(rows, lambda row: [row.id]),
        language_tag=language_tag,
    )


@blueprint.get(f"{_ADDRESS}.csv")
@requires(Permission.INVENTORY_READ)
def list_as_csv(stock_take_id: int) -> Response:
    """Send the whole list as CSV."""
    return csv_response(f"stock-take-{stock_take_id}-{_wanted()}.csv", head(), _cells(stock_take_id))


@blueprint.get(f"{_ADDRESS}.xlsx")
@requires(Permission.INVENTORY_READ)
def list_as_xlsx(stock_take_id: int) -> Response:
    """Send the whole list as a workbook."""
    return xlsx_response(f"stock-take-{stock_take_id}-{_wanted()}.xlsx", head(), _cells(stock_take_id))


def _cells(stock_take_id: int) -> Iterator[list[Cell]]:
    found = stock_take_for(current_actor(), stock_take_id)
    return cells(whole_list(found.id, _wanted()))


def _wanted() -> Listed:
    chosen = request.args.get("which")
    return next((wanted for wanted in Listed if wanted == chosen), Listed.MISSING)
