"""Periodicals of a publisher that may be what is being registered: nothing that both say tells them apart."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from app.domain.script import search_key
from app.infra.db import session
from app.publications.models import Publication
from app.publications.periodicals.given import TitleFacts
from app.publications.periodicals.identifiers import issn_of
from app.publications.periodicals.models import Periodical

SHOWN = 5


def namesakes(facts: TitleFacts, *, publisher_ids: Collection[int]) -> Sequence[Periodical]:
    """Return periodicals of these publishers that the facts may describe once more, the newest first.

    The same title in any script, in the same language, on the same carrier, with no other ISSN. What one of
    the two does not say tells nothing.
    """
    key = search_key(facts.title)
    opens = Publication.search_key.startswith(key, autoescape=True)
    titled = opens if key else Publication.title == facts.title
    statement = (
        select(Periodical)
        .join(Periodical.publication)
        .options(
            contains_eager(Periodical.publication),
            selectinload(Periodical.publication, Publication.identifiers),
        )
        .where(Publication.publisher_id.in_(publisher_ids), Periodical.withdrawn_at.is_(None), titled)
        .order_by(Periodical.publication_id.desc())
    )
    return [one for one in session().scalars(statement) if _may_be_one(facts, one.publication)][:SHOWN]


def _may_be_one(facts: TitleFacts, publication: Publication) -> bool:
    if search_key(publication.title) != search_key(facts.title):
        return False
    said = [
        (publication.language, facts.language),
        (publication.carrier, facts.carrier),
        (issn_of(publication), facts.issn.printed if facts.issn else ""),
    ]
    return all(one == other or not one or not other for one, other in said)
