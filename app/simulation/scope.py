"""Whose publications a run counts, and who sees it."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, false, or_, true

from app.domain.actor import Actor, Role
from app.infra import clock
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Release
from app.publications.queries import reached, standing
from app.simulation.models import SimulationRun


def runs_within_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition that a run is the actor's to see: an inspector of a region sees those of that region."""
    return or_(false(), *(_condition(reach, actor) for reach in reaches(actor, Permission.LAW_SIMULATE)))


def region_of(actor: Actor) -> str | None:
    """Return the region that bounds what the actor simulates; None for the whole country."""
    return actor.region_soato if actor.role is Role.REGULATOR else None


def registered_in(region: str | None, first: date, last: date) -> ColumnElement[bool]:
    """The condition on joined Release, Publication and publisher: registered from `first` to `last`."""
    viewer = Actor(Role.REGULATOR, region_soato=region)
    return and_(
        reached(viewer),
        standing(),
        Release.registered_at >= _begin(first),
        Release.registered_at < _begin(last + timedelta(days=1)),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), clock.zone())


def _condition(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    return SimulationRun.region_soato == actor.region_soato if reach is Reach.REGION else false()
