"""Rows that the acts of the desk change are locked in one order: arrival, releases, obligations, consignment.

Within a table the order is that of the identifiers. Acts on obligations lock a release before its obligations
too, so no two acts wait for each other.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.labels import LabelHere
from app.deposits.receiving.models import Arrival
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.infra.db import session
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with
from app.publications.models import Release

_ARRIVAL = (
    select(Arrival)
    .where(Arrival.id == bindparam("arrival_id"))
    .options(joinedload(Arrival.consignment).selectinload(Consignment.lines))
    .with_for_update(of=Arrival)
    .execution_options(populate_existing=True)
)


def locked_arrival(arrival_id: int, by: Actor) -> Arrival:
    """Return an arrival with its consignment and lines, locked. Raises `NotFound` out of reach."""
    arrival = session().scalar(_ARRIVAL, {"arrival_id": arrival_id})
    if arrival is None or not works_at(by, arrival.depository_id):
        raise NotFound("not_found")
    return arrival


def open_arrival_locked(arrival_id: int, by: Actor) -> Arrival:
    """Return an arrival that is open still, as `locked_arrival`. Raises `Conflict` when it is not."""
    arrival = locked_arrival(arrival_id, by)
    refuse_ended(arrival)
    return arrival


def refuse_ended(arrival: Arrival | LabelHere) -> None:
    """Raise `Conflict` when the receipt of an arrival was made, or it was put back."""
    if arrival.confirmed_at is not None:
        raise Conflict("arrival.confirmed")
    if arrival.discarded_at is not None:
        raise Conflict("arrival.discarded")


def works_at(by: Actor, depository_id: int) -> bool:
    """Whether the actor receives at this depository."""
    return may_with(by, Permission.RECEIVING_WORK, Parties(depository_ids=frozenset({depository_id})))


def locked_obligations(
    release_ids: Iterable[int], condition: ColumnElement[bool], values: Mapping[str, object] | None = None
) -> list[Obligation]:
    """Return the obligations of these releases that meet the condition with its values, fresh and locked."""
    wanted = sorted(set(release_ids))
    releases = select(Release.id).where(Release.id.in_(wanted)).order_by(Release.id)
    session().execute(releases.with_for_update(read=True))
    statement = (
        select(Obligation)
        .where(Obligation.release_id.in_(wanted), condition)
        .order_by(Obligation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session().scalars(statement, values))
