"""Calendars in the reader's words: kinds of days, for whom they are said, months."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.calendar import DayKind
from app.infra.i18n import gettext, month_name
from app.infra.i18n import lazy_gettext as _
from app.law.calendars.day_names import day_name
from app.law.calendars.days import StoredDay

KINDS: Mapping[str, LazyString] = {
    DayKind.HOLIDAY: _("Holiday"),
    DayKind.DAY_OFF: _("Moved or extra day off"),
    DayKind.WORKING_DAY: _("Worked weekend day"),
}
WEEKS: Mapping[str, LazyString] = {
    "": _("Both: five and six days"),
    "5": _("Only who works five days a week"),
    "6": _("Only who works six days a week"),
}


def kind_text(day: StoredDay | None) -> str:
    """What a day is; one without an entry, or made ordinary, is ordinary."""
    if day is None or day.kind is None:
        return gettext("Ordinary day")
    return str(KINDS[day.kind])


def day_text(day: StoredDay | None, jurisdiction: str) -> str:
    """A day in one line: what it is, for whom, what it is called, and whether that is certain."""
    parts = [kind_text(day)]
    if day is not None:
        parts += [day_name(day.name, jurisdiction)] if day.name else []
        parts += [str(WEEKS[str(day.working_week)])] if day.working_week else []
        parts += [gettext("estimated")] if day.estimated else []
    return " · ".join(parts)


def month_title(month: int) -> str:
    """`Noyabr`, `Ноябрь`, `November`."""
    name = month_name(month)
    return name[:1].upper() + name[1:]
