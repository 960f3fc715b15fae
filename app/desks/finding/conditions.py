"""Which titles a search concerns, as conditions of a query within the actor's reach."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select, union
from sqlalchemy.sql.elements import True_

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import concerned, in_state, noticed, within_reach
from app.deposits.obligations.transit import in_transit
from app.desks.finding.wanted import Wanted
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.publications.models import Publication, Release
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import reached as periodical_reached
from app.publications.queries import reached


def of_titles(actor: Actor, wanted: Wanted, today: date) -> Iterator[ColumnElement[bool]]:
    """The conditions on `Publication`, apart from words."""
    for column, value in (
        (Publication.kind, wanted.kind),
        (Publication.language, wanted.language),
        (Publication.script, wanted.script),
    ):
        if value:
            yield column == value
    if wanted.region:
        # Asked for first: PostgreSQL would look through the index of words anew for each of them.
        there = select(Organisation.id).where(Organisation.region_soato == wanted.region)
        yield Publication.publisher_id.in_(session().scalars(there).all())
    if wanted.depositor_id is not None:
        yield Publication.id.in_(_of_depositor(wanted.depositor_id))
    if not concerns_every_release(actor, wanted, today):
        found = releases(actor, wanted, today).exists()
        asked = list(_of_releases(actor, wanted, today))
        yield found if asked else or_(found, _without_issue(actor))


def concerns_every_release(actor: Actor, wanted: Wanted, today: date) -> bool:
    """Whether a search narrows nothing by releases, for who may read them all."""
    return isinstance(reached(actor), True_) and not list(_of_releases(actor, wanted, today))


def releases(actor: Actor, wanted: Wanted, today: date) -> Select[int]:
    """The ids of the releases of a `Publication` that the search concerns."""
    return (
        select(Release.id)
        .join(Organisation, Organisation.id == Publication.publisher_id)
        .where(
            Release.publication_id == Publication.id,
            or_(reached(actor), concerned(actor)),
            *_of_releases(actor, wanted, today),
        )
        .correlate(Publication)
    )


def _of_releases(actor: Actor, wanted: Wanted, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.year is not None:
        yield Release.year == wanted.year
    if wanted.since is not None:
        yield Release.registered_at >= _midnight(wanted.since)
    if wanted.until is not None:
        yield Release.registered_at < _midnight(wanted.until + timedelta(days=1))
    if wanted.state is not None:
        yield exists().where(
            Obligation.release_id == Release.id,
            within_reach(actor, Permission.OBLIGATION_READ),
            in_state(wanted.state, today, in_transit(), noticed(actor)),
        )


def _without_issue(actor: Actor) -> ColumnElement[bool]:
    """A periodical is found before its first issue is announced."""
    return (
        select(Periodical.publication_id)
        .join(Organisation, Organisation.id == Publication.publisher_id)
        .where(
            Periodical.publication_id == Publication.id,
            Periodical.withdrawn_at.is_(None),
            periodical_reached(actor),
        )
        .correlate(Publication)
        .exists()
    )


def _of_depositor(organisation_id: int) -> ColumnElement[int]:
    """The ids of what an organisation, or one merged into it, published or printed."""
    same = select(Organisation.id).where(
        or_(Organisation.id == organisation_id, Organisation.merged_into_id == organisation_id)
    )
    published = select(Publication.id).where(Publication.publisher_id.in_(same))
    printed = select(Release.publication_id).where(Release.printer_id.in_(same))
    return union(published, printed).scalar_subquery()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.zone())
