"""Hours of the demonstration's libraries, and one that is closed for repairs in some weeks."""

from datetime import date, datetime, timedelta

from app.desks.demo.timeline import weekday_from
from app.domain.actor import SYSTEM
from app.infra import clock
from app.organisations.libraries.services import close_library, keep_hours
from app.organisations.queries import depositories

WEEK = dict.fromkeys(range(5), ("09:00", "18:00")) | {5: ("09:00", "14:00")}
CLOSED = "uz-akm-1718"
REASON = "Taʼmirlash ishlari"


def open_libraries(*, at: datetime) -> None:
    """Let every library tell its hours, and one record a closure ahead."""
    first = weekday_from(clock.local_day(at) + timedelta(days=20))
    for library in depositories():
        keep_hours(library_id=library.id, hours=WEEK, by=SYSTEM, at=at)
        if library.code == CLOSED:
            _close(library.id, first, at)


def _close(library_id: int, first: date, at: datetime) -> None:
    last = first + timedelta(days=4)
    close_library(library_id=library_id, first_on=first, last_on=last, reason=REASON, by=SYSTEM, at=at)
