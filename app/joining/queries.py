"""Reads of applications: by who holds the link, and by who vets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from app.accounts.secrets import hash_of
from app.accounts.services.accounts import KINDS_FOR
from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra.db import session
from app.joining.models import Application, ApplicationLink
from app.joining.standing import Standing
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches

_UNDECIDED = and_(Application.approved_at.is_(None), Application.refused_at.is_(None))
_ASKED = and_(_UNDECIDED, Application.asked_at.is_not(None), Application.answered_at.is_(None))
CONDITIONS: dict[Standing, ColumnElement[bool]] = {
    Standing.WAITING: and_(
        _UNDECIDED, or_(Application.asked_at.is_(None), Application.answered_at.is_not(None))
    ),
    Standing.ASKED: _ASKED,
    Standing.APPROVED: Application.approved_at.is_not(None),
    Standing.REFUSED: Application.refused_at.is_not(None),
}
"""What `standing_of` says, of applications that are confirmed, as conditions of a query."""
UNDECIDED = and_(_UNDECIDED, Application.confirmed_at.is_not(None))
"""The applications that have arrived and are not decided yet."""


def holds(secret: str) -> ColumnElement[bool]:
    """The application whose private link has this secret: of any of its letters."""
    hashed = hash_of(secret)
    sent_again = select(ApplicationLink.application_id).where(ApplicationLink.secret_hash == hashed)
    return or_(
        Application.secret_hash == hashed,
        Application.question_secret_hash == hashed,
        Application.id.in_(sent_again),
    )


def vetted_by(actor: Actor) -> ColumnElement[bool]:
    """The confirmed applications that this person vets; an unconfirmed one is nobody's yet."""
    alternatives = [_within(reach, actor) for reach in reaches(actor, Permission.APPLICATION_VET)]
    return and_(Application.confirmed_at.is_not(None), or_(false(), *alternatives))


def _within(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL:
        return true()
    if reach is Reach.REGION:
        return true() if actor.region_soato is None else Application.region_soato == actor.region_soato
    return false()


def application_by_secret(secret: str) -> Application:
    """Return the application whose private link holds this secret. Raises `NotFound`."""
    return _one(holds(secret))


def application_for(actor: Actor, application_id: int) -> Application:
    """Return an application that this person vets. Raises `NotFound`."""
    return _one((Application.id == application_id) & vetted_by(actor))


def rivals_of(application: Application) -> Sequence[Application]:
    """Return other applications with the same STIR or for the same record that have arrived and are not
    decided, the oldest first.

    Also those of other regions: who decides on one of them must know of all.
    """
    same = Application.stir == application.stir
    if application.claimed_id is not None:
        same = or_(same, Application.claimed_id == application.claimed_id)
    rivals = and_(UNDECIDED, same, Application.id != application.id)
    others = select(Application).options(joinedload(Application.region)).where(rivals)
    return session().scalars(others.order_by(Application.confirmed_at, Application.id)).all()


def registered_already(application: Application) -> Organisation | None:
    """Return the depositor that has the STIR of an application which does not say that the record is its own;
    None where approving can make an organisation of it."""
    known = session().scalar(
        select(Organisation).where(
            Organisation.stir == application.stir, Organisation.kind.in_(KINDS_FOR[Role.DEPOSITOR])
        )
    )
    if known is None or known.id == application.claimed_id:
        return None
    return session().get_one(Organisation, known.merged_into_id or known.id)


def vetted_among(actor: Actor, applications: Iterable[Application]) -> frozenset[int]:
    """Return which of these applications, by number, this person vets."""
    numbers = [application.id for application in applications]
    own = select(Application.id).where(Application.id.in_(numbers), vetted_by(actor))
    return frozenset(session().scalars(own)) if numbers else frozenset()


def list_applications(
    actor: Actor, *, standing: Standing | None, after: tuple[datetime, int] | None = None, limit: int = 50
) -> Sequence[Application]:
    """Return applications, the longest waiting first, one more than `limit` if more follow."""
    statement = select(Application).options(joinedload(Application.region)).where(vetted_by(actor))
    if standing is not None:
        statement = statement.where(CONDITIONS.get(standing, false()))
    if after is not None:
        moment, last_id = after
        same = (Application.confirmed_at == moment) & (Application.id > last_id)
        statement = statement.where((Application.confirmed_at > moment) | same)
    ordered = statement.order_by(Application.confirmed_at, Application.id)
    return session().scalars(ordered.limit(limit + 1)).all()


def count_applications(actor: Actor, *, standing: Standing | None) -> int:
    """How many applications `list_applications` would give in all."""
    statement = select(func.count(Application.id)).where(vetted_by(actor))
    if standing is not None:
        statement = statement.where(CONDITIONS.get(standing, false()))
    return session().scalar(statement) or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many applications wait for the authority, and since when the oldest does."""

    number: int
    since: datetime | None


def waiting_for(actor: Actor) -> Waiting:
    """Return the applications that wait for this person's answer; the time runs anew from each answer."""
    since = func.min(func.coalesce(Application.answered_at, Application.confirmed_at))
    counted = select(func.count(Application.id), since)
    row = session().execute(counted.where(vetted_by(actor), CONDITIONS[Standing.WAITING])).one()
    return Waiting(*row)


def _one(condition: ColumnElement[bool]) -> Application:
    wanted = select(Application).where(condition)
    related = (Application.region, Application.district, Application.claimed)
    found = session().scalar(wanted.options(*(joinedload(relation) for relation in related)))
    if found is None:
        raise NotFound("not_found")
    return found
