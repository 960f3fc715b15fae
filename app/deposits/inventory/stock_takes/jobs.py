"""Makes the files of acts from their facts; killed at any moment, it loses and doubles nothing."""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.inventory.stock_takes.services import keep_act
from app.domain.documents import StockTakeActPaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.papers import render_paper

log = structlog.get_logger()
STOCK_TAKE_ACTS = "stock-take acts"


def store_waiting_acts() -> int:
    """Make the files that are still missing, and return how many were."""
    waiting = select(StockTake.id).where(StockTake.closed_at.is_not(None), StockTake.file_id.is_(None))
    return sum(store_act(stock_take_id) for stock_take_id in session().scalars(waiting).all())


def store_act(stock_take_id: int) -> bool:
    """Make the file of one act; it stands without, and is tried again at the next look where it fails."""
    try:
        return _store(stock_take_id)
    except Exception:
        log.exception("act of a stock-take not rendered", stock_take=stock_take_id)
        return False


def _store(stock_take_id: int) -> bool:
    closed = session().get_one(StockTake, stock_take_id, options=[undefer(StockTake.facts)])
    if closed.file_id is not None or closed.facts is None or closed.closed_at is None:
        return False
    content = render_paper(
        paper_of(StockTakeActPaper, closed.facts),
        closed.language,
        identifier=f"{closed.series} {closed.number}".encode(),
        created=closed.closed_at,
    )
    with transaction():
        return keep_act(stock_take_id=stock_take_id, content=content, at=clock.now())
