"""Releases of a publisher that may be what is being registered: nothing that both say tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from app.domain.registration import RegistrationAnswers
from app.infra.db import batched, session, streamed
from app.publications.alike import folded, titled_alike
from app.publications.models import Publication, Release
from app.publications.queries import standing

LOOKED_AT = 200
"""So many namesakes, the newest first, are looked at: a title that stands there oftener says nothing."""
TOLD_APART_BY = ("language", "carrier")
SHOWN = 5


def likely_duplicates(answers: RegistrationAnswers, *, publisher_ids: Collection[int]) -> Sequence[Release]:
    """Return releases of these publishers that the answers may describe once more, the newest first.

    The same title in any script, of the same kind, in the same language, on the same carrier, with no other
    number, edition, year or detail. What one of the two does not say tells nothing.
    """
    return likely_duplicates_of_each([answers], publisher_ids=publisher_ids, among=true())[0]


def likely_duplicates_of_each(
    given: Sequence[RegistrationAnswers],
    *,
    publisher_ids: Collection[int],
    among: ColumnElement[bool],
) -> list[Sequence[Release]]:
    """Return the same for each of the answers, in the same statements for any number of them.

    Only releases `among` these count.
    """
    if not given:
        return []
    kinds = {answers.kind for answers in given}
    among = and_(Publication.publisher_id.in_(publisher_ids), Publication.kind.in_(kinds), among)
    found = _releases_by_title({answers.title for answers in given}, among)
    return [
        [one for one in found.get(folded(answers.title), ()) if _may_be_one(answers, one)][:SHOWN]
        for answers in given
    ]


def _releases_by_title(
    titles: Collection[str], among: ColumnElement[bool]
) -> Mapping[str, Sequence[Release]]:
    """The releases whose titles are one of these, by the folded title."""
    beginning_alike = (
        select(Release.id, Publication.title)
        .join(Release.publication)
        .where(among, titled_alike(titles), Release.designation == "", standing())
        .order_by(Release.id.desc())
    )
    alike: dict[str, list[int]] = {folded(title): [] for title in titles}
    for row in streamed(beginning_alike):
        namesakes = alike.get(folded(row.title))
        if namesakes is not None and len(namesakes) < LOOKED_AT:
            namesakes.append(row.id)
    found: defaultdict[str, list[Release]] = defaultdict(list)
    for ids in batched([number for numbers in alike.values() for number in numbers]):
        loaded = select(Release).join(Release.publication).where(Release.id.in_(ids))
        loaded = loaded.options(
            contains_eager(Release.publication), selectinload(Release.publication, Publication.identifiers)
        )
        for release in session().scalars(loaded.order_by(Release.id.desc())):
            found[folded(release.publication.title)].append(release)
    return found


def _may_be_one(answers: RegistrationAnswers, release: Release) -> bool:
    publication = release.publication
    numbers = {(item.scheme, item.value) for item in publication.identifiers}
    given = {(item.scheme, item.value) for item in answers.identifiers}
    if publication.kind != answers.kind or (numbers and given and not numbers & given):
        return False
    said = [(getattr(publication, name), getattr(answers, name)) for name in TOLD_APART_BY]
    said += [(release.year, answers.year), (release.edition_status, answers.edition_status)]
    said += [(value, answers.title_details.get(name)) for name, value in publication.details.items()]
    return all(one == other or not one or not other for one, other in said)
