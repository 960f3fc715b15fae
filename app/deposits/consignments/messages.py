"""What refusals about consignments say, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "consignment.empty": _("Choose at least one copy to send."),
        "consignment.copies": _("Write a number of copies from 0 to %(most)s."),
        "consignment.nothing_to_send": _(
            "This obligation needs no copies in a parcel. Remove it and try again."
        ),
        "consignment.more_than_owed": _(
            "This is more than is owed, counting what lies in parcels on their way or not sent yet: "
            "%(titles)s. Lower the numbers, or tick the box to send more."
        ),
        "consignment.owed_no_longer": _(
            "Copies in this parcel are owed no longer, or lie in an earlier parcel or at the library: "
            "%(titles)s. Cancel the parcel and prepare another, or tick the box to send them all the same."
        ),
        "consignment.boxes": _("Write a number of boxes from 1 to %(most)s."),
        "consignment.packed_already": _("The number of boxes can be changed only until the parcel is sent."),
        "consignment.sent_already": _("The parcel is marked as sent already."),
        "consignment.opened_already": _(
            "The library has opened the parcel already, so it need not be marked as sent."
        ),
        "consignment.void_papers": _(
            "The parcel has been cancelled: its slip and labels are no longer valid. Make a new one."
        ),
        "consignment.cancelled_already": _("The parcel has been cancelled. Make a new one."),
        "consignment.arrived_already": _(
            "The library has opened the parcel, so it can no longer be cancelled."
        ),
    }
)

SENTENCES = {
    "consignment.prepared": _("Consignment %(code)s prepared"),
    "consignment.packed": _("Consignment %(code)s packed into boxes: %(boxes)s"),
    "consignment.sent": _("Consignment %(code)s sent: %(carrier)s"),
    "consignment.cancelled": _("Consignment %(code)s cancelled"),
}
