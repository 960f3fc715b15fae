"""A periodical goes on at another frequency."""

from datetime import date, datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event
from app.domain.periodicals import Pattern, checked
from app.infra.db import session
from app.infra.events import publish
from app.publications.periodicals.models import PublicationPattern
from app.publications.periodicals.queries import locked_periodical
from app.publications.periodicals.services.telling import subjects_of


def change_frequency(
    *, publication_id: int, pattern: Pattern, from_on: date, by: Actor, at: datetime
) -> None:
    """Let a periodical come out by another pattern from a day on; saying it again changes nothing.

    Raises:
        NotFound: the periodical is not this organisation's.
        DomainError: see `periodicals.checked`; `periodical.before_first`, a day before its first issue.
    """
    periodical = locked_periodical(by, publication_id)
    if from_on < periodical.first_on:
        raise DomainError("periodical.before_first", "from_on", first=periodical.first_on)
    chosen = select(PublicationPattern).where(
        PublicationPattern.publication_id == publication_id, PublicationPattern.from_on <= from_on
    )
    standing = session().scalars(chosen.order_by(PublicationPattern.from_on.desc()).limit(1)).one()
    said = checked(pattern).to_json()
    if standing.pattern == said:
        return
    before = standing.pattern
    if standing.from_on == from_on:
        standing.pattern = said
    else:
        session().add(PublicationPattern(publication_id=publication_id, from_on=from_on, pattern=said))
    session().flush()
    after = {**said, "from_on": from_on.isoformat()}
    publish(Event("periodical.frequency_changed", by, at, subjects_of(periodical), before, after))
