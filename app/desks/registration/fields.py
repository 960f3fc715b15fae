"""Fields of the registration's forms: numbers as people write them, choices with "not known", rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Form, StringField

from app.domain.calendar import Calendar
from app.domain.errors import DomainError
from app.domain.identifiers import Isbn, parse_isbn
from app.infra.i18n import format_long, gettext
from app.infra.i18n import lazy_gettext as _
from app.publications.vocabulary import ROLES
from app.web.fields import choices, select
from app.web.forms import at_most, choices_of, only_what_shows
from app.web.messages import message_for

UNKNOWN = choices_of([("", _("Not known"))])
YES_OR_NO = [*choices_of([("yes", _("Yes")), ("no", _("No"))]), *UNKNOWN]
TRUTHS: Mapping[str, bool] = {"yes": True, "no": False}
NAME_LIMIT = 200


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
