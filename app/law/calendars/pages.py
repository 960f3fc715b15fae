"""A year at a glance: twelve months of whole weeks, each day with what it is."""

from calendar import Calendar as Weeks
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.calendar import Calendar, DayKind, WorkingWeek
from app.infra.i18n import gettext
from app.law.calendars.day_names import day_name
from app.law.calendars.days import StoredCalendar
from app.law.calendars.wording import month_title

ICONS = {
    DayKind.HOLIDAY: "star-fill",
    DayKind.DAY_OFF: "arrow-left-right",
    DayKind.WORKING_DAY: "briefcase-fill",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month's sheet; `icons` and `say` (for readers only) tell what a colour tells."""

    on: date
    mark: str
    icons: tuple[str, ...] = ()
    say: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month by name, in weeks of seven days; None is a day of another month."""

    number: int
    name: str
    working_days: int
    weeks: Sequence[Sequence[Cell | None]]


def months_of(stored: StoredCalendar, year: int, *, week: WorkingWeek, today: date) -> list[Month]:
    """The months of a covered year, for those who work so many days a week."""
    days = stored.build(week)
    return [_month(days, year, number, today) for number in range(1, 13)]


def _month(days: Calendar, year: int, number: int, today: date) -> Month:
    weeks = [
        [_cell(days, on, today) if on.month == number else None for on in week]
        for week in Weeks().monthdatescalendar(year, number)
    ]
    last = max(cell.on for week in weeks for cell in week if cell is not None)
    worked = days.working_days_between(date(year, number, 1), last)
    return Month(number, month_title(number), worked, weeks)


def _cell(days: Calendar, on: date, today: date) -> Cell:
    mark = days.mark(on)
    if mark is None:
        free = not days.is_working(on)
        return Cell(on, "off" if free else "", say=gettext("free") if free else "", today=on == today)
    said = {
        DayKind.HOLIDAY: gettext("holiday"),
        DayKind.DAY_OFF: gettext("day off"),
        DayKind.WORKING_DAY: gettext("worked"),
    }
    words = [said[mark.kind], *([day_name(mark.name, days.jurisdiction)] if mark.name else [])]
    icons: tuple[str, ...] = (ICONS[mark.kind],)
    if mark.estimated:
        icons, words = (*icons, "patch-question-fill"), [*words, gettext("estimated")]
    return Cell(on, str(mark.kind).replace("_", "-"), icons, ", ".join(words), on == today)
