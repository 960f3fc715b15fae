"""Where an application stands, and by when it is answered."""

from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import DomainError
from app.infra import clock
from app.infra.settings import settings
from app.joining.models import Application
from app.law.calendars.queries import calendar


class Standing(StrEnum):
    """How far an application has come."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


def standing_of(application: Application) -> Standing:
    """Return where an application stands; nothing but its moments says so."""
    if application.approved_at is not None:
        return Standing.APPROVED
    if application.refused_at is not None:
        return Standing.REFUSED
    if application.confirmed_at is None:
        return Standing.UNCONFIRMED
    if application.asked_at is not None and application.answered_at is None:
        return Standing.ASKED
    return Standing.WAITING


def answered_by(application: Application) -> date | None:
    """Return the last day of the published time; it begins anew with each answer of the applicant.

    None while the authority does not have to answer, and where the calendar does not reach.
    """
    since = application.answered_at or application.confirmed_at
    if since is None or standing_of(application) is not Standing.WAITING:
        return None
    return published_day(since)


def stamp_of(application: Application) -> str:
    """Return a mark of what its vetter sees: it differs once something is asked or answered."""
    moments = (application.confirmed_at, application.asked_at, application.answered_at)
    return max(moment for moment in moments if moment is not None).isoformat()


def published_day(since: datetime) -> date | None:
    """Return the day by which an application that arrived at `since` is answered, by working days."""
    try:
        return calendar().count_forward(clock.local_day(since), settings().joining_days, start_counts=False)
    except DomainError:  # no calendar, or it ends before
        return None
