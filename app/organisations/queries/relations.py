"""How records hang together, and who may act for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app.domain.actor import Actor
from app.infra.db import session
from app.organisations.models import Mandate, Organisation, OrganisationName
from app.policy.permissions import Permission
from app.policy.table import may


@dataclass(frozen=True, slots=True)
class Relations:
    """What hangs together with an organisation: other names, and records above, below, before and after."""

    names: Sequence[OrganisationName]
    parent: Organisation | None
    imprints: Sequence[Organisation]
    successor: Organisation | None
    predecessors: Sequence[Organisation]
    survivor: Organisation | None
    merged: Sequence[Organisation]


def relations_of(organisation: Organisation) -> Relations:
    """Return all that hangs together with an organisation."""
    names = select(OrganisationName).where(OrganisationName.organisation_id == organisation.id)
    return Relations(
        session().scalars(names.order_by(OrganisationName.name)).all(),
        _related(organisation.parent_id),
        imprints_of(organisation.id),
        _related(organisation.successor_id),
        _those(Organisation.successor_id == organisation.id),
        _related(organisation.merged_into_id),
        _those(Organisation.merged_into_id == organisation.id),
    )


def imprints_of(organisation_id: int) -> Sequence[Organisation]:
    """Return the records below an organisation, by name, but for those that were taken back or merged."""
    return _those(
        and_(
            Organisation.parent_id == organisation_id,
            Organisation.closed_at.is_(None),
            Organisation.merged_into_id.is_(None),
        )
    )


def _related(organisation_id: int | None) -> Organisation | None:
    return session().get(Organisation, organisation_id) if organisation_id is not None else None


def _those(condition: ColumnElement[bool]) -> Sequence[Organisation]:
    return session().scalars(select(Organisation).where(condition).order_by(Organisation.name)).all()


def mandate_holds(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The mandates that are accepted, not ended, and whose last day is not past."""
    return and_(Mandate.accepted_at.is_not(None), Mandate.ended_at.is_(None), Mandate.until >= today)


def mandates_of(actor: Actor, *, today: date) -> Sequence[Mandate]:
    """Return the mandates that one's own organisation gave or was offered and that are not over."""
    own = or_(Mandate.mandator_id == actor.organisation_id, Mandate.mandatary_id == actor.organisation_id)
    return _open_mandates(own, today)


def offered_mandates(actor: Actor, *, today: date) -> Sequence[Mandate]:
    """Return the mandates that wait for this person, who may accept them for the own organisation."""
    if not may(actor, Permission.ORGANISATION_OWN):
        return ()
    offered = and_(Mandate.mandatary_id == actor.organisation_id, Mandate.accepted_at.is_(None))
    return _open_mandates(offered, today)


def _open_mandates(condition: ColumnElement[bool], today: date) -> Sequence[Mandate]:
    wanted = select(Mandate).where(condition, Mandate.ended_at.is_(None), Mandate.until >= today)
    both = (joinedload(Mandate.mandator), joinedload(Mandate.mandatary))
    return session().scalars(wanted.options(*both).order_by(Mandate.id)).all()
