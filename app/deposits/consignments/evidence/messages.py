"""What refusals about evidence say, and what the acts are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "evidence.none_chosen": _("Take a photograph or choose a file."),
        "evidence.kind": _(
            "This is neither a photograph nor a PDF. Choose a JPEG, PNG or WebP picture, or a PDF."
        ),
        "evidence.heic": _(
            "Photographs in the HEIC format cannot be read here. On an iPhone choose Settings, Camera,"
            " Formats, “Most Compatible” and take it again, or save the picture as JPEG."
        ),
        "evidence.too_many_pixels": _("The picture is too large. Make it smaller, or take it again."),
        "evidence.too_many": _("A parcel can have at most %(most)s pieces of evidence."),
        "evidence.not_sent": _("Mark the parcel as sent first; then attach what proves it."),
        "evidence.cancelled": _("The parcel has been cancelled. Make a new one."),
        "evidence.withdrawn_already": _("This evidence has been withdrawn already."),
        "evidence.received": _(
            "The library has made its receipt: what was attached belongs to the record and stays."
        ),
        "evidence.reason_missing": _("Write the reason."),
        "evidence.carrier_missing": _("Write how the parcel is sent."),
    }
)

SENTENCES = {
    "evidence.attached": _("Evidence of sending attached to %(code)s"),
    "evidence.withdrawn": _("Evidence of sending withdrawn: %(reason)s"),
    "consignment.dispatch_corrected": _("Consignment %(code)s, sending corrected: %(carrier)s, %(tracking)s"),
}
