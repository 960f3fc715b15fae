"""How far a campaign has come at libraries. To be counted are the sections with copies that the library held
when it began its first stock-take under the campaign, and before that with those that it holds: copies that
come during the counting prolong no campaign. What an act under the campaign has counted is not to be counted
again, wherever it was placed since; but a section that is counted is to be counted again once copies were
placed there that no act has counted, nor found where they did not belong."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Exists, Select, and_, case, exists, func, literal, or_, select

from app.deposits.accessions.holding import KEPT, held_at
from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake, StockTakePart
from app.deposits.receiving.models import Arrival, Scan
from app.infra.db import UtcDateTime, session

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section by its key and mark (None: what belongs to no section) and the copies that it holds."""

    section_id: int | None
    mark: str | None
    copies: int


def shelves_of(campaign: Campaign, library_ids: Collection[int]) -> Mapping[int, list[Shelf]]:
    """Return by library the sections that are to be counted under a campaign, by their marks."""
    begun = (
        select(StockTake.depository_id, func.min(StockTake.begun_at).label("at"))
        .where(StockTake.campaign_id == campaign.id)
        .group_by(StockTake.depository_id)
        .subquery()
    )
    closed = and_(StockTake.campaign_id == campaign.id, StockTake.closed_at.is_not(None))
    last = (
        select(StockTake.depository_id, StockTakePart.section_id, func.max(StockTake.begun_at).label("at"))
        .join(StockTakePart, StockTakePart.stock_take_id == StockTake.id)
        .where(closed)
        .group_by(StockTake.depository_id, StockTakePart.section_id)
        .subquery()
    )
    of_section = and_(
        last.c.depository_id == Arrival.depository_id,
        last.c.section_id.is_not_distinct_from(Placement.section_id),
    )
    statement = (
        select(Arrival.depository_id, Section.id, Section.mark, func.count())
        .select_from(Scan)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(begun, begun.c.depository_id == Arrival.depository_id)
        .outerjoin(Placement, Placement.scan_id == Scan.id)
        .outerjoin(Section, Section.id == Placement.section_id)
        .outerjoin(last, of_section)
        .where(
            Arrival.depository_id.in_(library_ids),
            Arrival.confirmed_at.is_not(None),
            or_(begun.c.at.is_(None), Arrival.confirmed_at <= begun.c.at),
            KEPT,
            ~_counted(closed),
            or_(last.c.at.is_(None), and_(Placement.placed_at > last.c.at, ~_found(closed))),
        )
        .group_by(Arrival.depository_id, Section.id, Section.mark)
        .order_by(Section.id.is_(None), Section.mark, Section.id)
    )
    found: defaultdict[int, list[Shelf]] = defaultdict(list)
    for library_id, section_id, mark, copies in session().execute(statement):
        found[library_id].append(Shelf(section_id, mark, copies))
    return found


def left_to_count(library_id: int, *, unplanned: bool = False) -> ColumnElement[bool]:
    """The condition on campaigns that a section of this library is still to be counted, or, `unplanned`, that
    no stock-take is to count it even.

    It is asked by section, so that the copies of those that are counted are not gone through at each visit,
    but only what was placed there since.
    """
    own = and_(StockTake.campaign_id == Campaign.id, StockTake.depository_id == library_id)
    closed = and_(own, StockTake.closed_at.is_not(None))
    begun = select(func.min(StockTake.begun_at)).where(own).correlate(Campaign).scalar_subquery()
    part = exists().where(own if unplanned else closed, StockTakePart.stock_take_id == StockTake.id)
    held = (
        select(Scan.id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(held_at(library_id), Arrival.confirmed_at <= func.coalesce(begun, Arrival.confirmed_at))
        .where(~_counted(closed).correlate(Campaign, Scan))
    )
    placed = held.join(Placement, Placement.scan_id == Scan.id).where(Placement.section_id == Section.id)
    in_sections = exists().where(
        Section.depository_id == library_id,
        ~part.where(StockTakePart.section_id == Section.id).correlate(Campaign, Section),
        placed.correlate(Campaign, Section).exists(),
    )
    last = _last_begun(own if unplanned else closed).correlate(Campaign, Section).scalar_subquery()
    # As values and no EXISTS, for which PostgreSQL would read all that was counted.
    uncounted = held.where(Scan.id == Placement.scan_id, ~_found(closed).correlate(Campaign, Scan))
    since = select(Placement.scan_id).where(
        Placement.section_id == Section.id,
        Placement.placed_at > last,
        uncounted.correlate(Campaign, Placement).limit(1).scalar_subquery().is_not(None),
    )
    again = exists().where(
        Section.depository_id == library_id,
        since.correlate(Campaign, Section).limit(1).scalar_subquery().is_not(None),
    )
    unplaced = held.where(~exists().where(Placement.scan_id == Scan.id))
    return or_(
        in_sections.correlate(Campaign),
        again.correlate(Campaign),
        and_(
            ~part.where(StockTakePart.section_id.is_(None)).correlate(Campaign),
            unplaced.correlate(Campaign).exists(),
        ),
    )


def _last_begun(of: ColumnElement[bool]) -> Select[datetime]:
    """When the last of such stock-takes of a section began; in no time that comes, as long as one of them is
    to be closed."""
    begun = case((StockTake.closed_at.is_(None), literal(_NEVER, UtcDateTime())), else_=StockTake.begun_at)
    return (
        select(func.max(begun))
        .join(StockTakePart, StockTakePart.stock_take_id == StockTake.id)
        .where(of, StockTakePart.section_id == Section.id)
    )


def _counted(closed: ColumnElement[bool]) -> Exists:
    """The condition on scans that the act of such a stock-take has counted the copy."""
    return exists().where(ExpectedCopy.copy_id == Scan.id, StockTake.id == ExpectedCopy.stock_take_id, closed)


def _found(closed: ColumnElement[bool]) -> Exists:
    """The condition on scans that such a stock-take found the copy on some shelf, expected there or not."""
    return exists().where(
        ShelfScan.copy_id == Scan.id,
        ShelfScan.undone_at.is_(None),
        StockTake.id == ShelfScan.stock_take_id,
        closed,
    )


def sections_under(campaign_id: int, library_id: int, *, but: int | None = None) -> set[int | None]:
    """Return the sections of a library that its stock-takes under a campaign count, planned ones too; without
    those of one (`but`), and without those that are to be counted again. None: what belongs to no section."""
    own = and_(StockTake.campaign_id == campaign_id, StockTake.depository_id == library_id)
    statement = (
        select(StockTakePart.section_id)
        .join(StockTake, StockTake.id == StockTakePart.stock_take_id)
        .where(own, StockTake.id != (but or 0))
    )
    waiting = set(session().scalars(statement.where(StockTake.closed_at.is_(None))))
    counted = set(session().scalars(statement.where(StockTake.closed_at.is_not(None)))) - waiting
    if not counted:
        return waiting
    campaign = session().get_one(Campaign, campaign_id)
    left = {shelf.section_id for shelf in shelves_of(campaign, [library_id]).get(library_id, ())}
    return waiting | counted - left
