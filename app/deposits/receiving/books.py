"""The books of a parcel as the desk names them: plain values, for after each scan a page names them all."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from app.infra.db import read
from app.publications.models import Contributor, Publication, Release, ReleaseWithdrawal
from app.publications.queries import first_identifier, full_title


@dataclass(frozen=True, slots=True)
class Book:
    """A release: its title with language and script, its first author, and its number as printed on it."""

    id: int
    title: str
    language: str
    script: str
    author: str | None
    number: str | None
    withdrawn: bool


_AUTHOR = (
    select(Contributor.name)
    .where(Contributor.publication_id == Publication.id)
    .order_by(Contributor.position)
    .limit(1)
    .scalar_subquery()
)
_BOOKS = (
    select(
        Release.id,
        full_title(),
        Publication.language,
        Publication.script,
        _AUTHOR,
        first_identifier(),
        exists().where(ReleaseWithdrawal.release_id == Release.id),
    )
    .join(Release.publication)
    .where(Release.id.in_(bindparam("releases", expanding=True)))
)


def books_by_id(ids: Iterable[int]) -> dict[int, Book]:
    """Return the books of these releases."""
    return {row[0]: Book(*row) for row in read(_BOOKS, {"releases": list(ids)})}
