"""Acts on which library collects for which."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.organisations.collecting.models import Collecting
from app.organisations.models import Organisation, OrganisationKind


def name_collector(*, depository_id: int, collector_id: int, by: Actor, at: datetime) -> Collecting:
    """Let a library take in parcels for another, in place of whoever did before.

    Raises:
        NotFound: one of the two is no open depository.
        DomainError: `collecting.itself`; `collecting.in_a_row`: what is collected would be collected again.
    """
    depository, collector = _open_library(depository_id), _open_library(collector_id)
    if depository_id == collector_id:
        raise DomainError("collecting.itself", "collector_id")
    served = session().query(Collecting).filter_by(collector_id=depository_id).first()
    if served is not None or session().get(Collecting, collector_id) is not None:
        raise DomainError("collecting.in_a_row", "collector_id")
    row = session().merge(
        Collecting(
            depository_id=depository_id, collector_id=collector_id, named_at=at, named_by_id=by.account_id
        )
    )
    session().flush()
    subjects = (Subject("organisation", depository_id), Subject("organisation", collector_id))
    after = {"depository": depository.name, "collector": collector.name}
    publish(Event("collecting.named", by, at, subjects, after=after))
    return row


def end_collecting(*, depository_id: int, by: Actor, at: datetime) -> None:
    """Let parcels go to a library directly from now on; what lies with the collecting one is still passed on.

    Raises `NotFound` where nobody collects for it.
    """
    row = session().get(Collecting, depository_id)
    if row is None:
        raise NotFound("not_found")
    subjects = (Subject("organisation", depository_id), Subject("organisation", row.collector_id))
    session().delete(row)
    session().flush()
    publish(Event("collecting.ended", by, at, subjects))


def _open_library(organisation_id: int) -> Organisation:
    found = session().get(Organisation, organisation_id)
    if found is None or found.kind is not OrganisationKind.DEPOSITORY or found.closed_at is not None:
        raise NotFound("not_found")
    return found
