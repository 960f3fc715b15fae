"""Calendars in the reader's words: kinds of days, for whom they are said, months."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from flask_babel import LazyString

from app.domain.calendar import DayKind
from app.domain.script import to_cyrillic
from app.infra.i18n import BABEL_LOCALES, current_language, gettext
from app.infra.i18n import lazy_gettext as _
from app.law.calendars.days import StoredDay
from app.law.wording import in_uzbek

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


NAMES: Mapping[str, LazyString] = {
    "Yangi yil": _("New Year's Day"),
    "Xotin-qizlar kuni": _("Women's Day"),
    "Navroʻz bayrami": _("Navruz"),
    "Gʻalaba kuni": _("Victory Day"),
    "Xotira va qadrlash kuni": _("Day of Remembrance and Honour"),
    "Mustaqillik kuni": _("Independence Day"),
    "Oʻqituvchi va murabbiylar kuni": _("Day of Teachers and Mentors"),
    "Oʻzbekiston Respublikasi Konstitutsiyasi kuni": _("Constitution Day of the Republic of Uzbekistan"),
    "Roʻza hayit": _("Ruza Hayit (Eid al-Fitr)"),
    "Qurbon hayit": _("Qurbon Hayit (Eid al-Adha)"),
    "Dam olish kuni": _("Day off"),
    "Prezidentining farmoni bilan qoʻshimcha dam olish kuni": _("Extra day off by decree of the President"),
}
"""Uzbek names of days, as the package `holidays` writes them; each day's name may join several by "; "."""
MOVED = re.compile(r"(.+) \((?:(\d\d)/(\d\d) (\d{4}) dan )?koʻchirilgan\)")
"""A day that was moved: its name, and the day, month and year from which, where they are told."""


def day_name(name: str, jurisdiction: str | None = None) -> str:
    """What a day of a jurisdiction's calendar, by default the installation's own, is called.

    Uzbek names stand in the reader's script; for other languages those that are known are translated.
    """
    language = current_language().code
    if language == "uz" or not in_uzbek(jurisdiction):
        return name
    if language == "uz_Cyrl":
        return to_cyrillic(name)
    return "; ".join(_translated(part) for part in name.split("; "))


def _translated(name: str) -> str:
    moved = MOVED.fullmatch(name)
    plain = moved[1] if moved else name
    known = str(NAMES.get(plain, plain))
    if moved is None or plain not in NAMES:
        return known if moved is None else name
    if moved[2] is None:
        return gettext("%(name)s (moved)", name=known)
    day, month, year = (int(moved[group]) for group in (2, 3, 4))
    return gettext("%(name)s (moved from %(day)s)", name=known, day=f"{day:02}.{month:02}.{year}")


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


def month_name(month: int) -> str:
    """`Noyabr`, `Ноябрь`, `November`."""
    name = format_date(date(2000, month, 1), "LLLL", BABEL_LOCALES[current_language().code])
    return name[:1].upper() + name[1:]
