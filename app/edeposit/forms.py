"""Forms of deposited files."""

from flask_wtf.file import FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.web.forms import TEXT_LIMIT, SubmissionForm, at_most


class UploadForm(SubmissionForm):
    """Uploads the file that is owed."""

    file = FileField(_("The file"), validators=[FileRequired(_("Choose a PDF or EPUB file."))])


class AcceptForm(SubmissionForm):
    """Accepts a file."""


class RefuseForm(SubmissionForm):
    """Refuses a file with a reason."""

    reason = TextAreaField(
        _("Why is the file refused?"),
        description=_("The depositor reads this. Say what to change."),
        validators=[
            InputRequired(_("Write the reason, so that the depositor knows what to change.")),
            at_most(TEXT_LIMIT),
        ],
    )
