"""Acts on campaigns."""

from datetime import date, datetime

from app.deposits.inventory.campaigns.models import Campaign
from app.domain.actor import Actor
from app.domain.errors import DomainError, Forbidden
from app.domain.events import Event, Subject
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
        DomainError: `campaign.period_reversed`.
    """
    region = region_soato or by.region_soato
    if not may_with(by, Permission.INVENTORY_CAMPAIGN, Parties(region_soato=region)):
        raise Forbidden("forbidden")
    if period[1] < period[0]:
        raise DomainError("campaign.period_reversed", "last")
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
