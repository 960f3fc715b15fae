"""The forms by which a periodical is registered, and by which its title or frequency changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.desks.periodicals.facts_form import LARGEST_NUMBER, FactsForm
from app.desks.periodicals.pattern_form import PatternFields
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField
from app.web.forms import DateField, SubmissionForm


class FirstIssueFields(SubmissionForm):
    """The first issue that is announced here."""

    on = DateField(_("Day of the first issue"))
    first_number = WholeNumberField(_("Its number"), least=1, most=LARGEST_NUMBER, example=1)
    volume = WholeNumberField(_("Its volume"), least=1, most=LARGEST_NUMBER, example=12)
    whole = WholeNumberField(_("Its number counted through"), least=1, most=LARGEST_NUMBER, example=7890)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; day and number must be given."""
        valid = bool(super().validate(extra_validators))
        if not self.on.errors and self.on.value is None:
            self.on.form.day.errors = [
                gettext("Write the day of the first issue that you will announce here.")
            ]
            valid = False
        if not self.first_number.errors and self.first_number.number is None:
            self.first_number.errors = [gettext("Write the number of that issue.")]
            valid = False
        return valid


class RegisterForm(FactsForm, PatternFields, FirstIssueFields):
    """A periodical to be registered."""


class TitleChangeForm(FactsForm, FirstIssueFields):
    """The title under which a periodical goes on."""


class FrequencyForm(PatternFields):
    """Another frequency from a day on."""

    from_on = DateField(_("From which day?"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; the day must be given."""
        valid = bool(super().validate(extra_validators))
        if not self.from_on.errors and self.from_on.value is None:
            self.from_on.form.day.errors = [gettext("Write the first day of the new frequency.")]
            valid = False
        return valid
