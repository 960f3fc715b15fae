"""Reads of campaigns: which there are, and how the libraries stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true, tuple_
from sqlalchemy.orm import joinedload

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.stock_takes.models import StockTake
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
    """A library, its stock-take under the campaign if it has planned one, and what it found so far."""

    library: Organisation
    stock_take: StockTake | None
    sum: StockTakeSum

    @property
    def state(self) -> str:
        """`none`, `planned`, `running` or `closed`."""
        if self.stock_take is None:
            return "none"
        if self.stock_take.closed_at is not None:
            return "closed"
        return "planned" if self.stock_take.begun_at is None else "running"

    @property
    def missing(self) -> int | None:
        """How many copies were not found; None as long as they may still be."""
        return self.sum.missing if self.state == "closed" else None


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


def asked_of(actor: Actor, today: date) -> Sequence[Campaign]:
    """Return the campaigns not over yet under which the actor's library has not closed a stock-take."""
    closed = exists().where(
        StockTake.campaign_id == Campaign.id,
        StockTake.depository_id == actor.organisation_id,
        StockTake.closed_at.is_not(None),
    )
    statement = select(Campaign).where(_concerning(actor), Campaign.last_day >= today, not_(closed))
    return session().scalars(statement.order_by(Campaign.last_day, Campaign.id)).all()


def libraries_in(actor: Actor, campaign: Campaign) -> list[LibraryInCampaign]:
    """Return the libraries that the campaign asks and the actor may see, by name, each with its state.

    Within a country there are some hundreds of them, so they are read at once.
    """
    under = and_(StockTake.depository_id == Organisation.id, StockTake.campaign_id == campaign.id)
    statement = (
        select(Organisation, StockTake)
        .outerjoin(StockTake, under)
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
    rows = [(library, stock_take) for library, stock_take in session().execute(statement)]
    sums = sums_of([stock_take for _, stock_take in rows if stock_take is not None])
    return [
        LibraryInCampaign(
            library, stock_take, whole(sums[stock_take.id].values()) if stock_take else StockTakeSum()
        )
        for library, stock_take in rows
    ]


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
