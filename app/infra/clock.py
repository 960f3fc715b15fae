"""The one clock. Everything below the rim receives the time as a value."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """Return the country's time zone: a legal day ends at midnight there."""
    found: ZoneInfo = current_app.config["NUSXA"].time_zone
    return found


def local_day(at: datetime) -> date:
    """Return the calendar day in the country's zone on which `at` falls."""
    return at.astimezone(zone()).date()


def day_of(when: date) -> date:
    """Return the day itself, or of a moment the country's day on which it falls."""
    return local_day(when) if isinstance(when, datetime) else when


def today() -> date:
    """Return the present day in the country's zone."""
    return local_day(now())
