"""What must be worked out anew when something else has changed."""

from datetime import date

from app.deposits.obligations.changes import note_changes_of
from app.deposits.obligations.moved import has_moved
from app.deposits.obligations.rejudging.models import Cause
from app.deposits.obligations.rejudging.services import start_rejudging
from app.deposits.obligations.services import (
    PRINTER_FACTS,
    cancel_all,
    forget_identified_printer,
    recompute_obligations,
)
from app.domain.errors import Conflict
from app.domain.events import Event
from app.infra.settings import settings
from app.law.queries import rule_sets


def release_changed(event: Event) -> None:
    """Releases were registered or amended; an amended title concerns every release of it. The amended one
    comes first: who was found out to have printed it is not known to have printed it where it names another
    house."""
    release_ids = [subject.id for subject in event.subjects if subject.kind == "release"]
    note_changes_of(release_ids)
    if event.name == "release.amended" and not PRINTER_FACTS.isdisjoint(event.after):
        forget_identified_printer(release_id=release_ids[0])
    for release_id in release_ids:
        recompute_obligations(release_id=release_id, by=event.by, at=event.at)


def releases_withdrawn(event: Event) -> None:
    """Registrations are taken back: nothing is owed for them any more, unless something of one has moved.

    Raises:
        Conflict: `release.moved`.
    """
    release_ids = [subject.id for subject in event.subjects if subject.kind == "release"]
    if has_moved(release_ids):
        raise Conflict("release.moved")
    cancel_all(release_ids, at=event.at)


def calendar_changed(event: Event) -> None:
    """Days of a calendar changed; those of another jurisdiction count for nobody here."""
    disturbed = event.after["disturbed"]
    if event.after["jurisdiction"] != settings().jurisdiction or not isinstance(disturbed, list):
        return
    first, last = (date.fromisoformat(day) for day in disturbed)
    start_rejudging(Cause.CALENDAR_CHANGED, first, last, by=event.by, at=event.at)


def closures_changed(event: Event) -> None:
    """A library was closed or opens again: what is due there may move, if the law says so."""
    if not any(law.rule_set.heeds_closures for law in rule_sets()):
        return
    first, last = (date.fromisoformat(str(event.after[name])) for name in ("from_on", "until_on"))
    library_id = event.subjects[0].id
    start_rejudging(Cause.LIBRARY_CLOSED, first, last, by=event.by, at=event.at, depository_id=library_id)


def law_made_retroactive(event: Event) -> None:
    """A rule set now governs events before its first day: every release that has one is judged again."""
    first, last = (date.fromisoformat(str(event.after[name])) for name in ("reaches_back_to", "last_day"))
    start_rejudging(
        Cause.LAW_RETROACTIVE, first, last, by=event.by, at=event.at, rule_set_id=event.subjects[0].id
    )
