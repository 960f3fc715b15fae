"""Reads of libraries: their hours and closures."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from app.domain.actor import Actor
from app.domain.closures import Closure, Closures
from app.domain.errors import NotFound
from app.infra.db import read, session
from app.organisations.libraries.models import LibraryClosure, OpeningDay
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import organisation_by_id
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with

AHEAD = timedelta(days=60)
"""So far ahead a closure is told to who prepares a parcel."""
PAST = 20
"""So many closures that are over are listed."""

Hours = Mapping[int, tuple[str, str]]
"""By day of the week (0: Monday), from when until when a library is open."""


def library_by_id(library_id: int) -> Organisation:
    """A library with its region. Raises `NotFound`."""
    found = organisation_by_id(library_id)
    if found.kind is not OrganisationKind.DEPOSITORY:
        raise NotFound("not_found")
    return found


def library_to_keep(actor: Actor, library_id: int) -> Organisation:
    """A library whose hours and closures the actor keeps. Raises `NotFound`."""
    if not keeps(actor, library_id):
        raise NotFound("not_found")
    return library_by_id(library_id)


def keeps(actor: Actor, library_id: int) -> bool:
    """Whether the actor keeps the hours and closures of a library."""
    return may_with(actor, Permission.LIBRARY_KEEP, Parties(depository_ids=frozenset({library_id})))


def hours_of(library_id: int) -> Hours:
    """When a library is open each week; empty: it has not told."""
    day = OpeningDay
    statement = select(day.weekday, day.opens, day.closes).where(day.organisation_id == library_id)
    found = session().execute(statement.order_by(day.weekday))
    return {weekday: (opens, closes) for weekday, opens, closes in found}


def closures_of(library_id: int, *, today: date) -> Sequence[LibraryClosure]:
    """The closures of a library that stand and are not over, the next first."""
    row = LibraryClosure
    standing = select(row).where(
        row.organisation_id == library_id, row.last_on >= today, row.withdrawn_at.is_(None)
    )
    return session().scalars(standing.order_by(row.first_on, row.id)).all()


def past_closures_of(library_id: int, *, today: date) -> Sequence[LibraryClosure]:
    """The latest closures of a library that stand and are over, the last first."""
    row = LibraryClosure
    over = select(row).where(
        row.organisation_id == library_id, row.last_on < today, row.withdrawn_at.is_(None)
    )
    return session().scalars(over.order_by(row.last_on.desc(), row.id.desc()).limit(PAST)).all()


def closure_within(library_id: int, first_on: date, last_on: date) -> LibraryClosure | None:
    """The first closure of a library that stands on one of these days."""
    row = LibraryClosure
    standing = select(row).where(
        row.organisation_id == library_id,
        row.first_on <= last_on,
        row.last_on >= first_on,
        row.withdrawn_at.is_(None),
    )
    return session().scalar(standing.order_by(row.first_on, row.id).limit(1))


def closed_until(library_ids: Collection[int], today: date) -> Mapping[int, date]:
    """Of these libraries those that a closure keeps closed today, and until when."""
    row = LibraryClosure
    statement = (
        select(row.organisation_id, func.max(row.last_on))
        .where(
            row.organisation_id.in_(library_ids),
            row.first_on <= today,
            row.last_on >= today,
            row.withdrawn_at.is_(None),
        )
        .group_by(row.organisation_id)
    )
    return dict(iter(session().execute(statement)))


def closure_to_withdraw(actor: Actor, library_id: int, closure_id: int) -> LibraryClosure:
    """A closure that the actor may withdraw. Raises `NotFound`."""
    library = library_to_keep(actor, library_id)
    found = session().get(LibraryClosure, closure_id)
    if found is None or found.organisation_id != library.id:
        raise NotFound("not_found")
    return found


def closures_by_code(codes: Collection[str] | None = None) -> Closures:
    """All closures that stand, also past ones, by the code of the library; of these libraries if given."""
    row = LibraryClosure
    statement = (
        select(Organisation.code, row.first_on, row.last_on, row.reason)
        .join(Organisation, Organisation.id == row.organisation_id)
        .where(row.withdrawn_at.is_(None))
    )
    if codes is not None:
        statement = statement.where(Organisation.code.in_(codes))
    found: defaultdict[str, list[Closure]] = defaultdict(list)
    for code, first_on, last_on, reason in read(statement.order_by(row.first_on, row.id)):
        found[code or ""].append(Closure(first_on, last_on, reason))
    return found
