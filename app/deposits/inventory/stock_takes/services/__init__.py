"""The acts of a stock-take."""

from app.deposits.inventory.stock_takes.services.closing import close_stock_take, keep_act
from app.deposits.inventory.stock_takes.services.planning import (
    begin_stock_take,
    change_plan,
    plan_stock_take,
    withdraw_stock_take,
)
from app.deposits.inventory.stock_takes.services.scanning import (
    Outcome,
    ShelfResult,
    scan_shelf,
    settle_releases,
    take_sent_shelf_scan,
    undo_shelf_scan,
)

__all__ = [
    "Outcome",
    "ShelfResult",
    "begin_stock_take",
    "change_plan",
    "close_stock_take",
    "keep_act",
    "plan_stock_take",
    "scan_shelf",
    "settle_releases",
    "take_sent_shelf_scan",
    "undo_shelf_scan",
    "withdraw_stock_take",
]
