"""The releases that a scanned number means."""

from collections.abc import Collection

from sqlalchemy import select

from app.domain.identifiers import BarCoded, Isbn, compact
from app.infra.db import session
from app.publications.models import Identifier, Release
from app.publications.queries import standing


def releases_with_number(number: BarCoded) -> list[int]:
    """Return the ids of the releases whose title carries an ISBN, ISMN or ISSN, the newest first.

    An ISBN-10 whose check character is wrong is carried only by what was registered with exactly it: its
    thirteen figures may be those of another book.
    """
    exact = number.printed if isinstance(number, Isbn) and not number.valid else ""
    rows = session().execute(
        select(Release.id, Identifier.printed_form)
        .join(Identifier, Identifier.publication_id == Release.publication_id)
        .where(Identifier.value == number.digits)
        .order_by(Release.id.desc())
    )
    return list(dict.fromkeys(row_id for row_id, printed in rows if compact(printed).endswith(exact)))


def releases_meant_by(number: BarCoded, *, expected: Collection[int]) -> list[int]:
    """Return the releases that a number means to who holds a copy, the newest first: those `expected` and
    those whose registration was not withdrawn; the withdrawn ones where nothing else carries it."""
    carrying = releases_with_number(number)
    registered = set(session().scalars(select(Release.id).where(Release.id.in_(carrying), standing())))
    return [one for one in carrying if one in registered or one in expected] or carrying
