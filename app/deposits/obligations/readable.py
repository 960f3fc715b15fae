"""Which releases named on a page may be opened by who reads it: a parcel can hold what others published."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from app.deposits.obligations.scope import concerned
from app.domain.actor import Actor
from app.infra.db import session
from app.publications.models import Publication, Release
from app.publications.queries import reached


def readable_releases(actor: Actor, release_ids: Iterable[int | None]) -> set[int]:
    """Return those of these releases whose pages the actor may read, in one statement."""
    named = {one for one in release_ids if one is not None}
    statement = (
        select(Release.id)
        .join(Release.publication)
        .join(Publication.publisher)
        .where(Release.id.in_(named), or_(reached(actor), concerned(actor)))
    )
    return set(session().scalars(statement))
