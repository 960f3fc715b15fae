"""The languages of publications (ISO 639): those of this country's publishing first, then every other one."""

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from babel import Locale
from babel.core import get_global
from flask_babel import LazyString

from app.domain.script import to_cyrillic
from app.infra.i18n import current_language
from app.infra.i18n import lazy_gettext as _
from app.web.forms import choices_of

USUAL: Mapping[str, LazyString] = {
    "uz": _("Uzbek"),
    "kaa": _("Karakalpak"),
    "ru": _("Russian"),
    "en": _("English"),
    "tg": _("Tajik"),
    "kk": _("Kazakh"),
    "ky": _("Kyrgyz"),
    "tk": _("Turkmen"),
    "crh": _("Crimean Tatar"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "de": _("German"),
    "fr": _("French"),
    "ko": _("Korean"),
    "tr": _("Turkish"),
    "zh": _("Chinese"),
    "mul": _("Several languages"),
    "zxx": _("Without text"),
}
"""Those that lists of the interface offer to narrow by."""
_CODE = re.compile("[a-z]{2,3}")
_NOT_LANGUAGES = ("und", "root")


def _named(locale: str) -> Mapping[str, str]:
    """The names that the data of Unicode (CLDR) has in a language."""
    return Locale.parse(locale).languages


def _name(code: str) -> str:
    language = current_language().code
    name = _named("uz" if language == "uz_Cyrl" else language)[code]
    said = to_cyrillic(name) if language == "uz_Cyrl" else name
    return said[:1].upper() + said[1:]


LANGUAGES: Mapping[str, LazyString] = {
    **USUAL,
    **{
        code: LazyString(partial(_name, code))
        for code in sorted(_named("uz").keys() & _named("ru").keys() & _named("en").keys())
        if _CODE.fullmatch(code) and code not in (*USUAL, *_NOT_LANGUAGES)
    },
}
"""Every language with a name in each language of the interface; its code has two letters, else three."""

OTHER_CODES: Mapping[str, str] = {
    other: code for other, code in get_global("language_aliases").items() if code in LANGUAGES
}
"""Codes of three letters, and older ones, of languages that have a code of two (ISO 639-2, both forms)."""


def language_choices() -> list[Any]:
    """Return the choices of a form: the usual ones, then the others by name."""
    return choices_of(_by_name(current_language().code))


def languages_to_narrow_by(chosen: str) -> list[tuple[str, LazyString]]:
    """Return what the filter of a list offers: the usual languages, and the one that is chosen."""
    unusual = [(chosen, LANGUAGES[chosen])] if chosen in LANGUAGES and chosen not in USUAL else []
    return [*USUAL.items(), *unusual]


@cache
def _by_name(_language: str) -> list[tuple[str, str]]:
    others = [(code, str(name)) for code, name in LANGUAGES.items() if code not in USUAL]
    usual = [(code, str(name)) for code, name in USUAL.items()]
    return [*usual, *sorted(others, key=lambda pair: pair[1])]
