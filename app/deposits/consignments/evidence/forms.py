"""Shape of what is asked about the evidence of a sending."""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from app.deposits.consignments.forms import SendForm
from app.infra.i18n import lazy_gettext as _
from app.web.forms import TEXT_LIMIT, SubmissionForm, at_most


class AttachForm(SubmissionForm):
    """Attaches a photograph taken now, or a file at hand."""

    photo = FileField(_("Take a photograph"))
    file = FileField(_("Photograph or PDF"))
    note = StringField(_("What it shows"), validators=[at_most(200)])


class WithdrawForm(SubmissionForm):
    """Withdraws evidence with a reason."""

    reason = TextAreaField(
        _("Why is it withdrawn?"),
        description=_("The library and the authority read this. The file is kept, and opens only for you."),
        validators=[
            InputRequired(_("Write the reason.")),
            at_most(TEXT_LIMIT),
        ],
    )


class CorrectForm(SendForm):
    """Corrects how a parcel was sent."""
