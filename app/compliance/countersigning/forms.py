"""Forms of proposals: shape and format of input."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.forms import REASON_LIMIT
from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm, at_most


class ButtonForm(SubmissionForm):
    """A button: nothing is filled in."""


class CountersignForm(SubmissionForm):
    """A button, and what its page showed of the lines."""

    seen = HiddenField()


class SendBackForm(SubmissionForm):
    """Why a proposal is not countersigned."""

    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why you do not countersign; your colleague reads it.")),
            at_most(REASON_LIMIT),
        ],
    )
