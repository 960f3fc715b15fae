"""Languages of the interface, and how dates, numbers and names of places read in each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_app_context, has_request_context, session
from flask_babel import Babel, get_locale, get_translations
from flask_babel import force_locale as babel_force_locale
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.domain.script import to_cyrillic
from app.infra import clock
from app.infra.filled import filled
from app.infra.months import day_in, month_in
from app.infra.settings import settings

TRANSLATIONS = Path(__file__).parent.parent / "translations"
NO_BREAK = "\u00a0"
_short = lru_cache(maxsize=4 * 366)("{:%d.%m.%Y}".format)  # a page names the same few days again and again

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Language:
    """A language and script in which the whole interface is written."""

    code: str
    tag: str
    label: str
    title: str


# Karakalpak is offered once it has a complete catalogue (`./nusxa check` compares).
LANGUAGES: Sequence[Language] = (
    Language("uz", "uz-Latn", "Oʻz", "Oʻzbekcha"),
    Language("uz_Cyrl", "uz-Cyrl", "Ўз", "Ўзбекча"),
    Language("ru", "ru", "Ru", "Русский"),
    Language("en", "en", "En", "English"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
BABEL_LOCALES = {"uz": "uz_Latn", "uz_Cyrl": "uz_Cyrl", "ru": "ru", "en": "en_GB"}


def init_i18n(app: Flask) -> None:
    """Choose a language for each request and give templates their filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = app.config["NUSXA"].default_language
    Babel(app, locale_selector=language_code)
    filters = {
        "day": format_day,
        "date": format_long,
        "date_short": format_short,
        "datetime": format_moment,
        "time": format_time,
        "number": format_number,
        "money": format_money,
        "weekday": format_weekday,
        "local_day": clock.local_day,
        "place": place_name,
        "organisation": organisation_name,
        "short_organisation": short_organisation_name,
    }
    app.jinja_env.filters.update(filters)
    # Not the i18n extension's own, which go through the template's context three times for each text.
    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_said_of_many)
    app.extensions["readings"] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """A language and its catalogue, found once for an answer: a page asks for hundreds of texts.

    `marked` keeps what pages say without values, ready to stand in HTML; it lives as long as the application.
    """

    language: Language
    translations: NullTranslations
    marked: dict[str, Markup] = field(default_factory=dict)


def _reading() -> Reading:
    try:
        reading: Reading = g.reading
    except AttributeError:
        reading = g.reading = _found_reading()
    return reading


def _found_reading() -> Reading:
    kept: dict[str, Reading] = current_app.extensions["readings"]
    language = BY_CODE[str(get_locale() or "uz").replace("uz_Latn", "uz")]
    if language.code not in kept:
        kept[language.code] = Reading(language, get_translations())
    return kept[language.code]


@pass_eval_context
def _said(kind: EvalContext, message: str, **values: object) -> str:
    """A message of a template; in HTML it is markup, and the values put into it are escaped."""
    reading = _reading()
    if values or not kind.autoescape:
        return _filled(kind, reading.translations.ugettext(message), values)
    said = reading.marked.get(message)
    if said is None:
        said = reading.marked[message] = Markup(reading.translations.ugettext(message)) % {}  # noqa: S704
    return said


@pass_eval_context
def _said_of_many(kind: EvalContext, singular: str, plural: str, num: int, **values: object) -> str:
    """The same in the form that `num` asks for."""
    said = _reading().translations.ungettext(singular, plural, num)
    return _filled(kind, said, {"num": format_number(num), **values})


def _filled(kind: EvalContext, said: str, values: Mapping[str, object]) -> str:
    return filled(Markup(said) if kind.autoescape else said, values)  # noqa: S704  # what we say is markup


@contextmanager
def force_locale(language: str) -> Iterator[None]:
    """Speak another language for a while: that of a letter's addressee, not of who makes it."""
    before = g.pop("reading", None)
    try:
        with babel_force_locale(language):
            yield
    finally:
        g.reading = before
        if before is None:
            g.pop("reading")


def in_each_language(say: Callable[[], Said]) -> dict[str, Said]:
    """Return what `say` says in every language, by its code: for readers whose language is not known.

    Works outside a request, in an application context.
    """
    told: dict[str, Said] = {}
    for language in LANGUAGES:
        with force_locale(language.code):
            told[language.code] = say()
    return told


def gettext(message: str, **values: object) -> str:
    """Return a message in the reader's language; `%(name)s` in it stands for a value."""
    text = str(_reading().translations.ugettext(message))
    return filled(text, values) if values else text


def lazy_gettext(message: str) -> LazyString:
    """Return a message that is said in the language of whoever reads it, when it is read.

    Where there is no reader, as in a command's help, it is the message itself.
    """
    return LazyString(lambda: gettext(message) if has_app_context() else message)


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Return a message in the form that `num` asks for in the reader's language; `%(num)s` is the number."""
    said = str(_reading().translations.ungettext(singular, plural, num))
    return filled(said, {"num": format_number(num), **values})


def language_code() -> str:
    """Return the code of the reader's language: chosen in the session, else the installation's default."""
    if "language" in g:
        return str(g.language)
    if has_request_context():
        chosen = session.get("language")
        if chosen in BY_CODE:
            return str(chosen)
    return settings().default_language


def current_language() -> Language:
    """Return the language in which this answer is written."""
    return _reading().language


def _locale() -> str:
    return BABEL_LOCALES[current_language().code]


def format_day(day: date) -> str:
    """`22-noyabr`, `22 ноябрь`, `22 ноября`, `22 November`: for lists, where the year is plain."""
    local = clock.day_of(day)
    return day_in(_locale(), local.month, local.day).replace(" ", NO_BREAK)


def format_long(day: date) -> str:
    """`22-noyabr, 2026`, `22 ноября 2026 г.`, `22 November 2026`."""
    year = clock.day_of(day).year
    ending = {"ru": f" {year} г.", "en": f" {year}"}.get(current_language().code, f", {year}")
    return f"{format_day(day)}{ending}".replace(" ", NO_BREAK)


def format_short(day: date) -> str:
    """`22.11.2026` in every language."""
    return _short(clock.day_of(day))


def format_weekday(day: date) -> str:
    """`payshanba`, `четверг`, `Thursday`."""
    return babel_date(clock.day_of(day), "EEEE", _locale())


def weekday_name(weekday: int) -> str:
    """`dushanba`, `понедельник`, `Monday`: a day of the week by its number, 0 for Monday."""
    return format_weekday(date(2024, 1, 1 + weekday))


def format_month(day: date) -> str:
    """`noyabr 2026`, `ноябрь 2026`, `November 2026`: the month in which a day lies."""
    return f"{month_name(day.month)} {day.year}"


def month_name(month: int) -> str:
    """`noyabr`, `ноябрь`, `November`: a month by its number, standing alone."""
    return month_in(_locale(), month)


def format_time(at: datetime) -> str:
    """`14:35` in the country's zone."""
    return f"{at.astimezone(clock.zone()):%H:%M}"


def format_moment(at: datetime) -> str:
    """`22-noyabr, 14:35` in the country's zone, with the year where it is not this one."""
    local = at.astimezone(clock.zone())
    day = format_day(local.date()) if local.year == clock.today().year else format_long(local.date())
    return f"{day}, {local:%H:%M}".replace(" ", NO_BREAK)


def format_number(value: float) -> str:
    """`3 000` with a space that does not break, in the reader's locale."""
    return _decimal(value, _locale())


@lru_cache(maxsize=10_000)
def _decimal(value: float, locale: str) -> str:
    """Pages show the same small numbers again and again, and Babel takes long over each."""
    return format_decimal(value, locale=locale)


def format_money(soum: int) -> str:
    """`45 000 soʻm`: whole soʻm."""
    unit = {"uz": "soʻm", "uz_Cyrl": "сўм", "ru": "сумов", "en": "soʻm"}[current_language().code]
    return f"{format_number(soum)}{NO_BREAK}{unit}"


def place_name(place: object, language: str | None = None) -> str:
    """Return the name of a region or district in a language, by default the reader's."""
    fields = {"uz": "name_uz", "uz_Cyrl": "name_uz_cyrl", "ru": "name_ru", "en": "name_en"}
    code = language or current_language().code
    name = getattr(place, fields[code], None) or getattr(place, "name_uz", "")
    return str(name)


def organisation_name(organisation: object, language: str | None = None) -> str:
    """Return an organisation's name in a language, by default the reader's.

    Falls back on the official name; the Cyrillic one is its transliteration, since script is not language.
    """
    code = language or current_language().code
    name = str(getattr(organisation, "name", ""))
    if code == "uz_Cyrl":
        return to_cyrillic(name)
    return str(getattr(organisation, f"name_{code}", "") or name)


def short_organisation_name(organisation: object, language: str | None = None) -> str:
    """Return the short name that tables use, where there is one in the language; else the whole name."""
    code = language or current_language().code
    short = str(getattr(organisation, "short_name", ""))
    if not short or code not in ("uz", "uz_Cyrl"):
        return organisation_name(organisation, code)
    return to_cyrillic(short) if code == "uz_Cyrl" else short
