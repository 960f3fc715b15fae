"""The forms by which a periodical is registered, and by which its title or frequency changes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wtforms import BooleanField

from app.desks.periodicals.asking import AskingForm
from app.desks.periodicals.facts_form import LARGEST_NUMBER, FactsForm
from app.desks.periodicals.pattern_form import PatternFields
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField
from app.web.forms import DateField, SubmissionForm

FAR = timedelta(days=366)
"""A periodical is registered around the time of its first issue here; a day further away is asked about."""


class FirstIssueFields(SubmissionForm):
    """The first issue that is announced here."""

    on = DateField(_("Day of the first issue"))
    first_number = WholeNumberField(_("Its number"), least=1, most=LARGEST_NUMBER, example=1)
    volume = WholeNumberField(_("Its volume"), least=1, most=LARGEST_NUMBER, example=12)
    whole = WholeNumberField(_("Its number counted through"), least=1, most=LARGEST_NUMBER, example=7890)
    day_is_right = BooleanField(_("The day of the first issue is right"))
    far = False
    """Whether the day lies so far away that it may be written wrongly."""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; day and number must be given, and a day far from today must be said to be right."""
        valid = bool(super().validate(extra_validators))
        if not self.on.errors and self.on.value is None:
            self.on.form.day.errors = [
                gettext("Write the day of the first issue that you will announce here.")
            ]
            valid = False
        self.far = bool(not self.on.errors and self.on.value and abs(self.on.value - clock.today()) > FAR)
        if self.far and not self.day_is_right.data:
            self.on.form.day.errors = [
                gettext("This day lies more than a year away. Correct it, or tick below that it is right.")
            ]
            valid = False
        if not self.first_number.errors and self.first_number.number is None:
            self.first_number.errors = [gettext("Write the number of that issue.")]
            valid = False
        return valid


class AmendForm(FactsForm, AskingForm):
    """What was said of a periodical, corrected."""


class NewTitleForm(FactsForm, FirstIssueFields):
    """A title that may be registered already."""

    another = BooleanField(_("It is another publication"))


class RegisterForm(NewTitleForm, PatternFields):
    """A periodical to be registered."""


class TitleChangeForm(NewTitleForm):
    """The title under which a periodical goes on."""


class FrequencyForm(PatternFields, AskingForm):
    """Another frequency from a day on."""

    from_on = DateField(_("From which day?"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; the day must be given."""
        valid = bool(super().validate(extra_validators))
        if not self.from_on.errors and self.from_on.value is None:
            self.from_on.form.day.errors = [gettext("Write the first day of the new frequency.")]
            valid = False
        return valid
