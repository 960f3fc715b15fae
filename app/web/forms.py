"""Fields and form manners shared by every slice."""

import uuid
from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, Form, FormField, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from app.infra.i18n import lazy_gettext as _

TEXT_LIMIT = 500


class SubmissionForm(FlaskForm):
    """A form whose repeated sending changes nothing twice: it carries a key of its own."""

    submission_key = HiddenField(default=lambda: uuid.uuid4().hex, validators=[Length(max=64)])


class DateParts(Form):
    """Day, month and year in three inputs, as people write a date."""

    day = StringField(_("Day"), validators=[Length(max=10)])
    month = StringField(_("Month"), validators=[Length(max=10)])
    year = StringField(_("Year"), validators=[Length(max=10)])


class DateField(FormField):
    """A date in three inputs; empty is None, a day that does not exist is an error that says so."""

    def __init__(self, label: object = None, **kwargs: object) -> None:
        super().__init__(DateParts, label, **kwargs)
        self.value: date | None = None

    def validate(self, form: object, extra_validators: object = ()) -> bool:
        """Read the three parts into `value`."""
        parts = [str(part.data or "").strip() for part in (self.form.day, self.form.month, self.form.year)]
        self.value = None
        self.date_errors: list[object] = []
        if not any(parts):
            return True
        try:
            self.value = date(int(parts[2]), int(parts[1]), int(parts[0]))
        except ValueError:
            self.date_errors = [_("Write a day that exists, for example 19 11 2026.")]
            return False
        return True

    @property
    def errors(self) -> list[object]:  # type: ignore[override]
        """The errors of the date as a whole."""
        return getattr(self, "date_errors", [])

    @errors.setter
    def errors(self, value: list[object]) -> None:
        self.date_errors = value


def no_control_characters(form: object, field: Field) -> None:
    """Refuse characters that cannot be printed; they break documents and databases alike."""
    if any(ord(character) < 32 and character not in "\n\r\t" for character in field.data or ""):
        raise ValidationError(str(_("Remove characters that cannot be printed.")))
