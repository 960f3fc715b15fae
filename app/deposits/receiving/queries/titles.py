"""Titles among which a librarian chooses for a copy that bears nothing to scan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import owed_on_paper
from app.deposits.receiving.queries.parcels import Parcel, editions_on_offer
from app.infra.db import session
from app.infra.search import matching
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import standing

MOST_TITLES = 40


@dataclass(frozen=True, slots=True)
class OfferedTitle:
    """A release that can be chosen, and how many copies of it are still expected here, this parcel's scans
    not counted."""

    release: Release
    expected: int


def titles_expected(parcel: Parcel) -> list[OfferedTitle]:
    """Return what the slip of a parcel announced and what its sender owes to the library, the earliest due
    first; at most `MOST_TITLES` of what is owed."""
    owed = _owed_by_sender(parcel)
    announced = parcel.tally.announced
    ids = dict.fromkeys([*announced, *owed])
    return _offered(list(ids), {**owed, **announced})


def titles_called(parcel: Parcel, text: str) -> list[OfferedTitle]:
    """Return registered releases that a search finds, what is owed to the library first, at most
    `MOST_TITLES`."""
    here = owed_on_paper(parcel.arrival.depository_id)
    lacking = (
        select(func.coalesce(func.sum(Obligation.copies - Obligation.received), 0))
        .where(Obligation.release_id == Release.id, here)
        .correlate(Release)
        .scalar_subquery()
    )
    found = (
        select(Release.id, lacking)
        .join(Release.publication)
        .where(matching(Publication.id, text), standing())
        .order_by((lacking > 0).desc(), Release.id.desc())
        .limit(MOST_TITLES)
    )
    expected: dict[int, int] = dict(iter(session().execute(found)))
    return _offered(list(expected), expected)


def _owed_by_sender(parcel: Parcel) -> dict[int, int]:
    sender = parcel.arrival.depositor_id
    if sender is None:
        return {}
    merged = select(Organisation.id).where(Organisation.merged_into_id == sender)
    owed: Counter[int] = Counter()
    rows = session().execute(
        select(Obligation.release_id, Obligation.copies - Obligation.received)
        .where(
            owed_on_paper(parcel.arrival.depository_id),
            or_(Obligation.depositor_id == sender, Obligation.depositor_id.in_(merged)),
        )
        .order_by(Obligation.due_on.is_(None), Obligation.due_on, Obligation.id)
        .limit(MOST_TITLES)
    )
    for release_id, copies in rows:
        owed[release_id] += copies or 0
    return owed


def _offered(ids: Sequence[int], expected: dict[int, int]) -> list[OfferedTitle]:
    releases = {release.id: release for release in editions_on_offer(ids)} if ids else {}
    return [OfferedTitle(releases[one], expected[one]) for one in ids if one in releases]
