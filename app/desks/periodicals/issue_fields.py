"""Fields of an issue: its number as printed, and the day on which it came out."""

from datetime import date, datetime
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from app.desks.periodicals.reading import read_figures
from app.desks.registration.fields import outside
from app.domain.calendar import Calendar
from app.infra.i18n import format_short, gettext
from app.web.fields import BLANKS
from app.web.forms import at_most


class ShortDayField(StringField):
    """A day in one input, for tables of many: 19.11.2026, as `format_short` writes it in every language."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, validators=[at_most(10)], **options)

    @property
    def value(self) -> date | None:
        """The day; None when it is none."""
        try:
            return datetime.strptime((self.data or "").strip(), "%d.%m.%Y").date()  # noqa: DTZ007 - a day only
        except ValueError:
            return None


class FiguresField(StringField):
    """The number printed on an issue: 45, or 7–8."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, validators=[at_most(20)], **options)

    @property
    def figures(self) -> tuple[int, int] | None:
        """First and last number; None when it is neither."""
        return read_figures(self.data or "")

    def pre_validate(self, form: object) -> None:
        """Refuse what is no number of an issue."""
        if self.figures is None:
            raise ValidationError(gettext("Write the number in figures, for example 45 or 7–8."))


class CountedField(StringField):
    """The number counted through: 7890, or 7892–7893 of a double number that counts twice; may be empty."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, validators=[at_most(20)], **options)

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """The first number, and the last where it is another one. Read it once the form is valid."""
        first, last = self._read() or (None, None)
        return first, None if first == last else last

    def pre_validate(self, form: object) -> None:
        """Refuse what is neither a number nor two."""
        if self._typed and self._read() is None:
            raise ValidationError(gettext("Write the number in figures, for example 7890 or 7892–7893."))

    @property
    def _typed(self) -> str:
        """Figures may be grouped by blanks."""
        return (self.data or "").translate(BLANKS)

    def _read(self) -> tuple[int, int] | None:
        return read_figures(self._typed)


def wrong_day(day: date | None, today: date, calendar: Calendar | None) -> str:
    """Say what is wrong with the day on which an issue came out; empty when nothing is."""
    if day is None:
        example = format_short(today)
        return gettext("Write the day on which it came out, for example %(example)s.", example=example)
    if day > today:
        return gettext("This day has not come yet. Announce an issue once it is out.")
    if calendar is not None and not calendar.covers(day):
        return outside(calendar)
    return ""
