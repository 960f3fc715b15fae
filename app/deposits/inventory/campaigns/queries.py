"""Reads of campaigns: which there are, and how the libraries stand side by side."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, false, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.campaigns.progress import Shelf, left_to_count, shelves_of
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.domain.actor import Actor
from app.domain.documents import StockTakeSum
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.models import Organisation, OrganisationKind
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


@dataclass(frozen=True, slots=True)
class LibraryInCampaign:
    """A library, its stock-takes under the campaign, the sections `left` to be counted, and what was found:
    by all that have begun, and by the acts of the closed ones."""

    library: Organisation
    stock_takes: Sequence[StockTake]
    left: Sequence[Shelf]
    sum: StockTakeSum
    by_acts: StockTakeSum

    @property
    def state(self) -> str:
        """`none`, `planned`, `running`, `part` (some sections are counted) or `closed` (all are)."""
        if any(each.begun_at is not None and each.closed_at is None for each in self.stock_takes):
            return "running"
        if self._closed:
            return "part" if self.left else "closed"
        return "planned" if self.stock_takes else "none" if self.left else "empty"

    @property
    def counted(self) -> Sequence[StockTakePart]:
        """The sections that closed stock-takes have counted and that are not to be counted again."""
        left = {shelf.section_id for shelf in self.left}
        return [part for section_id, part in _last_parts(self._closed).items() if section_id not in left]

    @property
    def _closed(self) -> Sequence[StockTake]:
        return [each for each in self.stock_takes if each.closed_at is not None]

    @property
    def sections(self) -> int:
        """How many sections there are to count in all."""
        return len(self.counted) + len(self.left)

    @property
    def copies(self) -> int:
        """How many copies there are to count in all."""
        return self.by_acts.expected + sum(shelf.copies for shelf in self.left)

    @property
    def unplanned(self) -> bool:
        """Whether copies stand in sections that no stock-take is to count."""
        planned = _last_parts([each for each in self.stock_takes if each.closed_at is None])
        return any(shelf.section_id not in planned for shelf in self.left)

    @property
    def missing(self) -> int | None:
        """How many copies were not found; None as long as they may still be."""
        return self.sum.missing if self.state in ("closed", "part") else None


def list_campaigns(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int
) -> Sequence[Campaign]:
    """Return the campaigns that concern the actor's library or region, the last opened first."""
    statement = select(Campaign).where(_concerning(actor))
    if after is not None:
        statement = statement.where(tuple_(Campaign.opened_at, Campaign.id) < tuple_(*after))
    ordered = statement.order_by(Campaign.opened_at.desc(), Campaign.id.desc()).limit(limit)
    return session().scalars(ordered).all()


def campaign_for(actor: Actor, campaign_id: int) -> Campaign:
    """Return a campaign that concerns the actor. Raises `NotFound`."""
    found = session().scalar(select(Campaign).where(Campaign.id == campaign_id, _concerning(actor)))
    if found is None:
        raise NotFound("not_found")
    return found


def asked_of(actor: Actor, today: date, *, unplanned: bool = False) -> Sequence[Campaign]:
    """Return the campaigns not over yet under which the actor's library has still something to count, or,
    `unplanned`, even to plan."""
    library_id = actor.organisation_id
    asked = false() if library_id is None else left_to_count(library_id, unplanned=unplanned)
    statement = select(Campaign).where(_concerning(actor), Campaign.last_day >= today, asked)
    return session().scalars(statement.order_by(Campaign.last_day, Campaign.id)).all()


def libraries_in(actor: Actor, campaign: Campaign) -> list[LibraryInCampaign]:
    """Return the libraries that the campaign asks and the actor may see, by name, each with its state.

    Within a country there are some hundreds of them, so they are read at once.
    """
    statement = (
        select(Organisation)
        .where(
            Organisation.kind == OrganisationKind.DEPOSITORY,
            Organisation.closed_at.is_(None),
            Organisation.merged_into_id.is_(None),
            true() if campaign.region_soato is None else Organisation.region_soato == campaign.region_soato,
            _seen_by(actor),
        )
        .options(joinedload(Organisation.region))
        .order_by(Organisation.search_key, Organisation.id)
    )
    libraries = session().scalars(statement).all()
    under = (
        select(StockTake)
        .where(StockTake.campaign_id == campaign.id)
        .options(selectinload(StockTake.parts).joinedload(StockTakePart.section))
        .order_by(StockTake.id)
    )
    taken: defaultdict[int, list[StockTake]] = defaultdict(list)
    for stock_take in session().scalars(under):
        taken[stock_take.depository_id].append(stock_take)
    sums = sums_of([stock_take for each in taken.values() for stock_take in each])
    shelves = shelves_of(campaign, [library.id for library in libraries])
    return [_standing(library, taken[library.id], shelves.get(library.id, ()), sums) for library in libraries]


def _standing(
    library: Organisation,
    taken: Sequence[StockTake],
    shelves: Sequence[Shelf],
    sums: Mapping[int, Mapping[int, StockTakeSum]],
) -> LibraryInCampaign:
    closed = [stock_take for stock_take in taken if stock_take.closed_at is not None]
    begun = [stock_take for stock_take in taken if stock_take.begun_at is not None]
    return LibraryInCampaign(library, taken, shelves, _together(begun, sums), _together(closed, sums))


def _together(
    stock_takes: Sequence[StockTake], sums: Mapping[int, Mapping[int, StockTakeSum]]
) -> StockTakeSum:
    """The sum of all; of a section that is counted again its last count alone."""
    return whole(sums[part.stock_take_id][part.id] for part in _last_parts(stock_takes).values())


def _last_parts(stock_takes: Sequence[StockTake]) -> dict[int | None, StockTakePart]:
    """By section the part that counts it and was begun last; one that has not begun comes after all."""
    in_order = sorted(stock_takes, key=lambda each: (each.begun_at is None, each.begun_at or each.planned_at))
    return {part.section_id: part for stock_take in in_order for part in stock_take.parts}


def _concerning(actor: Actor) -> ColumnElement[bool]:
    conditions = (_campaign_within(reach, actor) for reach in reaches(actor, Permission.INVENTORY_READ))
    return or_(false(), *conditions)


def _campaign_within(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        return or_(Campaign.region_soato == actor.region_soato, Campaign.region_soato.is_(None))
    home = select(Organisation.region_soato).where(Organisation.id == actor.organisation_id)
    return or_(Campaign.region_soato.is_(None), Campaign.region_soato.in_(home))


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """A library sees its own line, a head of a region those of the region."""
    found = reaches(actor, Permission.INVENTORY_READ)
    if Reach.ALL in found or (Reach.REGION in found and actor.region_soato is None):
        return true()
    if Reach.REGION in found:
        return Organisation.region_soato == actor.region_soato
    return Organisation.id == actor.organisation_id
