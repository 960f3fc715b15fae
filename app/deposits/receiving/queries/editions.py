"""Reads of the editions among which somebody who scans must choose."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import OWED_IN, owed_by, releases_meant
from app.deposits.receiving.queries.parcels import Parcel
from app.domain.codes import classify_scan
from app.domain.identifiers import BarCoded
from app.domain.law import Form
from app.infra.db import read, session
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
_OWED = select(Obligation.id, Obligation.release_id, Obligation.copies - Obligation.received).where(
    OWED_IN,
    Obligation.cancelled_at.is_(None),
    Obligation.form != Form.FILE.value,
    Obligation.release_id.in_(bindparam("releases", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A release that a scanned number may mean; `owed`: copies of it that the library lacks beyond what was
    scanned here."""

    release: Release
    owed: int


def choices_for(parcel: Parcel, text: str) -> list[Choice]:
    """Return the releases among which the librarian must choose for a scanned ISBN, first those of which
    copies are owed to the library."""
    number = classify_scan(text)
    if not isinstance(number, BarCoded):
        return []
    releases = editions_on_offer(releases_meant(parcel.arrival, number))
    owed = _owed(parcel, [release.id for release in releases])
    choices = [Choice(release, owed[release.id]) for release in releases]
    return sorted(choices, key=lambda choice: not choice.owed)


def _owed(parcel: Parcel, release_ids: Sequence[int]) -> Counter[int]:
    """By release what is owed to the library, or by the slip to one for which it collects."""
    tally = parcel.tally
    met = Counter(met_id for met_id in tally.obligation_ids.values() if met_id is not None)
    owed: Counter[int] = Counter()
    rows = read(_OWED, {**owed_by(parcel.arrival), "releases": release_ids})
    for obligation_id, release_id, copies in rows:
        owed[release_id] += max(0, (copies or 0) - met[obligation_id])
    return owed


def editions_on_offer(ids: Iterable[int]) -> list[Release]:
    """Return the releases among which somebody chooses, with all that tells one from another."""
    return list(session().scalars(_EDITIONS, {"releases": list(ids)}))
