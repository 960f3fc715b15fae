"""Expected issues, of which those that came out are ticked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField

from app.desks.periodicals.asking import AskingForm
from app.desks.periodicals.issue_fields import CountedField, FiguresField, ShortDayField, wrong_day
from app.domain.calendar import Calendar
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField
from app.web.forms import at_most

ROWS_LIMIT = 62


class IssueRow(Form):
    """One expected issue that may have come out; one that is not ticked is not looked at."""

    key = HiddenField()
    published = BooleanField(_("Came out"))
    figures = FiguresField(_("Number"))
    whole = CountedField(_("Number counted through"))
    day = ShortDayField(_("Published on"))
    print_run = WholeNumberField(
        _("Print run"), least=1, most=100_000_000, example=3000, validators=[at_most(20)]
    )
    today: date
    calendar: Calendar | None = None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check a ticked row; its day must have come."""
        if not self.published.data:
            return True
        valid = bool(super().validate(extra_validators))
        error = wrong_day(self.day.value, self.today, self.calendar)
        if error and not self.day.errors:
            self.day.errors = [error]
        return valid and not error


class AnnounceForm(AskingForm):
    """Expected issues, of which those that came out are ticked."""

    rows = FieldList(FormField(IssueRow), max_entries=ROWS_LIMIT)

    def propose(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Offer rows named by the issue that is expected, not by their place.

        A browser that comes back to the page ticks by name what was ticked, though rows before it are gone.
        """
        for row in rows:
            self.rows.last_index = _number_of(str(row["key"])) - 1
            self.rows.append_entry(row)

    def allow(self, today: date, calendar: Calendar | None) -> None:
        """Tell every row up to which day, and within which calendar, a day may lie."""
        for entry in self.rows:
            entry.form.today, entry.form.calendar = today, calendar


def _number_of(key: str) -> int:
    """A number for what names an issue in a form: its day, and whether it is a supplement."""
    return int(f"{key.removesuffix('+').replace('-', '')}{int(key.endswith('+'))}")
