"""Fields of the registration's forms: numbers as people write them, choices with "not known", rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Form, StringField

from app.domain.calendar import Calendar
from app.domain.errors import DomainError
from app.domain.extent import PAGES_UNIT, pages_of_parts
from app.domain.schemes import Number, Scheme, parse_number
from app.infra.i18n import format_long, gettext
from app.infra.i18n import lazy_gettext as _
from app.publications.vocabulary import ROLES, SCHEMES
from app.web.fields import WholeNumberField, choices, select
from app.web.forms import at_most, choices_of, only_what_shows
from app.web.messages import message_for

UNKNOWN = choices_of([("", _("Not known"))])
YES_OR_NO = [*choices_of([("yes", _("Yes")), ("no", _("No"))]), *UNKNOWN]
TRUTHS: Mapping[str, bool] = {"yes": True, "no": False}
NAME_LIMIT = 200
NUMBER_TYPED_LIMIT = 100


def row_text(limit: int) -> list[Any]:
    """Return the checks of a text in a row: its length, and that it can be printed, as in a page's form."""
    return [at_most(limit), only_what_shows]


def spoken(value: bool | None) -> str:
    """Return the choice that stands for a truth that may be unknown."""
    return next((word for word, truth in TRUTHS.items() if truth is value), "")


def outside(calendar: Calendar) -> str:
    """Say that a day lies where the calendar of working days is not known."""
    return gettext(
        "No deadline can be given for this day: "
        "the calendar of working days is known from %(first)s to %(last)s.",
        first=format_long(calendar.first),
        last=format_long(calendar.last),
    )


class PagesField(WholeNumberField):
    """A number of pages; parts that are numbered apart are added up, with their unit or without."""

    def _figures(self) -> str:
        typed = (self.data or "").strip()
        parts = pages_of_parts(typed)
        return PAGES_UNIT.sub("", super()._figures()) if parts is None else str(parts)

    def _not_read(self) -> str:
        return gettext("Write it in figures, for example 320, or in parts that are numbered apart: XII, 320.")


class PersonRow(Form):
    """One person of the publication; a row without a name is left out."""

    name = StringField(_("Name"), validators=row_text(NAME_LIMIT))
    role = select(_("Role"), choices=choices(ROLES), default="author")


class IdentifierRow(Form):
    """One identifier as printed, and why it is kept although something about it is doubtful."""

    scheme = select(_("Which number?"), choices=choices(SCHEMES), default=Scheme.ISBN.value)
    number = StringField(_("Number"), validators=row_text(NUMBER_TYPED_LIMIT))
    reason = StringField(_("Why is it so?"), validators=row_text(NAME_LIMIT))
    doubts: Sequence[str] = ()

    @property
    def identifier(self) -> Number | None:
        """The number that was typed; None when empty or no number of its scheme."""
        try:
            return self._read()
        except (DomainError, ValueError):
            return None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse what has not the shape of its scheme."""
        if not super().validate(extra_validators):
            return False
        try:
            self._read()
        except DomainError as error:
            self.number.errors = [message_for(error)]
            return False
        return True

    def _read(self) -> Number | None:
        typed = (self.number.data or "").strip()
        return parse_number(self.scheme.data, typed) if typed else None

    def explained(self, doubts: Sequence[str], *, shown: bool) -> bool:
        """Put all that is doubtful on the number, unless a reason was given once all of it was `shown`."""
        self.doubts = doubts
        if shown and (self.reason.data or "").strip():
            return True
        self.number.errors = list(doubts)
        return False
