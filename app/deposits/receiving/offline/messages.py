"""What is said about scans that a device kept while it had no network."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "offline.unreadable": _(
            "What this device has sent cannot be read. Reload the page; the scans stay on the device."
        ),
        "offline.other_person": _(
            "Another person made these scans. They stay on the device until that person signs in."
        ),
        "offline.no_parcel": _("There is no such parcel at your library. Scan its slip and the book again."),
    }
)
