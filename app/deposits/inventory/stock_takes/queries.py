"""Reads of stock-takes, each within the actor's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from app.deposits.inventory.scope import takes_stock_at, within_inventory_reach
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake, StockTakePart
from app.domain.actor import Actor
from app.domain.documents import StockTakeActPaper
from app.domain.documents.storing import paper_of
from app.domain.errors import NotFound
from app.infra.db import session
from app.publications.models import Publication, Release

LATEST = 12


@dataclass(frozen=True, slots=True)
class StockTakeAct:
    """A closed stock-take with what its act says."""

    stock_take: StockTake
    paper: StockTakeActPaper


@dataclass(frozen=True, slots=True)
class SeenCopy:
    """A scan of a shelf; `belongs` and `shelf` are marks of sections, None for no section."""

    scan: ShelfScan
    belongs: str | None
    shelf: str | None


def list_stock_takes(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int
) -> Sequence[StockTake]:
    """Return stock-takes within reach, the last planned first."""
    statement = _within_reach(actor)
    if after is not None:
        statement = statement.where(tuple_(StockTake.planned_at, StockTake.id) < tuple_(*after))
    ordered = statement.order_by(StockTake.planned_at.desc(), StockTake.id.desc()).limit(limit)
    return session().scalars(ordered).all()


def stock_take_for(actor: Actor, stock_take_id: int) -> StockTake:
    """Return a stock-take. Raises `NotFound` when there is none within reach."""
    found = session().scalar(_within_reach(actor).where(StockTake.id == stock_take_id))
    if found is None:
        raise NotFound("not_found")
    return found


def part_for(actor: Actor, part_id: int) -> tuple[StockTake, StockTakePart]:
    """Return a part of a stock-take of the actor's library. Raises `NotFound`."""
    statement = select(StockTakePart).where(StockTakePart.id == part_id)
    part = session().scalar(statement.options(joinedload(StockTakePart.section)))
    if part is None:
        raise NotFound("not_found")
    found = stock_take_for(actor, part.stock_take_id)
    if not takes_stock_at(actor, found.depository_id):
        raise NotFound("not_found")
    return found, part


def stock_takes_beside(planned: StockTake) -> Sequence[StockTake]:
    """Return the other stock-takes of the same library that are under way on shelves of this one."""
    mine, other = aliased(StockTakePart), aliased(StockTakePart)
    shared = (
        select(other.stock_take_id)
        .join(mine, func.coalesce(mine.section_id, 0) == func.coalesce(other.section_id, 0))
        .where(mine.stock_take_id == planned.id)
    )
    statement = select(StockTake).where(
        StockTake.depository_id == planned.depository_id,
        StockTake.id != planned.id,
        StockTake.begun_at.is_not(None),
        StockTake.closed_at.is_(None),
        StockTake.id.in_(shared),
    )
    loaded = selectinload(StockTake.parts).joinedload(StockTakePart.section)
    return session().scalars(statement.options(loaded).order_by(StockTake.id)).all()


def latest_scans(part: StockTakePart) -> list[SeenCopy]:
    """Return the last scans that stand on the shelf of a part, the latest first."""
    shelf = (
        ShelfScan.section_id.is_(None) if part.section_id is None else ShelfScan.section_id == part.section_id
    )
    publication = joinedload(ShelfScan.release).joinedload(Release.publication)
    statement = (
        _scans(part.stock_take_id)
        .where(shelf, ShelfScan.undone_at.is_(None))
        .order_by(ShelfScan.id.desc())
        .limit(LATEST)
        .options(
            publication.selectinload(Publication.contributors),
            publication.selectinload(Publication.identifiers),
        )
    )
    return [SeenCopy(*row) for row in session().execute(statement)]


def scan_told(part: StockTakePart, scan_id: int) -> SeenCopy | None:
    """Return a scan of the same stock-take by its key, on whichever shelf."""
    row = session().execute(_scans(part.stock_take_id).where(ShelfScan.id == scan_id)).one_or_none()
    return SeenCopy(*row) if row else None


def seen_before(scan: ShelfScan) -> bool:
    """Whether a scan found none because the copies of its book that the library holds were seen before."""
    if scan.of_one or scan.copy_id is not None or scan.release_id is None:
        return False
    others = exists().where(
        ShelfScan.stock_take_id == scan.stock_take_id,
        ShelfScan.release_id == scan.release_id,
        ShelfScan.undone_at.is_(None),
        ShelfScan.copy_id.is_not(None),
    )
    return bool(session().scalar(select(others)))


def _scans(stock_take_id: int) -> Select[Any, Any, Any]:
    """Scans with the mark of the section to which the copy belongs, and with that of the shelf."""
    belongs, shelf = aliased(Section), aliased(Section)
    expected = and_(
        ExpectedCopy.stock_take_id == ShelfScan.stock_take_id, ExpectedCopy.copy_id == ShelfScan.copy_id
    )
    own = case((ExpectedCopy.copy_id.is_not(None), ExpectedCopy.section_id), else_=Placement.section_id)
    return (
        select(ShelfScan, belongs.mark, shelf.mark)
        .outerjoin(ExpectedCopy, expected)
        .outerjoin(Placement, Placement.scan_id == ShelfScan.copy_id)
        .outerjoin(belongs, belongs.id == own)
        .outerjoin(shelf, shelf.id == ShelfScan.section_id)
        .where(ShelfScan.stock_take_id == stock_take_id)
    )


def act_by_code(code: str) -> StockTakeAct | None:
    """Return the act with a verification code in its written form, for anyone; None without one."""
    statement = select(StockTake).where(StockTake.verification_code == code)
    loaded = (undefer(StockTake.facts), joinedload(StockTake.depository), joinedload(StockTake.file))
    found = session().scalar(statement.options(*loaded))
    if found is None or found.facts is None:
        return None
    return StockTakeAct(found, paper_of(StockTakeActPaper, found.facts))


def _within_reach(actor: Actor) -> Select[StockTake]:
    reach = within_inventory_reach(actor, StockTake.depository_id, StockTake.region_soato)
    return (
        select(StockTake)
        .where(reach)
        .options(
            joinedload(StockTake.depository),
            joinedload(StockTake.campaign),
            joinedload(StockTake.file),
            selectinload(StockTake.parts).joinedload(StockTakePart.section),
        )
    )
