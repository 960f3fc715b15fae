"""What is asked of one issue: announced by hand, or corrected."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, StringField

from app.desks.periodicals.asking import AskingForm
from app.desks.periodicals.facts_form import LARGEST_NUMBER
from app.desks.periodicals.issue_fields import CountedField, FiguresField, wrong_day
from app.domain.calendar import Calendar
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField, select
from app.web.forms import EARLIEST_YEAR, DateField, at_most

PART_LIMIT = 40


class IssueFields(AskingForm):
    """What is said of one issue that came out."""

    figures = FiguresField(_("Number"))
    year = WholeNumberField(_("Year of the issue"), least=EARLIEST_YEAR, most=9999, example=2026)
    volume = WholeNumberField(_("Volume"), least=1, most=LARGEST_NUMBER, example=12)
    whole = CountedField(_("Number counted through"))
    day = DateField(_("Published on"))
    print_run = WholeNumberField(_("Print run"), least=1, most=100_000_000, example=3000)
    pages = WholeNumberField(_("Pages"), least=1, most=100_000, example=16)
    price = WholeNumberField(_("Price in soʻm"), least=0, most=1_000_000_000_000, example=5000)
    today: date
    calendar: Calendar | None = None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; the day must be given and have come."""
        valid = bool(super().validate(extra_validators))
        if self.day.errors:
            return False
        error = wrong_day(self.day.value, self.today, self.calendar)
        if error:
            self.day.form.day.errors = [error]
        return valid and not error


class IssueForm(IssueFields):
    """An issue that nobody expected: an irregular or special one, a supplement."""

    part = StringField(_("Part"), validators=[at_most(PART_LIMIT)])


class AmendIssueForm(IssueFields):
    """What was said of an issue, corrected. `seen` is the version that its page was made from."""

    printer = StringField(_("Printing house"), validators=[at_most(300)])
    depositor_region = select(_("Your region"))
    seen = HiddenField(validators=[at_most(20)])
