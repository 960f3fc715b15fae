"""Titles of a publisher of which something else may be a later edition: by a number, or by their title."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Row, select

from app.domain.kinds import SERIALS
from app.domain.registration import RegistrationAnswers
from app.domain.schemes import SHARED
from app.infra.db import session, streamed
from app.publications.alike import folded, titled_alike
from app.publications.models import Contributor, Identifier, Publication
from app.publications.namesakes import Number

LOOKED_AT = 5000
"""So many titles, the newest first, are looked at for one portion of records: memory stays flat."""
AUTHOR = "author"
_Titled = Row[int, str, str, str, dict[str, object]]
"""What is read of a title: its key, the title, and what may tell it from another."""


def earlier_editions(
    given: Sequence[RegistrationAnswers], *, publisher_ids: Collection[int]
) -> Sequence[Collection[int]]:
    """Return for each of the answers the publications of these publishers that it may be an edition of.

    They carry one of its numbers; or they have the same title in any script, are of the same kind, and no
    language, author or detail that both name tells them apart. Costs the same statements for any number.
    """
    if not given:
        return []
    by_number = _by_number(given, publisher_ids)
    rows = _titled(given, publisher_ids)
    authors = _authors([row.id for row in rows])
    by_title: dict[str, list[_Titled]] = {}
    for row in rows:
        by_title.setdefault(folded(row.title), []).append(row)
    return [
        {
            *(number for key in _numbers(answers) for number in by_number.get(key, ())),
            *(
                row.id
                for row in by_title.get(folded(answers.title), ())
                if _may_be_one(answers, row, authors.get(row.id, frozenset()))
            ),
        }
        for answers in given
    ]


def _by_number(
    given: Sequence[RegistrationAnswers], publisher_ids: Collection[int]
) -> Mapping[Number, Sequence[int]]:
    asked = {number for answers in given for number in _numbers(answers)}
    statement = (
        select(Identifier.scheme, Identifier.value, Publication.id)
        .join(Publication, Publication.id == Identifier.publication_id)
        .where(
            Identifier.value.in_({value for _scheme, value in asked}),
            Publication.publisher_id.in_(publisher_ids),
            Publication.kind.not_in(SERIALS),
        )
    )
    found: dict[Number, list[int]] = {}
    for scheme, value, publication_id in session().execute(statement) if asked else ():
        found.setdefault((scheme, value), []).append(publication_id)
    return found


def _titled(given: Sequence[RegistrationAnswers], publisher_ids: Collection[int]) -> Sequence[_Titled]:
    titles = {answers.title for answers in given}
    columns = (Publication.id, Publication.title, Publication.kind, Publication.language, Publication.details)
    beginning_alike = (
        select(*columns)
        .where(
            Publication.publisher_id.in_(publisher_ids),
            Publication.kind.in_({answers.kind for answers in given}),
            titled_alike(titles),
        )
        .order_by(Publication.id.desc())
    )
    asked = {folded(title) for title in titles}
    named_alike = (row for row in streamed(beginning_alike) if folded(row.title) in asked)
    return list(islice(named_alike, LOOKED_AT))


def _authors(publication_ids: Collection[int]) -> Mapping[int, Collection[str]]:
    statement = select(Contributor.publication_id, Contributor.name).where(
        Contributor.publication_id.in_(publication_ids), Contributor.role == AUTHOR
    )
    found: dict[int, set[str]] = {}
    for publication_id, name in session().execute(statement) if publication_ids else ():
        found.setdefault(publication_id, set()).add(folded(name))
    return found


def _may_be_one(answers: RegistrationAnswers, row: _Titled, authors: Collection[str]) -> bool:
    named = {folded(person.name) for person in answers.people if person.role == AUTHOR}
    if named and authors and named.isdisjoint(authors):
        return False
    said: list[tuple[object, object]] = [(row.language, answers.language)]
    said += [(value, answers.title_details.get(name)) for name, value in row.details.items()]
    alike = all(one == other or not one or not other for one, other in said)
    return alike and row.kind == answers.kind


def _numbers(answers: RegistrationAnswers) -> Iterator[Number]:
    """Its numbers of schemes in which sharing one is unusual."""
    return ((item.scheme, item.value) for item in answers.identifiers if item.scheme not in SHARED)
