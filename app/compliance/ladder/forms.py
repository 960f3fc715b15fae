"""Forms of the ladder: shape and format of input."""

from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.forms import LANGUAGE_CHOICES
from app.infra.i18n import lazy_gettext as _
from app.web.fields import radios
from app.web.forms import TEXT_LIMIT, DateField, PageForm, SubmissionForm, at_most, row_id


class CallForm(SubmissionForm):
    """Depositors chosen by hand, or `every` one for whom the step is due."""

    depositor = SelectMultipleField(_("Depositors"), coerce=row_id, validate_choice=False)
    every = BooleanField(_("All of them"))


class OrderForm(SubmissionForm):
    """Which step is taken without being chosen each time, from when, and why."""

    step = radios(_("Step"))
    language = SelectField(
        _("Language of the notices"),
        description=_("Only for notices; a reminder is in the language of who reads it."),
        choices=LANGUAGE_CHOICES,
    )
    from_on = DateField(_("From which day"))
    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why this is to be sent without being chosen each time.")),
            at_most(TEXT_LIMIT),
        ],
    )


class RevokeForm(PageForm):
    """A button: nothing is filled in."""
