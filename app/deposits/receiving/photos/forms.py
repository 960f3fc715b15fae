"""Shape of photographs that are sent."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from app.deposits.photographs import Sent
from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm


class PhotoForm(SubmissionForm):
    """Adds a photograph taken now, or a file at hand."""

    photo = FileField(_("Take a photograph"))
    file = FileField(_("Photograph"))


def sent_with(form: FlaskForm) -> list[Sent]:
    """Return the photographs that came with a form of the two fields `photo` and `file`."""
    given = [(field.name, field.data) for field in (form.photo, form.file)]
    return [
        Sent(sent.read(), sent.filename or "", name)
        for name, sent in given
        if isinstance(sent, FileStorage) and sent.filename
    ]
