"""Fields and form manners shared by every slice."""

import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import Field, Form, FormField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.fields import choices as choice_fields
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.front import LARGEST_ID
from app.web.language_switch import asked_language, note_sent

TEXT_LIMIT = 500
EARLIEST_YEAR = 1900
"""No day that anybody writes here lies before: such a year was written short."""
_JOINERS = "\u00ad\u200c\u200d"
"""Soft hyphen, zero-width non-joiner and joiner: invisible, yet part of how some words are written."""
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs whose shape is empty."""


EMAIL_PATTERN = r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+$"
"""A whole e-mail; whether anybody reads it only a letter can tell."""


def at_most(limit: int) -> Length:
    """Return the check that a text is not longer than so many characters; its refusal says how many."""
    return Length(max=limit, message=_("Write at most %(max)d characters."))


class PageForm(FlaskForm):  # type: ignore[misc]  # the library has no types; every form inherits here
    """A form of a page, protected against forgery; none of its texts may hold what cannot be printed."""

    def is_submitted(self) -> bool:
        """Whether this was sent to be done, and not to see its page in another language."""
        if not super().is_submitted():
            return False
        note_sent(field.name for field in self if isinstance(field, PasswordField))
        return asked_language() is None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check each field by its own checks, and each text for characters that cannot be printed."""
        extra = {name: list(checks) for name, checks in (extra_validators or {}).items()}
        for name, field in self._fields.items():
            if isinstance(field, StringField):
                extra.setdefault(name, []).append(only_what_shows)
            elif getattr(field, "invalid_choice_message", "") is None:  # ours, not the library's
                vars(field)["invalid_choice_message"] = str(_("Choose one of the answers offered."))
        return bool(super().validate(extra))


def new_submission_key() -> str:
    """Return the key of one more sending of a form."""
    return uuid.uuid4().hex


def row_id(text: str) -> int:
    """Read the number of a row; the database never sees one that no row can have. Raises `ValueError`."""
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(str(_("Choose one of the answers offered.")))
    return number


def number_in(text: str) -> int | None:
    """Return the number of a row that a page gave to be sent back; None where it can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class RowField(IntegerField):
    """The number of a row."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was sent. Raises `ValueError` for what no row can be numbered with."""
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = row_id(str(self.data))


class SubmissionForm(PageForm):
    """A form whose repeated sending changes nothing twice: it carries a key of its own."""

    submission_key = HiddenField(default=new_submission_key, validators=[at_most(64)])

    @property
    def key_to_claim(self) -> str | None:
        """The key that keeps the act from being done twice; None where the act itself knows its key again."""
        return self.submission_key.data or None


class DateParts(Form):
    """Day, month and year in three inputs, as people write a date."""

    day = StringField(_("Day"))
    month = StringField(_("Month"))
    year = StringField(_("Year"))

    def texts(self) -> list[str]:
        """Return what was typed in the three inputs."""
        return [str(part.data or "").strip() for part in (self.day, self.month, self.year)]

    def read(self) -> date | None:
        """Return the date, or None when nothing was typed.

        Raises:
            ValueError: the three parts are no day of the calendar.
        """
        day, month, year = texts = self.texts()
        if not any(texts):
            return None
        if not all(text.isascii() and text.isdigit() for text in texts):  # as every other number
            raise ValueError(texts)
        return date(int(year), int(month), int(day))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Put one error, for the date as a whole, on its first part; what an earlier check put there goes."""
        self.day.errors = []
        try:
            day = self.read()
        except (ValueError, OverflowError):
            self.day.errors = [str(_("Write a day that exists, for example 19 11 2026."))]
            return False
        if day is not None and day.year < EARLIEST_YEAR:
            short = _("Write the year with four figures, for example 19 11 2026.")
            early = gettext("Write a day of %(year)s or later.", year=str(EARLIEST_YEAR))
            self.day.errors = [str(short) if day.year < 1000 else early]
            return False
        return True


if TYPE_CHECKING:
    Compound = FormField[DateParts]
else:
    Compound = FormField  # the library's types know it as generic, the library itself does not


class DateField(Compound):
    """A date in three inputs; empty is None, a day that does not exist is an error that says so."""

    def __init__(self, label: Any = None, *, parts: type[DateParts] = DateParts, **options: Any) -> None:
        super().__init__(parts, label, **options)

    @property
    def value(self) -> date | None:
        """The date that was typed; None when empty, and for a day that does not exist, of which the form says
        so: a page may show what follows from the others."""
        parts: DateParts = self.form
        try:
            return parts.read()
        except (ValueError, OverflowError):
            return None


def show_date(day: date | None) -> dict[str, str]:
    """Return the three parts of a date, as the field's data."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)} if day else {}


def only_what_shows(form: object, field: Field) -> None:
    """Take out of a text what shows nothing or steers how other characters are shown; refuse a text that must
    be filled in and shows nothing, and characters that break documents and databases.

    A password stays as it was typed.
    """
    typed = field.data or ""
    if any(ord(character) < 32 and character not in "\n\r\t" for character in typed):
        raise ValidationError(str(_("Remove characters that cannot be printed.")))
    if isinstance(field, PasswordField) or not typed:
        return
    field.data = "".join(c for c in typed if unicodedata.category(c) != "Cf" or c in _JOINERS)
    if field.flags.required and shows_nothing(field.data):
        needed = (check.message for check in field.validators if isinstance(check, InputRequired))
        raise StopValidation(str(next(needed, None) or _("Write something that can be seen.")))


def shows_nothing(text: str) -> bool:
    """Say whether a text holds only blanks and characters that have no shape of their own."""
    return not any(
        unicodedata.category(c) != "Cf" and not c.isspace() and c not in _BLANK_LETTERS for c in text
    )


def text_of(field: StringField) -> str:
    """Return what was typed, empty for nothing."""
    return field.data or ""


def choices_of(pairs: Iterable[tuple[str, object]]) -> list[Any]:
    """Return pairs of value and label as the options of a select field."""
    return [_option(value, label) for value, label in pairs]


def grouped_choices(groups: Mapping[str, Iterable[tuple[str, object]]]) -> list[Any]:
    """Return pairs of value and label, under the names of their groups, as the options of a select field."""
    return [_option(value, label, optgroup=name) for name, pairs in groups.items() for value, label in pairs]


def _option(value: str, label: object, **more: str) -> Any:
    option: Any = vars(choice_fields)["SelectChoice"]  # newer than the types of the library
    return option(value, label, **more)
