"""ISSNs of periodicals: what is doubtful about one, and what must be explained."""

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from app.domain.errors import DomainError
from app.domain.identifiers import parse_issn
from app.infra.db import session
from app.publications.models import Identifier, Publication
from app.publications.periodicals.given import GivenIssn
from app.publications.periodicals.models import Periodical
from app.publications.queries import said_still

ISSN = "issn"


def issn_of(publication: Publication) -> str:
    """Return the ISSN as printed; empty where there is none."""
    return next((item.printed_form for item in publication.identifiers if item.scheme == ISSN), "")


def reason_of(publication: Publication) -> str:
    """Return why a doubtful ISSN is kept all the same; empty where nobody had to say."""
    return next((item.override_reason for item in publication.identifiers if item.scheme == ISSN), "")


def check_issn(issn: GivenIssn | None, *, exclude: int | None) -> None:
    """Refuse a doubtful ISSN that nobody has explained.

    Raises:
        DomainError: `periodical.issn_wrong`: its check digit is wrong; `periodical.issn_taken`: another title
            carries it (`title`, `publisher`).
    """
    if issn is None or issn.reason:
        return
    if not parse_issn(issn.digits).valid:
        raise DomainError("periodical.issn_wrong", "issn")
    other = _namesake(issn, exclude)
    if other is not None:
        publisher = other.publisher.name
        raise DomainError("periodical.issn_taken", "issn", title=other.title, publisher=publisher)


def _namesake(issn: GivenIssn, exclude: int | None) -> Publication | None:
    """Another title that carries the ISSN; issues of one title share it, titles do not."""
    carrying = select(Identifier.publication_id).where(
        Identifier.scheme == ISSN, Identifier.value == issn.digits
    )
    taken_back = select(Periodical.publication_id).where(Periodical.withdrawn_at.is_not(None))
    others = and_(Publication.id.in_(carrying), Publication.id != (exclude or 0))
    statement = select(Publication).where(others, said_still(), Publication.id.not_in(taken_back))
    return session().scalar(
        statement.options(joinedload(Publication.publisher)).order_by(Publication.id).limit(1)
    )
