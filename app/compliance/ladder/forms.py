"""Forms of the ladder: shape and format of input."""

from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.web.fields import radios
from app.web.forms import TEXT_LIMIT, DateField, PageForm, SubmissionForm, at_most


class CallForm(SubmissionForm):
    """Depositors chosen by hand, or `every` one for whom the step is due."""

    depositor = SelectMultipleField(_("Depositors"), coerce=int, validate_choice=False)
    every = BooleanField(_("All of them"))


class OrderForm(SubmissionForm):
    """Which reminder is sent without being chosen each time, from when, and why."""

    step = radios(_("Reminder"))
    from_on = DateField(_("From which day"))
    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why the reminder is to be sent without being chosen each time.")),
            at_most(TEXT_LIMIT),
        ],
    )


class RevokeForm(PageForm):
    """A button: nothing is filled in."""
