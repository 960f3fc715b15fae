"""What days of a calendar are called, in the reader's language and script."""

import re
from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.script import to_cyrillic
from app.infra.i18n import current_language, gettext
from app.infra.i18n import lazy_gettext as _
from app.law.wording import in_uzbek

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
