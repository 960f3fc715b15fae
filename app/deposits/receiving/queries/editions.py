"""Reads of the editions among which somebody who scans must choose."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from app.deposits.receiving.matching import releases_meant
from app.deposits.receiving.queries.parcels import Parcel
from app.domain.codes import classify_scan
from app.domain.identifiers import BarCoded
from app.infra.db import session
from app.publications.models import Publication, Release

_EDITIONS = (
    select(Release)
    .join(Release.publication)
    .where(Release.id.in_(bindparam("releases", expanding=True)))
    .options(
        joinedload(Release.withdrawal),
        contains_eager(Release.publication).selectinload(Publication.contributors),
        contains_eager(Release.publication).selectinload(Publication.identifiers),
        contains_eager(Release.publication).joinedload(Publication.publisher),
    )
    .order_by(Release.id)
)


def choices_for(parcel: Parcel, text: str) -> list[Release]:
    """Return the releases among which the librarian must choose for a scanned ISBN."""
    number = classify_scan(text)
    if not isinstance(number, BarCoded):
        return []
    return editions_on_offer(releases_meant(parcel.arrival, number))


def editions_on_offer(ids: Iterable[int]) -> list[Release]:
    """Return the releases among which somebody chooses, with all that tells one from another."""
    return list(session().scalars(_EDITIONS, {"releases": list(ids)}))
