"""Titles among which a librarian chooses for a copy that bears nothing to scan."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import owed_on_paper
from app.deposits.receiving.queries.editions import editions_on_offer
from app.deposits.receiving.queries.parcels import Parcel
from app.infra.db import session
from app.infra.search import matching
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import standing

MOST_TITLES = 40


@dataclass(frozen=True, slots=True)
class OfferedTitle:
    """A release that can be chosen, and how many copies of it were expected here and are not scanned yet;
    None: none was expected."""

    release: Release
    expected: int | None


def titles_expected(parcel: Parcel) -> list[OfferedTitle]:
    """Return of what the slip of a parcel announced and what its sender owes to the library all that is not
    scanned yet, the earliest due first; at most `MOST_TITLES` of what is owed. `parcel` has all its lines."""
    announced, owed = _not_scanned(parcel), _owed_by_sender(parcel)
    lacking = {one: copies for one, copies in announced.items() if copies}
    for one in [one for one, copies in owed.items() if copies > 0][:MOST_TITLES]:
        lacking.setdefault(one, owed[one])
    return _offered(lacking)


def titles_called(parcel: Parcel, text: str) -> list[OfferedTitle]:
    """Return registered releases that a search finds, what is announced here or owed to the library first, at
    most `MOST_TITLES` and one, which tells that there are more. `parcel` has all its lines."""
    announced, counted = _not_scanned(parcel), _counted(parcel)
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
        .order_by(or_(lacking > 0, Release.id.in_(announced)).desc(), Release.id.desc())
        .limit(MOST_TITLES + 1)
    )
    expected: dict[int, int | None] = {}
    for one, owed in session().execute(found):
        wanted = one in announced or owed > 0
        expected[one] = max(announced.get(one, 0), owed - counted[one]) if wanted else None
    return _offered(expected)


def _not_scanned(parcel: Parcel) -> dict[int, int]:
    """By release what the slip announced, be it for another library, and is not scanned yet."""
    return {line.release_id: line.missing for line in parcel.lines if line.release_id and line.announced}


def _counted(parcel: Parcel) -> Counter[int | None]:
    """By release the scans of this parcel that will count towards what is owed to the library."""
    tally = parcel.tally
    return Counter(
        scan.release_id
        for scan in tally.scans
        if tally.obligation_ids[scan.id] is not None and scan.id not in tally.for_others
    )


def _owed_by_sender(parcel: Parcel) -> dict[int, int]:
    sender, met = parcel.arrival.depositor_id, Counter(parcel.tally.obligation_ids.values())
    if sender is None:
        return {}
    merged = select(Organisation.id).where(Organisation.merged_into_id == sender)
    owed: Counter[int] = Counter()
    rows = session().execute(
        select(Obligation.id, Obligation.release_id, Obligation.copies - Obligation.received)
        .where(
            owed_on_paper(parcel.arrival.depository_id),
            or_(Obligation.depositor_id == sender, Obligation.depositor_id.in_(merged)),
        )
        .order_by(Obligation.due_on.is_(None), Obligation.due_on, Obligation.id)
        .limit(MOST_TITLES + len(met))
    )
    for obligation_id, release_id, copies in rows:
        owed[release_id] += (copies or 0) - met[obligation_id]
    return owed


def _offered(expected: Mapping[int, int | None]) -> list[OfferedTitle]:
    releases = {release.id: release for release in editions_on_offer(expected)} if expected else {}
    return [OfferedTitle(releases[one], copies) for one, copies in expected.items() if one in releases]
