"""Releases of a publisher that may be what is being registered: nothing that both say tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from app.domain.registration import RegistrationAnswers
from app.domain.script import search_key
from app.infra.db import batched, session, streamed
from app.publications.models import Publication, Release
from app.publications.queries import standing

LOOKED_AT = 200
"""So many namesakes, the newest first, are looked at: a title that stands there oftener says nothing."""
COMPARED = (2, 4, 6, 8, 10, 12, 16, 24)
"""So many letters of a folded title the database compares, as many of these as it has; the whole is compared
here, row by row. More lengths let few rows less through, and cost a comparison more for each title there is.
"""
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
    keys = {answers.title: search_key(answers.title) for answers in given}
    kinds = {answers.kind for answers in given}
    among = and_(Publication.publisher_id.in_(publisher_ids), Publication.kind.in_(kinds), among)
    found = _releases_by_title(keys, among)
    return [
        [one for one in found.get(keys[answers.title] or answers.title, ()) if _may_be_one(answers, one)][
            :SHOWN
        ]
        for answers in given
    ]


def _releases_by_title(
    keys: Mapping[str, str], among: ColumnElement[bool]
) -> Mapping[str, Sequence[Release]]:
    """The releases whose titles are one of these (with their keys), by key, or by title where it has none."""
    beginning_alike = (
        select(Release.id, Publication.title)
        .join(Release.publication)
        .where(among, or_(*_titled(keys)), Release.designation == "", standing())
        .order_by(Release.id.desc())
    )
    alike: dict[str, list[int]] = {key or title: [] for title, key in keys.items()}
    for row in streamed(beginning_alike):
        namesakes = alike.get(_folded(row.title))
        if namesakes is not None and len(namesakes) < LOOKED_AT:
            namesakes.append(row.id)
    found: defaultdict[str, list[Release]] = defaultdict(list)
    for ids in batched([number for numbers in alike.values() for number in numbers]):
        loaded = select(Release).join(Release.publication).where(Release.id.in_(ids))
        loaded = loaded.options(
            contains_eager(Release.publication), selectinload(Release.publication, Publication.identifiers)
        )
        for release in session().scalars(loaded.order_by(Release.id.desc())):
            found[_folded(release.publication.title)].append(release)
    return found


def _titled(keys: Mapping[str, str]) -> Iterator[ColumnElement[bool]]:
    """The title of a publication opens its key, with a blank behind it; one without Latin or Cyrillic letters
    has none there."""
    by_length: defaultdict[int, set[str]] = defaultdict(set)
    for title, key in keys.items():
        length = max((number for number in COMPARED if number <= len(key) + 1), default=0)
        by_length[length].add(f"{key} "[:length] if length else title)
    for length, beginnings in by_length.items():
        if length:
            yield func.substr(Publication.search_key + " ", 1, length).in_(sorted(beginnings))
        else:
            yield Publication.title.in_(sorted(beginnings))


def _folded(title: str) -> str:
    return search_key(title) or title


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
