"""Acts on campaigns."""

from datetime import date, datetime

from sqlalchemy import select

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.stock_takes.models import StockTake
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, Forbidden, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with


def open_campaign(
    *, name: str, region_soato: str | None, period: tuple[date, date], by: Actor, at: datetime
) -> Campaign:
    """Ask all libraries of a region (None: of the country) for a stock-take within a period.

    A head of a region asks the libraries of that region alone.

    Raises:
        Forbidden: the region lies beyond the actor's reach.
        DomainError: `campaign.period_reversed`, `campaign.over`.
    """
    region = region_soato or by.region_soato
    if not may_with(by, Permission.INVENTORY_CAMPAIGN, Parties(region_soato=region)):
        raise Forbidden("forbidden")
    if period[1] < period[0]:
        raise DomainError("campaign.period_reversed", "last")
    if period[1] < clock.local_day(at):
        raise DomainError("campaign.over", "last")
    opened = Campaign(
        name=" ".join(name.split()), region_soato=region, first_day=period[0], last_day=period[1],
        opened_at=at, opened_by_id=by.account_id,
    )  # fmt: skip
    session().add(opened)
    session().flush()
    after = {
        "name": opened.name,
        "region": region,
        "first": period[0].isoformat(),
        "last": period[1].isoformat(),
    }
    publish(Event("campaign.opened", by, at, (Subject("stock_take_campaign", opened.id),), after=after))
    return opened


def withdraw_campaign(*, campaign_id: int, by: Actor, at: datetime) -> None:
    """Take back a campaign under which no library has planned a stock-take; the record of acts keeps it.

    Raises:
        NotFound: no such campaign.
        Forbidden: its region lies beyond the actor's reach.
        Conflict: `campaign.followed`.
    """
    # Who plans under it holds its row too.
    found = session().get(Campaign, campaign_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    if not may_with(by, Permission.INVENTORY_CAMPAIGN, Parties(region_soato=found.region_soato)):
        raise Forbidden("forbidden")
    if session().scalar(select(StockTake.id).where(StockTake.campaign_id == found.id).limit(1)) is not None:
        raise Conflict("campaign.followed")
    subjects, before = (Subject("stock_take_campaign", found.id),), {"name": found.name}
    session().delete(found)
    session().flush()
    publish(Event("campaign.withdrawn", by, at, subjects, before))
