"""What is open at a library, as the start of its desk lists it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.deposits.receiving.models import Arrival, Scan
from app.domain.actor import Actor
from app.infra.db import session
from app.publications.models import Release
from app.publications.queries import full_title

_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenParcel:
    """An arrival that is open still; `scanned` copies so far. `opener` opened it, `title` is the first book
    scanned in it: by these those without a slip are told apart."""

    arrival: Arrival
    scanned: int
    opener: str
    title: str


def open_parcels(actor: Actor) -> list[OpenParcel]:
    """Return what is open at the actor's library, the latest opened first."""
    scanned = (
        select(func.count(Scan.id))
        .where(Scan.arrival_id == Arrival.id, Scan.undone_at.is_(None))
        .correlate(Arrival)
        .scalar_subquery()
    )
    first = (
        select(full_title())
        .select_from(Scan)
        .join(Release, Release.id == Scan.release_id)
        .join(Release.publication)
        .where(Scan.arrival_id == Arrival.id, Scan.undone_at.is_(None))
        .order_by(Scan.id)
        .limit(1)
        .correlate(Arrival)
        .scalar_subquery()
    )
    statement = (
        select(Arrival, scanned, func.coalesce(Account.name, ""), func.coalesce(first, ""))
        .outerjoin(Account, Account.id == Arrival.opened_by_id)
        .where(Arrival.depository_id == actor.organisation_id, Arrival.is_open)
        .options(joinedload(Arrival.depositor), joinedload(Arrival.consignment))
        .order_by(Arrival.id.desc())
        .limit(_MOST_SHOWN)
    )
    return [OpenParcel(*row) for row in session().execute(statement)]
