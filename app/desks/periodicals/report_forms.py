"""What is asked of an issue that is late or does not come out, and of a periodical that pauses or ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, StringField

from app.desks.periodicals.asking import AskingForm
from app.desks.periodicals.facts_form import REASON_LIMIT
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.fields import select
from app.web.forms import DateField, SubmissionForm, at_most, choices_of


class ReportForm(SubmissionForm):
    """What is reported of one expected issue."""

    issue = select(_("Which issue?"))
    reason = StringField(_("Reason"), validators=[at_most(REASON_LIMIT)])


class DelayForm(ReportForm, AskingForm):
    """An issue that comes later than expected."""

    promised_on = DateField(_("By which day will it come out?"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; the day must be given."""
        valid = bool(super().validate(extra_validators))
        if not self.promised_on.errors and self.promised_on.value is None:
            self.promised_on.form.day.errors = [gettext("Write the day that you promise.")]
            valid = False
        return valid


class SkipForm(ReportForm):
    """An issue that does not come out."""

    number_left_out = RadioField(
        _("What becomes of its number?"),
        choices=choices_of(
            [
                ("no", _("The next issue carries it")),
                ("yes", _("It is left out; the next has the next number")),
            ]
        ),
        default="no",
    )


class WithdrawalForm(SubmissionForm):
    """Why the registration of a periodical is withdrawn."""

    reason = StringField(_("Reason"), validators=[at_most(REASON_LIMIT)])


class StandingForm(AskingForm):
    """Whether a periodical is published still."""

    standing = RadioField(
        _("Is it published?"),
        choices=choices_of(
            [
                ("published", _("It is still published")),
                ("suspended", _("It is suspended for a time")),
                ("ceased", _("It has ceased")),
            ]
        ),
        default="published",
    )
    from_on = DateField(_("From which day?"))
    until_on = DateField(_("Until which day?"))
    reason = StringField(_("Reason"), validators=[at_most(REASON_LIMIT)])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a pause and an end need their first day."""
        valid = bool(super().validate(extra_validators))
        pauses = self.standing.data in ("suspended", "ceased")
        if pauses and not self.from_on.errors and self.from_on.value is None:
            self.from_on.form.day.errors = [gettext("Write the first day on which it is not published.")]
            valid = False
        return valid
