"""A periodical is registered, once for all its issues."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.periodicals import Pattern
from app.publications.periodicals.given import FirstIssue, TitleFacts, Usual
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.services.telling import tell
from app.publications.periodicals.services.writing import written


def register_periodical(
    *, facts: TitleFacts, usual: Usual, pattern: Pattern, first: FirstIssue, by: Actor, at: datetime
) -> Periodical:
    """Register a periodical of one's own organisation.

    Raises:
        Forbidden: the account belongs to no organisation.
        DomainError: see `periodicals.checked`, `rows.check`; `identifiers.check_issn`;
            `periodical.first_number`.
    """
    periodical = written(facts, usual, pattern, first, by, at)
    tell("periodical.registered", periodical, _told(facts, pattern), by, at)
    return periodical


def _told(facts: TitleFacts, pattern: Pattern) -> dict[str, object]:
    issn = facts.issn.printed if facts.issn else ""
    return {"title": facts.title, "kind": facts.kind, "issn": issn, "frequency": str(pattern.frequency)}
