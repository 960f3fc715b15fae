"""A stock-take is planned and begun: from then on it is known which copies should be found."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Integer, and_, delete, func, literal, or_, select

from app.deposits.accessions.holding import held_at
from app.deposits.accessions.models import Accession
from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.campaigns.progress import sections_under
from app.deposits.inventory.scope import own_library
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.inventory.stock_takes.models import ExpectedCopy, StockTake, StockTakePart
from app.deposits.inventory.stock_takes.queries import stock_takes_beside
from app.deposits.inventory.stock_takes.services.locking import locked_stock_take
from app.deposits.receiving.models import Arrival, Scan
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation


def plan_stock_take(
    *,
    section_ids: Sequence[int],
    unplaced: bool,
    period: tuple[date, date],
    campaign_id: int | None = None,
    by: Actor,
    at: datetime,
) -> StockTake:
    """Plan a stock-take of sections of the actor's library, and of what belongs to none (`unplaced`).

    Raises:
        NotFound: no such section at the library, no such campaign for it; the actor works at no library.
        DomainError: `stock_take.no_section`, `.period_reversed`, `.outside_campaign`.
        Conflict: `stock_take.under_campaign`, `.unplaced_under_campaign`: another one under this campaign
            counts a section of it.
    """
    library = session().get_one(Organisation, own_library(by))
    parts = _parts(library.id, section_ids, unplaced)
    _check_campaign(campaign_id, library, parts)
    _check_period(period, campaign_id)
    planned = StockTake(
        depository_id=library.id,
        region_soato=library.region_soato,
        campaign_id=campaign_id,
        first_day=period[0],
        last_day=period[1],
        planned_at=at,
        planned_by_id=by.account_id,
    )
    planned.parts = parts
    session().add(planned)
    session().flush()
    after = {"first": period[0].isoformat(), "last": period[1].isoformat()}
    publish(Event("stock_take.planned", by, at, subjects_of(planned), after=after))
    return planned


def change_plan(
    *,
    stock_take_id: int,
    section_ids: Sequence[int],
    unplaced: bool,
    period: tuple[date, date],
    by: Actor,
    at: datetime,
) -> StockTake:
    """Plan a stock-take otherwise that has not begun; it stays under its campaign.

    Raises:
        NotFound: no such stock-take or section at the actor's library.
        DomainError: `stock_take.no_section`, `.period_reversed`, `.outside_campaign`.
        Conflict: `stock_take.begun`, `stock_take.under_campaign`, `.unplaced_under_campaign`.
    """
    planned = _not_begun(stock_take_id, by)
    parts = _parts(planned.depository_id, section_ids, unplaced)
    library = session().get_one(Organisation, planned.depository_id)
    _check_campaign(planned.campaign_id, library, parts, but=planned.id)
    _check_period(period, planned.campaign_id)
    _drop_parts(planned)
    for part in parts:
        part.stock_take_id = planned.id
    session().add_all(parts)
    before = {"first": planned.first_day.isoformat(), "last": planned.last_day.isoformat()}
    planned.first_day, planned.last_day = period
    session().flush()
    after = {"first": period[0].isoformat(), "last": period[1].isoformat()}
    publish(Event("stock_take.changed", by, at, subjects_of(planned), before, after))
    return planned


def withdraw_stock_take(*, stock_take_id: int, by: Actor, at: datetime) -> None:
    """Take back a stock-take that has not begun: nothing was scanned, the record of acts alone keeps it.

    Raises:
        NotFound: no such stock-take at the actor's library.
        Conflict: `stock_take.begun`.
    """
    planned = _not_begun(stock_take_id, by)
    subjects = subjects_of(planned)
    before = {"first": planned.first_day.isoformat(), "last": planned.last_day.isoformat()}
    _drop_parts(planned)
    session().execute(delete(StockTake).where(StockTake.id == planned.id))
    publish(Event("stock_take.withdrawn", by, at, subjects, before))


def begin_stock_take(*, stock_take_id: int, by: Actor, at: datetime) -> StockTake:
    """Write down which copies should be found, by one statement; beginning again changes nothing.

    Raises:
        NotFound: no such stock-take at the actor's library.
        DomainError: `stock_take.nothing_expected`: nothing of it is held, so nothing could be found.
        Conflict: `stock_take.counted_elsewhere`: another one of the same shelves is under way.
    """
    begun = locked_stock_take(stock_take_id, by)
    if begun.begun_at is not None:
        return begun
    # Two librarians who begin two stock-takes of one shelf queue up here.
    session().get_one(Organisation, begun.depository_id, with_for_update=True)
    if stock_takes_beside(begun):
        raise Conflict("stock_take.counted_elsewhere")
    _expect(begun)
    counted = select(ExpectedCopy.section_id, func.count()).where(ExpectedCopy.stock_take_id == begun.id)
    expected = dict(iter(session().execute(counted.group_by(ExpectedCopy.section_id))))
    if not expected:
        raise DomainError("stock_take.nothing_expected")
    parts = session().scalars(select(StockTakePart).where(StockTakePart.stock_take_id == begun.id))
    for part in parts:
        part.expected = expected.get(part.section_id, 0)
    begun.begun_at = at
    session().flush()
    after = {"copies": sum(expected.values())}
    publish(Event("stock_take.begun", by, at, subjects_of(begun), after=after))
    return begun


def subjects_of(stock_take: StockTake) -> tuple[Subject, ...]:
    """What an act on a stock-take concerns."""
    return (Subject("stock_take", stock_take.id), Subject("organisation", stock_take.depository_id))


def _expect(stock_take: StockTake) -> None:
    parts = select(StockTakePart.section_id).where(StockTakePart.stock_take_id == stock_take.id)
    unplaced = parts.where(StockTakePart.section_id.is_(None)).exists()
    numbered = and_(Accession.scan_id == Scan.id, Accession.struck_at.is_(None))
    held = (
        select(
            literal(stock_take.id, Integer()),
            Scan.id,
            Scan.release_id,
            Placement.section_id,
            func.coalesce(Accession.number, ""),
        )
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Placement, Placement.scan_id == Scan.id)
        .outerjoin(Accession, numbered)
        .where(
            held_at(stock_take.depository_id),
            or_(
                Placement.section_id.in_(parts.where(StockTakePart.section_id.is_not(None))),
                and_(Placement.section_id.is_(None), unplaced),
            ),
        )
    )
    columns = ["stock_take_id", "copy_id", "release_id", "section_id", "number"]
    session().execute(ExpectedCopy.__table__.insert().from_select(columns, held))  # type: ignore[attr-defined]  # a table


def _not_begun(stock_take_id: int, by: Actor) -> StockTake:
    found = locked_stock_take(stock_take_id, by)
    if found.begun_at is not None:
        raise Conflict("stock_take.begun")
    return found


def _parts(depository_id: int, section_ids: Sequence[int], unplaced: bool) -> list[StockTakePart]:
    if not section_ids and not unplaced:
        raise DomainError("stock_take.no_section", "sections")
    known = select(Section.id).where(Section.id.in_(section_ids), Section.depository_id == depository_id)
    found = sorted(session().scalars(known))
    if found != sorted(set(section_ids)):
        raise NotFound("not_found")
    places: list[int | None] = [*found, *([None] if unplaced else [])]
    return [StockTakePart(section_id=place) for place in places]


def _drop_parts(planned: StockTake) -> None:
    session().execute(delete(StockTakePart).where(StockTakePart.stock_take_id == planned.id))


def _check_period(period: tuple[date, date], campaign_id: int | None) -> None:
    """Under a campaign the days may begin earlier or end later than its own, but not lie beside them."""
    if period[1] < period[0]:
        raise DomainError("stock_take.period_reversed", "last")
    campaign = session().get(Campaign, campaign_id) if campaign_id is not None else None
    if campaign is not None and (period[1] < campaign.first_day or period[0] > campaign.last_day):
        raise DomainError("stock_take.outside_campaign", "first")


def _check_campaign(
    campaign_id: int | None, library: Organisation, parts: Sequence[StockTakePart], *, but: int | None = None
) -> None:
    if campaign_id is None:
        return
    # Two librarians of one library who plan under it queue up here.
    campaign = session().get(Campaign, campaign_id, with_for_update=True)
    if campaign is None or campaign.region_soato not in (None, library.region_soato):
        raise NotFound("not_found")
    under = sections_under(campaign_id, library.id, but=but)
    twice = next((part.section_id for part in parts if part.section_id in under), 0)
    if twice is None:
        raise Conflict("stock_take.unplaced_under_campaign", "unplaced")
    if twice:
        mark = session().get_one(Section, twice).mark
        raise Conflict("stock_take.under_campaign", "sections", mark=mark)
