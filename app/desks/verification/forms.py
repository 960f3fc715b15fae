"""Forms of the public check of documents."""

from wtforms import FileField, StringField

from app.infra.i18n import lazy_gettext as _
from app.web.forms import PageForm

LARGEST_DOCUMENT = 16 * 1024 * 1024
"""Bytes; the longest notice there can be is far smaller."""


class CompareForm(PageForm):
    """A file to compare with the one that was issued; it is read and not kept."""

    file = FileField(_("PDF file"))


class CodeForm(PageForm):
    """A code as it stands under the QR symbol of a document; it asks only, so it needs no protection."""

    code = StringField(_("Code of the document"))
