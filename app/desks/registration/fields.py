"""Fields of the registration's forms: numbers as people write them, choices with "not known", rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from wtforms import Form, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from app.domain.errors import DomainError
from app.domain.identifiers import Isbn, parse_isbn
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.publications.vocabulary import ROLES
from app.web.forms import at_most, choices_of, only_what_shows
from app.web.messages import message_for

UNKNOWN = choices_of([("", _("Not known"))])
YES_OR_NO = [*choices_of([("yes", _("Yes")), ("no", _("No"))]), *UNKNOWN]
TRUTHS: Mapping[str, bool] = {"yes": True, "no": False}
BLANKS = str.maketrans("", "", " \u00a0\u202f")
NAME_LIMIT = 200


def row_text(limit: int) -> list[Any]:
    """Return the checks of a text in a row: its length, and that it can be printed, as in a page's form."""
    return [at_most(limit), only_what_shows]


def spoken(value: bool | None) -> str:
    """Return the choice that stands for a truth that may be unknown."""
    return next((word for word, truth in TRUTHS.items() if truth is value), "")


class WholeNumberField(StringField):
    """A whole number as typed; figures may be grouped by blanks, and empty means "not known"."""

    def __init__(self, label: Any, *, least: int, most: int, example: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most, self.example = least, most, example

    @property
    def number(self) -> int | None:
        """The number; None when empty. Read it once the form is valid."""
        figures = (self.data or "").translate(BLANKS)
        return int(figures) if figures else None

    def pre_validate(self, form: object) -> None:
        """Refuse what is no number within the bounds, and say what to write."""
        figures = (self.data or "").translate(BLANKS)
        if not figures:
            return
        if not (figures.isascii() and figures.isdigit()):
            raise ValidationError(
                gettext("Write it in figures only, for example %(example)s.", example=self.example)
            )
        if len(figures) > 15 or not self.least <= int(figures) <= self.most:
            raise ValidationError(
                gettext("Write a number from %(least)s to %(most)s.", least=self.least, most=self.most)
            )


def choices(words: Mapping[str, LazyString]) -> list[Any]:
    """Return the codes of a list with their names."""
    return choices_of(words.items())


def offered(form: object, field: SelectField) -> None:
    """Refuse a code that the list does not hold; an altered request gets our words, not the library's."""
    if field.data not in [str(getattr(choice, "value", "")) for choice in field.iter_choices()]:
        raise ValidationError(gettext("Choose one of the answers offered."))


def select(label: Any, **options: Any) -> Any:
    """Return a field with a list of answers, of which one is chosen."""
    return SelectField(label, validate_choice=False, validators=[offered], **options)


def radios(label: Any, **options: Any) -> Any:
    """Return a field with a few answers, all in sight, of which one is chosen."""
    return RadioField(label, validate_choice=False, validators=[offered], **options)


class PersonRow(Form):
    """One person of the publication; a row without a name is left out."""

    name = StringField(_("Name"), validators=row_text(NAME_LIMIT))
    role = select(_("Role"), choices=choices(ROLES), default="author")


class IsbnRow(Form):
    """One ISBN as printed, and why it is kept although something about it is doubtful."""

    number = StringField(_("ISBN"), validators=row_text(40))
    reason = StringField(_("Why is it so?"), validators=row_text(NAME_LIMIT))
    doubt = ""

    @property
    def isbn(self) -> Isbn | None:
        """The number that was typed; None when empty or no ISBN."""
        try:
            return self._read()
        except DomainError:
            return None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse what has not the shape of an ISBN; a wrong check digit needs a reason and no more."""
        if not super().validate(extra_validators):
            return False
        try:
            isbn = self._read()
        except DomainError as error:
            self.number.errors = [message_for(error)]
            return False
        if isbn is not None and not isbn.valid:
            self.doubt = gettext(
                "The check digit is wrong. Correct the number; if the book is printed so, write why below."
            )
        return self.explained()

    def _read(self) -> Isbn | None:
        typed = (self.number.data or "").strip()
        return parse_isbn(typed) if typed else None

    def explained(self) -> bool:
        """Put the doubt on the number unless a reason is given."""
        if self.doubt and not (self.reason.data or "").strip():
            self.number.errors = [self.doubt]
            return False
        return True


def add_row(rows: Any) -> None:
    """Offer one more row, up to the list's end."""
    if not rows.max_entries or len(rows.entries) < rows.max_entries:
        rows.append_entry()
