"""A periodical goes on under another title."""

from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.periodicals import Pattern
from app.infra.db import session
from app.infra.events import publish
from app.publications.periodicals.given import FirstIssue, TitleFacts, Usual
from app.publications.periodicals.models import Periodical, PublicationPattern
from app.publications.periodicals.queries import last_issued_on, locked_periodical
from app.publications.periodicals.services.writing import written


def change_title(
    *, publication_id: int, facts: TitleFacts, usual: Usual, first: FirstIssue, by: Actor, at: datetime
) -> Periodical:
    """Register the title under which a periodical goes on: a publication of its own, with an ISSN of its own.

    The old one ceases on the day of the new one's first issue and hands on its latest pattern.

    Raises:
        NotFound: the periodical is not this organisation's.
        Conflict: `periodical.has_successor`.
        DomainError: `periodical.same_title`; `periodical.issued_since`, the old title had an issue on that
            day or later; and as `register_periodical`.
    """
    old = locked_periodical(by, publication_id)
    if session().scalar(select(Periodical.publication_id).where(Periodical.continues_id == publication_id)):
        raise Conflict("periodical.has_successor")
    if facts.title == old.publication.title:
        raise DomainError("periodical.same_title", "title")
    last = last_issued_on(publication_id)
    if last is not None and last >= first.on:
        raise DomainError("periodical.issued_since", "on", day=last)
    latest = select(PublicationPattern).where(PublicationPattern.publication_id == publication_id)
    kept = session().scalars(latest.order_by(PublicationPattern.from_on.desc()).limit(1)).one()
    new = written(facts, usual, Pattern.from_json(kept.pattern), first, by, at)
    new.continues_id = publication_id
    old.ceased_on = min(old.ceased_on or first.on, first.on)
    session().flush()
    subjects = (
        Subject("publication", publication_id),
        Subject("publication", new.publication_id),
        Subject("organisation", old.publication.publisher_id),
    )
    before = {"title": old.publication.title}
    after = {"title": facts.title, "from_on": first.on.isoformat(), "issn": facts.issn and facts.issn.printed}
    publish(Event("periodical.title_changed", by, at, subjects, before, after))
    return new
