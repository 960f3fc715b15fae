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
        "file.accepted_already": _("This file has been accepted already. Take its receipt back instead."),
        "file.answered_already": _("The library has answered already, so the file cannot be taken back."),
        "file.ended_already": _("This file was taken back or set aside already."),
        "file.still_owed": _("This file is still owed. Accept it, or refuse it with a reason."),
        "file.reason_needed": _("Write the reason, so that the depositor knows what to change."),
    }
)

SENTENCES: dict[str, LazyString] = {
    "file.uploaded": _("File uploaded"),
    "file.refused": _("File refused: %(reason)s"),
    "file.taken_back": _("File taken back by the depositor"),
    "file.set_aside": _("File set aside, because nothing is owed any more"),
}
