"""Forms of the life of rule sets."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, TextAreaField

from app.domain.errors import DomainError
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.plain_text import LONGEST_TEXT
from app.law.reading import text_of_bytes
from app.web.fields import select
from app.web.forms import DateField, SubmissionForm, at_most, choices_of
from app.web.messages import message_for

EMPTY = "empty"
NOTHING = "\ufeff \t\r\n"
"""What a file may hold and still be empty."""


def typed_text(text: str | None) -> str:
    """A text that came through a form: browsers end its lines in their own way, and we in ours."""
    return (text or "").replace("\r\n", "\n")


class NewDraftForm(SubmissionForm):
    """A file, a text, or something to begin from: exactly one of the three."""

    file = FileField(_("A file, YAML or JSON"))
    text = TextAreaField(_("Or the text itself"), validators=[at_most(LONGEST_TEXT)])
    source = select(_("Or begin from"))
    content: str = ""
    too_long = False

    def __init__(self, sources: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        offered = [("", gettext("Choose")), (EMPTY, gettext("An empty rule set")), *sources]
        self.source.choices = choices_of(offered)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check that one of the three is given, and read it; the bytes of a file are kept as they are."""
        valid = super().validate(extra_validators)
        text = typed_text(self.text.data)
        given = [bool(self.file.data), bool(text.strip()), bool(self.source.data)]
        if sum(given) != 1:
            self.file.errors = [
                gettext("Give exactly one of the three: a file, a text, or where to begin from.")
            ]
            return False
        try:
            self.content = text_of_bytes(self.file.data.read(LONGEST_TEXT + 1)) if self.file.data else text
        except DomainError as error:
            self.too_long = error.code == "law.text_too_long"
            self.file.errors = [message_for(error)]
            return False
        if self.file.data and not self.content.strip(NOTHING):
            self.file.errors = [gettext("The file is empty. Choose another one.")]
            return False
        return bool(valid)


class TextForm(SubmissionForm):
    """The text of a draft; `seen` is the SHA-256 of the text that the page showed."""

    text = TextAreaField(_("Text"), validators=[at_most(LONGEST_TEXT)])
    seen = HiddenField(validators=[at_most(64)])


class SeenForm(SubmissionForm):
    """A button on the page of a text that was seen: to propose it, for one."""

    seen = HiddenField(validators=[at_most(64)])


class AdoptForm(SeenForm):
    """The days of effect, which belong to the adoption."""

    effective_from = DateField(_("First day in force"))
    effective_to = DateField(_("Last day in force"))
    accept_gap = BooleanField(_("Days without any rule set in force are meant"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a first day is needed."""
        valid = bool(super().validate(extra_validators))
        if valid and self.effective_from.value is None:
            self.effective_from.form.day.errors = [gettext("Write the first day in force.")]
            return False
        return valid


class RepealForm(SubmissionForm):
    """From when a rule set is in force no longer."""

    out_of_force_from = DateField(_("First day on which it is no longer in force"))
    accept_gap = BooleanField(_("Days without any rule set in force are meant"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a day is needed."""
        valid = bool(super().validate(extra_validators))
        if valid and self.out_of_force_from.value is None:
            self.out_of_force_from.form.day.errors = [gettext("Write the day.")]
            return False
        return valid
