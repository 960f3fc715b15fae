"""Working days as stored: calendars, their years, and which of them a person has reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.models import Account
from app.domain.calendar import Calendar, WorkingWeek
from app.domain.errors import DomainError, NotFound
from app.infra.db import session
from app.infra.settings import settings
from app.law.calendars.days import StoredCalendar, StoredDay, digest_of
from app.law.calendars.models import CalendarDay, CalendarRange, CalendarReview

# What a process keeps, so that it builds a calendar once. It is named by the digest of its days: nothing kept
# can be out of date, whichever process changed it.
_built: dict[tuple[str, WorkingWeek], tuple[str, Calendar]] = {}


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a calendar; `reviewed_at` None: nobody has reviewed its days as they are now."""

    year: int
    digest: str
    days: Sequence[StoredDay]
    reviewed_at: datetime | None
    reviewed_by: str

    @property
    def reviewed(self) -> bool:
        """Whether a person has reviewed its days as they are."""
        return self.reviewed_at is not None


def calendar(working_week: WorkingWeek = 5, *, jurisdiction: str | None = None) -> Calendar:
    """The working days of a jurisdiction, by default the installation's own.

    `working_week` is that of the rule set by which a date is counted (`RuleSet.working_week`).

    Raises:
        DomainError: `calendar.missing`, nobody has stored its calendar yet.
    """
    jurisdiction = jurisdiction or settings().jurisdiction
    span = session().execute(
        select(CalendarRange.first, CalendarRange.last, CalendarRange.digest).where(
            CalendarRange.jurisdiction == jurisdiction
        )
    )
    row = span.one_or_none()
    if row is None:
        raise DomainError("calendar.missing", jurisdiction=jurisdiction)
    state = f"{row.first} {row.last} {row.digest}"
    kept = _built.get((jurisdiction, working_week))
    if kept is None or kept[0] != state:
        stored = StoredCalendar(jurisdiction, row.first, row.last, _days(jurisdiction))
        kept = _built[jurisdiction, working_week] = (state, stored.build(working_week))
    return kept[1]


def find_calendar(jurisdiction: str, *, lock: bool = False) -> StoredCalendar | None:
    """A jurisdiction's calendar as stored, if there is one; `lock` keeps others from it until the commit."""
    statement = select(CalendarRange).where(CalendarRange.jurisdiction == jurisdiction)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    span = session().scalar(statement)
    return None if span is None else StoredCalendar(jurisdiction, span.first, span.last, _days(jurisdiction))


def stored_calendar(jurisdiction: str, *, lock: bool = False) -> StoredCalendar:
    """A jurisdiction's calendar as stored. Raises `NotFound`."""
    found = find_calendar(jurisdiction, lock=lock)
    if found is None:
        raise NotFound("not_found")
    return found


def spans() -> list[tuple[str, date, date]]:
    """Whose calendars are stored, and from when to when: the installation's own first, the others by code."""
    found = session().execute(select(CalendarRange.jurisdiction, CalendarRange.first, CalendarRange.last))
    own = settings().jurisdiction
    return sorted(
        ((code, first, last) for code, first, last in found), key=lambda span: (span[0] != own, span)
    )


def years_of(stored: StoredCalendar) -> list[Year]:
    """Every year of a calendar, and who has reviewed it."""
    reviews = session().execute(
        select(CalendarReview, Account.name)
        .outerjoin(Account, Account.id == CalendarReview.reviewed_by_id)
        .where(CalendarReview.jurisdiction == stored.jurisdiction)
    )
    held = {review.year: (review, name or "") for review, name in reviews}
    return [_year(year, stored.of_year(year), held.get(year)) for year in stored.years]


def unreviewed_years(jurisdiction: str, first: date = date.min, last: date = date.max) -> list[int]:
    """Which years from `first` to `last` nobody has reviewed, among those stored."""
    stored = find_calendar(jurisdiction)
    if stored is None:
        return []
    return [
        year.year for year in years_of(stored) if first.year <= year.year <= last.year and not year.reviewed
    ]


def _year(year: int, days: list[StoredDay], held: tuple[CalendarReview, str] | None) -> Year:
    digest = digest_of(days)
    if held is None or held[0].digest != digest:
        return Year(year, digest, days, None, "")
    return Year(year, digest, days, held[0].reviewed_at, held[1])


def _days(jurisdiction: str) -> tuple[StoredDay, ...]:
    columns = ("on", "kind", "name", "estimated", "source", "working_week")
    statement = select(*(getattr(CalendarDay, name) for name in columns))
    found = session().execute(
        statement.where(CalendarDay.jurisdiction == jurisdiction).order_by(CalendarDay.on)
    )
    return tuple(StoredDay(*row) for row in found)
