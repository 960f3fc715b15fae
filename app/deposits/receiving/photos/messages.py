"""What refusals about photographs of copies say, and what the act is called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "photo.none_chosen": _("Take a photograph or choose a file."),
        "photo.kind": _("This is no photograph. Choose a JPEG, PNG or WebP picture."),
        "photo.report_ended": _("The report is closed: its photographs stay."),
        "photo.too_many": _("A copy can have at most %(most)s photographs."),
    }
)

SENTENCES = {
    "scan.photographed": _("%(text)s photographed"),
    "scan.photo_taken_out": _("A photograph of %(text)s taken out"),
}
