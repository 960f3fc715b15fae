"""Shape of what is asked about discrepancies."""

from collections.abc import Iterable

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.deposits.discrepancies.words import OUTCOMES
from app.domain.discrepancies import Outcome
from app.infra.i18n import lazy_gettext as _
from app.web.forms import DateField, SubmissionForm, at_most, choices_of, number_in

LONGEST_MESSAGE = 2000


class MessageForm(SubmissionForm):
    """Writes to the other side, with photographs or without."""

    text = TextAreaField(_("Message"), validators=[at_most(LONGEST_MESSAGE)])
    photo = FileField(_("Take a photograph"))
    file = FileField(_("Photograph"))


class PromiseForm(SubmissionForm):
    """Promises the day of a replacement."""

    promised_on = DateField(
        _("When will the replacement be at the library?"),
        description=_("What is due stays due on its day; the library sees your promise beside it."),
    )


class SettleForm(SubmissionForm):
    """Says what becomes of the copies; `seen` is the decision that stood on the page."""

    outcome = RadioField(
        _("What becomes of it?"), validators=[InputRequired(_("Choose what becomes of it."))]
    )
    note = StringField(_("Remark"), validators=[at_most(200)])
    seen = HiddenField()

    @property
    def seen_id(self) -> int | None:
        """The number of the decision seen, 0 where there was none; None where the page told of none."""
        return number_in(self.seen.data or "")

    def offer(self, outcomes: Iterable[Outcome]) -> "SettleForm":
        """Let it choose among these."""
        self.outcome.choices = choices_of((outcome.value, OUTCOMES[outcome]) for outcome in outcomes)
        return self


class TakeForm(SubmissionForm):
    """Takes what another library offers, or gives it back."""
