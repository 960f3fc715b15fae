"""ISSNs of periodicals: what is doubtful about one, and what must be explained."""

from collections.abc import Collection, Mapping

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from app.domain.errors import DomainError
from app.domain.identifiers import parse_issn
from app.infra.db import session
from app.publications.models import Identifier, Publication
from app.publications.periodicals.given import GivenIssn
from app.publications.periodicals.models import Periodical
from app.publications.queries import said_still

ISSN = "issn"
Carried = Mapping[str, Publication]
"""Titles by the eight characters of the ISSN that they carry."""


def issn_of(publication: Publication) -> str:
    """Return the ISSN as printed; empty where there is none."""
    return next((item.printed_form for item in publication.identifiers if item.scheme == ISSN), "")


def reason_of(publication: Publication) -> str:
    """Return why a doubtful ISSN is kept all the same; empty where nobody had to say."""
    return next((item.override_reason for item in publication.identifiers if item.scheme == ISSN), "")


def check_issn(issn: GivenIssn | None, *, exclude: int | None, carried: Carried | None = None) -> None:
    """Refuse a doubtful ISSN that nobody has explained. `carried`: as by `titles_carrying`, once for many.

    Raises:
        DomainError: `periodical.issn_wrong`: its check digit is wrong; `periodical.issn_taken`: another title
            carries it (`title`, `publisher`).
    """
    if issn is None or issn.reason:
        return
    if not parse_issn(issn.digits).valid:
        raise DomainError("periodical.issn_wrong", "issn")
    other = (titles_carrying([issn.digits], exclude) if carried is None else carried).get(issn.digits)
    if other is not None:
        publisher = other.publisher.name
        raise DomainError("periodical.issn_taken", "issn", title=other.title, publisher=publisher)


def titles_carrying(digits: Collection[str], exclude: int | None) -> Carried:
    """Return the oldest title but `exclude` that carries each of these ISSNs, in one statement for them all;
    issues of one title share it, titles do not."""
    if not digits:
        return {}
    carrying = and_(Identifier.scheme == ISSN, Identifier.value.in_(digits))
    taken_back = select(Periodical.publication_id).where(Periodical.withdrawn_at.is_not(None))
    others = and_(Publication.id != (exclude or 0), said_still(), Publication.id.not_in(taken_back))
    oldest = (
        select(func.min(Publication.id))
        .join(Identifier, Identifier.publication_id == Publication.id)
        .where(carrying, others)
        .group_by(Identifier.value)
    )
    statement = (
        select(Identifier.value, Publication)
        .join(Publication, Publication.id == Identifier.publication_id)
        .where(carrying, Publication.id.in_(oldest))
        .options(joinedload(Publication.publisher))
        .order_by(Publication.id)
    )
    found: dict[str, Publication] = {}
    for value, publication in session().execute(statement):
        found.setdefault(value, publication)
    return found
