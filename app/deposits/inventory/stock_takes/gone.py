"""Copies that a stock-take expected and that the library held no longer at its end: their receipt was taken
back, or they left. They are not missing."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.deposits.inventory.stock_takes.models import ExpectedCopy, StockTake
from app.deposits.receiving.models import Arrival, Scan

_again, _arrival = aliased(Scan), aliased(Arrival)


def receipt_taken_back() -> ColumnElement[bool]:
    """The condition on expected copies, joined with their stock-takes and scans, that their receipt was taken
    back and no other one has taken in the same label. What happens after the end changes nothing."""
    received_again = exists().where(
        _again.copy_id == Scan.copy_id,
        _again.release_id == Scan.release_id,  # a label is of one release, and the index is of releases
        _again.id != Scan.id,
        _arrival.id == _again.arrival_id,
        _arrival.depository_id == StockTake.depository_id,
        _before_the_end(_arrival.confirmed_at),
        ~_before_the_end(_again.undone_at),
    )
    return and_(_before_the_end(Scan.undone_at), ~received_again)


def left_during() -> ColumnElement[bool]:
    """The condition on expected copies, joined with their stock-takes and scans, that they have left since it
    began: given away, given up or returned. What happens after the end changes nothing."""
    running = and_(StockTake.closed_at.is_(None), Scan.passed_on_at.is_not(None), not_(receipt_taken_back()))
    return or_(and_(StockTake.closed_at.is_not(None), ExpectedCopy.had_left), running)


def _before_the_end(moment: InstrumentedAttribute[datetime | None]) -> ColumnElement[bool]:
    return and_(moment.is_not(None), or_(StockTake.closed_at.is_(None), moment <= StockTake.closed_at))
