"""Releases of a publisher that may be what is being registered: nothing that both say tells them apart."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, selectinload

from app.domain.registration import RegistrationAnswers
from app.domain.script import search_key
from app.infra.db import session
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
    statement = (
        select(Release)
        .join(Release.publication)
        .options(
            contains_eager(Release.publication), selectinload(Release.publication, Publication.identifiers)
        )
        .where(
            Publication.publisher_id.in_(publisher_ids),
            Publication.kind == answers.kind,
            _titled(answers.title),
            Release.designation == "",
            standing(),
        )
        .order_by(Release.id.desc())
        .limit(LOOKED_AT)
    )
    return [row for row in session().scalars(statement) if _may_be_one(answers, row)][:SHOWN]


def _titled(title: str) -> ColumnElement[bool]:
    """The title of a publication opens its key; one without Latin or Cyrillic letters has none there."""
    key = search_key(title)
    return Publication.search_key.startswith(key, autoescape=True) if key else Publication.title == title


def _may_be_one(answers: RegistrationAnswers, release: Release) -> bool:
    publication = release.publication
    if search_key(publication.title) != search_key(answers.title):
        return False
    numbers = {(item.scheme, item.value) for item in publication.identifiers}
    given = {(item.scheme, item.value) for item in answers.identifiers}
    if numbers and given and not numbers & given:
        return False
    said = [(getattr(publication, name), getattr(answers, name)) for name in TOLD_APART_BY]
    said += [(release.year, answers.year), (release.edition_status, answers.edition_status)]
    said += [(value, answers.title_details.get(name)) for name, value in publication.details.items()]
    return all(one == other or not one or not other for one, other in said)
