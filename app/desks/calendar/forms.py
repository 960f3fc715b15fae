"""Forms by which calendars are changed; each is sent twice: to see what would happen, and to confirm it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.infra.i18n import lazy_gettext as _
from app.law.calendars.changing import name_fault, source_fault
from app.law.calendars.days import EARLIEST_YEAR, LATEST_YEAR, WORKING_WEEKS, StoredCalendar, StoredDay
from app.law.calendars.importing import LONGEST_TEXT, read_days
from app.law.calendars.wording import KINDS, WEEKS
from app.web.errors import put_on_form
from app.web.fields import WholeNumberField
from app.web.forms import DateField, SubmissionForm, at_most, choices_of, show_date, text_of

SOURCE = _("Published in")
SOURCE_HINT = _("The decree with its number and day, or another source that can be looked up.")

YEAR_NEEDED = InputRequired(_("Write the year in four figures."))
YEARS = {"least": EARLIEST_YEAR, "most": LATEST_YEAR, "example": 2027}


class ChangeForm(SubmissionForm):
    """What every change carries.

    `seen` is the calendar's digest when the effect of the change was shown; empty before that.
    """

    seen = HiddenField(validators=[at_most(64)])


class SourceForm(ChangeForm):
    """A change that somebody must vouch for."""

    source = StringField(SOURCE, description=SOURCE_HINT, validators=[at_most(300)])


class DayForm(SourceForm):
    """One day that differs from the plain week."""

    on = DateField(_("Day"))
    kind = RadioField(_("Kind of day"), choices=choices_of(KINDS.items()))
    name = StringField(_("Name of the day"), validators=[at_most(200)])
    estimated = BooleanField(
        _("Estimated"), description=_("The feast follows the moon; due dates near it stay provisional.")
    )
    working_week = SelectField(_("For whom"), choices=choices_of(WEEKS.items()))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; what is missing of the day is told at once, not one thing after another."""
        valid = bool(super().validate(extra_validators))
        kind = DayKind(self.kind.data) if self.kind.data in list(DayKind) else None
        for fault in (name_fault(kind, text_of(self.name)), source_fault(text_of(self.source))):
            if fault is not None:
                put_on_form(fault, self)
                valid = False
        return valid

    def day(self) -> StoredDay | None:
        """The day as entered; None when the date is missing. Read it once the form is valid."""
        if self.on.value is None:
            return None
        return StoredDay(
            on=self.on.value,
            kind=DayKind(self.kind.data),
            name=text_of(self.name).strip(),
            estimated=bool(self.estimated.data),
            source=text_of(self.source).strip(),
            working_week=WORKING_WEEKS.get(self.working_week.data or ""),
        )


class ConfirmFeastForm(SourceForm):
    """The day on which a feast falls after all."""

    on = DateField(_("The feast is on"))


class ImportForm(ChangeForm):
    """Days of whole years, out of a file or pasted."""

    first_year = WholeNumberField(_("First year"), validators=[YEAR_NEEDED], **YEARS)
    last_year = WholeNumberField(_("Last year"), validators=[YEAR_NEEDED], **YEARS)
    file = FileField(_("CSV file"))
    text = TextAreaField(_("or its text"), validators=[at_most(LONGEST_TEXT)])

    def days(self, beside: StoredCalendar) -> list[StoredDay]:
        """The days of the file, which adjoin `beside`. Raises `DaysRefused`, or `calendar.file_missing`."""
        if not text_of(self.text).strip():
            raise DomainError("calendar.file_missing", "file")
        return read_days(text_of(self.text), *self.years(), beside=beside)

    def years(self) -> tuple[int, int]:
        """The first and the last year. Read them once the form is valid."""
        return self.first_year.number or 0, self.last_year.number or 0

    def take_file(self) -> None:
        """Put the text of the file into the form, which carries it on. Raises `calendar.file_not_utf8`."""
        if not self.file.data:
            return
        try:
            self.text.data = self.file.data.read(LONGEST_TEXT + 1).decode("utf-8")
        except UnicodeDecodeError as error:
            raise DomainError("calendar.file_not_utf8", "file") from error


def shown_day(day: StoredDay) -> dict[str, object]:
    """The fields of a form that shows a stored day; its source is asked for anew, whoever vouched for it."""
    return {
        "on": show_date(day.on),
        "kind": str(day.kind or DayKind.HOLIDAY),
        "name": day.name,
        "estimated": day.estimated,
        "working_week": str(day.working_week or ""),
        "source": "" if day.seeded else day.source,
    }
