"""What refusals and acts of passing on say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "transfer.not_here": _("Only %(here)s of these copies lie here. Send that many, or fewer."),
        "receipt.passed_on": _(
            "Copies of this receipt have been passed on to the library they are for. Cancel that transfer "
            "first, or let its receipt be taken back."
        ),
    }
)

SENTENCES = {"transfer.prepared": _("Transfer %(code)s to the library that is owed prepared")}
