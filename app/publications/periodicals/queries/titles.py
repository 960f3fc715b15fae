"""Reads of periodicals within the actor's reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.search import matching
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Publication, Release
from app.publications.periodicals.models import (
    Periodical,
    PublicationPause,
)

LOADED = (
    contains_eager(Periodical.publication),
    contains_eager(Periodical.publication, Publication.publisher),
    selectinload(Periodical.publication, Publication.identifiers),
    selectinload(Periodical.publication, Publication.contributors),
    joinedload(Periodical.printer),
    joinedload(Periodical.continues),
)


@dataclass(frozen=True, slots=True)
class PeriodicalFilter:
    """What a list of periodicals is narrowed to; an empty text narrows nothing."""

    text: str = ""
    kind: str = ""


def periodical_for(
    actor: Actor, publication_id: int, *, within: ColumnElement[bool] | None = None
) -> Periodical:
    """Return a periodical with all that its page shows.

    `within` is a further way to reach it, known to slices above this one (a library reaches what is owed to
    it).

    Raises:
        NotFound: there is none within reach.
    """
    reachable = reached(actor) if within is None else or_(reached(actor), within)
    return _one(_periodicals().where(Periodical.publication_id == publication_id, reachable))


def own_periodical(actor: Actor, publication_id: int) -> Periodical:
    """Return a periodical of one's own organisation that was not withdrawn. Raises `NotFound`."""
    standing = Periodical.withdrawn_at.is_(None)
    return _one(_periodicals().where(Periodical.publication_id == publication_id, _own(actor), standing))


def locked_periodical(actor: Actor, publication_id: int) -> Periodical:
    """Return a periodical of one's own organisation, and let nobody else change it until the commit.

    Raises:
        NotFound: there is none, or it was withdrawn.
    """
    locked = select(Publication.id).where(Publication.id == publication_id).with_for_update()
    session().execute(locked)
    standing = Periodical.withdrawn_at.is_(None)
    chosen = _periodicals().where(Periodical.publication_id == publication_id, _own(actor), standing)
    return _one(chosen.execution_options(populate_existing=True))


def list_periodicals(
    actor: Actor,
    wanted: PeriodicalFilter,
    *,
    within: ColumnElement[bool],
    after: int = 0,
    limit: int | None = None,
) -> Sequence[Periodical]:
    """Return periodicals within reach in the order of their registration, after a publication's id.

    `within`: as `periodical_for`. Without a limit, all of them: a country has some thousands.
    """
    statement = _periodicals().where(or_(reached(actor), within), _wanted(wanted))
    following = statement.where(Periodical.publication_id > after).order_by(Periodical.publication_id)
    return session().scalars(following.limit(limit)).all()


def count_periodicals(actor: Actor, wanted: PeriodicalFilter, *, within: ColumnElement[bool]) -> int:
    """Return how many periodicals `list_periodicals` would give."""
    chosen = _periodicals().where(or_(reached(actor), within), _wanted(wanted))
    found = chosen.with_only_columns(Periodical.publication_id)
    return session().scalar(select(func.count()).select_from(found.subquery())) or 0


def running_periodicals(actor: Actor) -> Sequence[Periodical]:
    """Return the periodicals of one's own organisation that have neither ceased nor been withdrawn."""
    unended = and_(Periodical.ceased_on.is_(None), Periodical.withdrawn_at.is_(None))
    running = _periodicals().where(_own(actor), unended)
    return session().scalars(running.order_by(Periodical.publication_id)).all()


def is_own_periodical(actor: Actor, publication_id: int) -> bool:
    """Whether a publication of one's own organisation is registered as a periodical."""
    found = select(Periodical.publication_id).join(Periodical.publication)
    return session().scalar(found.where(Periodical.publication_id == publication_id, _own(actor))) is not None


def pauses_of(publication_id: int) -> Sequence[PublicationPause]:
    """Return the times in which a periodical was or is suspended, the latest first."""
    statement = select(PublicationPause).where(PublicationPause.publication_id == publication_id)
    return session().scalars(statement.order_by(PublicationPause.from_on.desc())).all()


def successor_of(publication_id: int) -> Publication | None:
    """Return the publication under whose title a periodical goes on."""
    statement = select(Publication).join(Periodical, Periodical.publication_id == Publication.id)
    return session().scalar(statement.where(Periodical.continues_id == publication_id))


def reached(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on joined Publication and publisher that the actor may read the periodical."""
    conditions: list[ColumnElement[bool]] = [false()]
    for reach in reaches(actor, Permission.RELEASE_READ):
        if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
            return true()
        if reach is Reach.REGION:
            conditions.append(Organisation.region_soato == actor.region_soato)
        elif reach is Reach.AS_DEPOSITOR and actor.organisation_id is not None:
            printed = exists().where(
                Release.publication_id == Publication.id, Release.printer_id == actor.organisation_id
            )
            conditions += [_own(actor), printed]
    return or_(*conditions)


def _own(actor: Actor) -> ColumnElement[bool]:
    return Publication.publisher_id.in_(actor.organisation_ids)


def _periodicals() -> Select[Periodical]:
    statement = select(Periodical).join(Periodical.publication).join(Publication.publisher)
    return statement.options(*LOADED)


def _wanted(wanted: PeriodicalFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [Periodical.withdrawn_at.is_(None)]
    if wanted.text:
        conditions.append(matching(Publication.id, wanted.text))
    if wanted.kind:
        conditions.append(Publication.kind == wanted.kind)
    return and_(*conditions)


def _one(statement: Select[Periodical]) -> Periodical:
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found
