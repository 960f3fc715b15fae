"""What refusals about files say, and what the acts are called in timelines."""

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "file.kind": _("This is neither a PDF nor an EPUB. Choose a PDF or EPUB file."),
        "file.unpacks_too_large": _("The EPUB unpacks to far more than it should. Make it again."),
        "file.not_owed": _("Nothing more is owed here, so no file is needed."),
        "file.waiting": _("A file waits for the library's answer already."),
        "file.refused_already": _("This file has been refused already."),
        "file.taken_back": _("Its sender has taken this file back."),
        "file.accepted_already": _("This file has been accepted already. Take its receipt back instead."),
        "file.reason_needed": _("Write the reason, so that the depositor knows what to change."),
    }
)

SENTENCES: dict[str, LazyString] = {
    "file.uploaded": _("File uploaded"),
    "file.taken_back": _("File taken back"),
    "file.refused": _("File refused: %(reason)s"),
}
