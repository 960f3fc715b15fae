"""Fields with our own refusals: numbers as people write them, and choices of a list."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from markupsafe import Markup, escape
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import Select

from app.infra.i18n import gettext
from app.web.forms import choices_of

BLANKS = str.maketrans("", "", " \u00a0\u202f")


class WholeNumberField(StringField):
    """A whole number as typed; figures may be grouped by blanks, and empty means "not known"."""

    def __init__(self, label: Any, *, least: int, most: int, example: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most, self.example = least, most, example

    @property
    def number(self) -> int | None:
        """The number; None when empty. Read it once the form is valid."""
        figures = self._figures()
        return int(figures) if figures else None

    def pre_validate(self, form: object) -> None:
        """Refuse what is no number within the bounds, and say what to write."""
        figures = self._figures()
        if not figures:
            return
        if not (figures.isascii() and figures.isdigit()):
            raise ValidationError(self._not_read())
        if len(figures) > 15 or not self.least <= int(figures) <= self.most:
            raise ValidationError(
                gettext("Write a number from %(least)s to %(most)s.", least=self.least, most=self.most)
            )

    def _figures(self) -> str:
        """What was typed without the blanks between its figures."""
        return (self.data or "").translate(BLANKS)

    def _not_read(self) -> str:
        """What to write instead of what is no number."""
        return gettext("Write it in figures only, for example %(example)s.", example=self.example)


class ListOfAnswers(Select):
    """The library's list with quick plain lines: it puts each together from any attributes, and a page may
    have hundreds of them.
    """

    @classmethod
    def render_option(  # type: ignore[override]  # the stubs know the library before 3.3
        cls, choice: Any, **attributes: Any
    ) -> Markup:
        """Return one line: what is sent, and what is read."""
        if attributes or choice.render_kw:
            return super().render_option(choice, **attributes)
        chosen = "selected " if choice.selected else ""
        value, label = escape(str(choice.value)), escape(choice.label or choice.value)
        return Markup(f'<option {chosen}value="{value}">{label}</option>')  # noqa: S704 - both are escaped


def choices(words: Mapping[str, LazyString | str]) -> list[Any]:
    """Return the codes of a list with their names."""
    return choices_of(words.items())


def offered(form: object, field: SelectField) -> None:
    """Refuse a code that the list does not hold; an altered request gets our words, not the library's."""
    known = {str(getattr(choice, "value", "")) for choice in field.iter_choices()}
    chosen = field.data if isinstance(field.data, list) else [field.data]
    if not known.issuperset(str(code) for code in chosen):
        raise ValidationError(gettext("Choose one of the answers offered."))


def select(label: Any, **options: Any) -> Any:
    """Return a field with a list of answers, of which one is chosen."""
    return SelectField(label, validate_choice=False, validators=[offered], widget=ListOfAnswers(), **options)


def radios(label: Any, **options: Any) -> Any:
    """Return a field with a few answers, all in sight, of which one is chosen."""
    return RadioField(label, validate_choice=False, validators=[offered], **options)


def several(label: Any, **options: Any) -> Any:
    """Return a field with a list of answers, of which any number is chosen."""
    return SelectMultipleField(label, validate_choice=False, validators=[offered], **options)
