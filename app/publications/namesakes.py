"""Titles that carry one number, whoever their publisher is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.domain.schemes import SHARED
from app.infra.db import session
from app.infra.i18n import organisation_name
from app.organisations.models import Organisation
from app.publications.models import Identifier, Publication
from app.publications.queries import said_still

Number = tuple[str, str]
"""The scheme of a number, and the number in it."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another title that carries an identifier: only what is printed in it, and whether it is one's own.

    `publisher` in the reader's language.
    """

    scheme: str
    value: str
    publication_id: int
    publisher_id: int
    title: str
    publisher: str


def namesakes(numbers: Collection[Number]) -> Mapping[Number, list[Namesake]]:
    """Return the titles that carry each of these numbers.

    Left out are schemes in which sharing a number is nothing unusual, numbers that nobody else carries, and
    titles whose registration was taken back.
    """
    asked = {number for number in numbers if number[0] not in SHARED}
    statement = (
        select(
            Identifier.scheme,
            Identifier.value,
            Publication.id,
            Publication.publisher_id,
            Publication.title,
            Organisation.name,
            Organisation.name_ru,
            Organisation.name_en,
        )
        .join(Publication, Publication.id == Identifier.publication_id)
        .join(Organisation, Organisation.id == Publication.publisher_id)
        .where(Identifier.value.in_({value for _scheme, value in asked}), said_still())
        .order_by(Publication.id)
    )
    found: dict[Number, list[Namesake]] = {}
    for row in session().execute(statement):
        if (row[0], row[1]) in asked:
            found.setdefault((row[0], row[1]), []).append(Namesake(*row[:5], organisation_name(row)))
    return found
