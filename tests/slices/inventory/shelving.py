"""A library with copies on its shelves, and the acts of taking stock of them."""

from datetime import date, datetime

from app.deposits.accessions.services import define_series
from app.deposits.consignments.models import Consignment
from app.deposits.inventory.sections.services import open_section, place_many
from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.inventory.stock_takes.services import (
    ShelfResult,
    begin_stock_take,
    plan_stock_take,
    scan_shelf,
)
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.receiving import World, new_key

PERIOD = (date(2026, 11, 20), date(2026, 12, 20))


def take_in(world: World, texts: list[str], at: datetime, parcel: Consignment | None = None) -> str:
    """Receive copies by what is scanned, without a slip or of a parcel; return the number of the receipt."""
    by = world.librarian
    code, depositor_id = (parcel.code, None) if parcel else (None, world.publisher.id)
    with transaction():
        arrival = open_arrival(consignment_code=code, depositor_id=depositor_id, by=by, at=at)
        for text in texts:
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD, by=by, at=at)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=at).number


def number_from_now_on(world: World, at: datetime) -> None:
    """Let the library give accession numbers: K0001, K0002, …"""
    with transaction():
        define_series(prefix="K", kind="", yearly=False, digits=4, next_number=1, by=world.librarian, at=at)


def section(world: World, mark: str, receipt: str | None, at: datetime) -> int:
    """Open a section, place the copies of a receipt into it, and return it."""
    with transaction():
        made = open_section(mark=mark, name="", by=world.librarian, at=at).id
        if receipt is not None:
            place_many(section_id=made, receipt=receipt, by=world.librarian, at=at)
        return made


def begun(world: World, sections: list[int], at: datetime, *, unplaced: bool = False) -> StockTake:
    """Plan a stock-take and begin it."""
    with transaction():
        planned = plan_stock_take(
            section_ids=sections, unplaced=unplaced, period=PERIOD, by=world.librarian, at=at
        )
        return begin_stock_take(stock_take_id=planned.id, by=world.librarian, at=at)


def scanned(world: World, part_id: int, text: str, at: datetime, key: str | None = None) -> ShelfResult:
    """Scan a copy on the shelf of a part."""
    with transaction():
        return scan_shelf(part_id=part_id, text=text, key=key or new_key(), by=world.librarian, at=at)
