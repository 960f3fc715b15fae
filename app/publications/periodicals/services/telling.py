"""What the reports of publishers share: a reason is given, and one event tells what was reported."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.domain.periodicals import Expected
from app.infra.events import publish
from app.publications.periodicals.models import Periodical


def require(reason: str) -> None:
    """Refuse a report without a reason. Raises `periodical.reason`."""
    if not reason:
        raise DomainError("periodical.reason", "reason")


def tell(name: str, periodical: Periodical, after: Mapping[str, object], by: Actor, at: datetime) -> None:
    """Publish what was reported of a periodical."""
    publish(Event(name, by, at, subjects_of(periodical), after=after))


def missed_facts(issues: Sequence[Expected]) -> Mapping[str, object]:
    """Return what an event keeps of missed issues that are not expected any more; nothing where none were."""
    kept = [{"issue": issue.numbering.designation(), "supplement": issue.supplement} for issue in issues]
    return {"missed": kept} if kept else {}


def subjects_of(periodical: Periodical) -> tuple[Subject, ...]:
    """Return what an act on a periodical concerns."""
    publication = periodical.publication
    return Subject("publication", publication.id), Subject("organisation", publication.publisher_id)
