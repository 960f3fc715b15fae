"""Acts on one stock-take follow each other: whoever scans, undoes or closes holds its row."""

from sqlalchemy import select

from app.deposits.inventory.scope import takes_stock_at
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.infra.db import session


def locked_stock_take(stock_take_id: int, by: Actor) -> StockTake:
    """Return a stock-take of the actor's library, locked.

    Raises `NotFound`, `Conflict` `stock_take.closed`.
    """
    found = session().get(StockTake, stock_take_id, with_for_update=True, populate_existing=True)
    if found is None or not takes_stock_at(by, found.depository_id):
        raise NotFound("not_found")
    if found.closed_at is not None:
        raise Conflict("stock_take.closed")
    return found


def locked_part(part_id: int, by: Actor) -> tuple[StockTake, StockTakePart]:
    """Return a part of a stock-take that is under way, with the stock-take locked.

    Raises `NotFound`, `Conflict` `stock_take.closed`, `stock_take.not_begun`.
    """
    part = session().scalar(select(StockTakePart).where(StockTakePart.id == part_id))
    if part is None:
        raise NotFound("not_found")
    found = locked_stock_take(part.stock_take_id, by)
    if found.begun_at is None:
        raise Conflict("stock_take.not_begun")
    return found, part
