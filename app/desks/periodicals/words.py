"""What frequencies and the parts of a publication pattern are called in the reader's language."""

from collections.abc import Iterable

from app.domain.periodicals import MONTHS, Frequency, Numbering, Pattern
from app.infra.i18n import gettext, month_name, ngettext, weekday_name
from app.publications.periodicals.vocabulary import FREQUENCIES


def weekday_choices() -> list[tuple[str, str]]:
    """Return the days of the week for a choice."""
    return [(str(weekday), weekday_name(weekday).capitalize()) for weekday in range(7)]


def month_choices() -> list[tuple[str, str]]:
    """Return the months for a choice."""
    return [(str(month), month_name(month).capitalize()) for month in sorted(MONTHS)]


def pattern_in_words(pattern: Pattern) -> str:
    """Return a pattern as one sentence: "weekly: Friday; not in August"."""
    said = str(FREQUENCIES[pattern.frequency])
    if pattern.frequency is Frequency.TIMES_A_YEAR and pattern.times:
        said = ngettext("%(num)s issue a year", "%(num)s issues a year", pattern.times)
    days = _listed(weekday_name(day) for day in sorted(pattern.weekdays))
    dates = _listed(str(day) for day in sorted(pattern.month_days))
    first = [f"{said}: {days}" if days else said]
    if dates:
        first.append(gettext("days of the month: %(days)s", days=dates))
    return "; ".join([*first, *_regulated(pattern)])


def designation_of(numbering: Numbering, *, supplement: bool = False) -> str:
    """Return the designation of an issue, or of the supplement that goes with it."""
    return numbering.designation(gettext("supplement") if supplement else "")


def _regulated(pattern: Pattern) -> list[str]:
    told = (
        (MONTHS - pattern.months, gettext("not in")),
        (pattern.combined, gettext("double number in")),
        (pattern.supplements, gettext("with a supplement in")),
    )
    found = [f"{label} {_listed(map(month_name, sorted(months)))}" for months, label in told if months]
    return [*found, gettext("not on holidays")] if pattern.omits_holidays else found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
