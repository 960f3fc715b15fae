"""Periodicals of a publisher that may be what is being registered: nothing that both say tells them apart."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from app.infra.db import session
from app.publications.alike import folded, titled_alike
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
    return namesakes_of_each([facts], publisher_ids=publisher_ids)[0][:SHOWN]


def namesakes_of_each(
    given: Sequence[TitleFacts], *, publisher_ids: Collection[int]
) -> list[Sequence[Periodical]]:
    """Return all of these for each of the facts, in the same statements for any number of them."""
    if not given:
        return []
    statement = (
        select(Periodical)
        .join(Periodical.publication)
        .options(
            contains_eager(Periodical.publication),
            selectinload(Periodical.publication, Publication.identifiers),
        )
        .where(
            Publication.publisher_id.in_(publisher_ids),
            Periodical.withdrawn_at.is_(None),
            titled_alike({facts.title for facts in given}),
        )
        .order_by(Periodical.publication_id.desc())
    )
    titled = defaultdict[str, list[Periodical]](list)
    for one in session().scalars(statement):
        titled[folded(one.publication.title)].append(one)
    return [
        [one for one in titled.get(folded(facts.title), ()) if _may_be_one(facts, one.publication)]
        for facts in given
    ]


def _may_be_one(facts: TitleFacts, publication: Publication) -> bool:
    said = [
        (publication.language, facts.language),
        (publication.carrier, facts.carrier),
        (issn_of(publication), facts.issn.printed if facts.issn else ""),
    ]
    return all(one == other or not one or not other for one, other in said)
