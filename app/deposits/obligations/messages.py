"""What refusals about obligations say, and what acts on them are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "obligation.already_identified": _("Somebody has named the depositor meanwhile. Look at it again."),
        "obligation.not_a_depositor": _("Choose an organisation that can owe copies in this role."),
        "obligation.received_below_zero": _("Fewer copies were received than would be taken back."),
    }
)

SENTENCES = {
    "obligation.recomputed": _("What is owed was worked out anew"),
    "obligation.identified": _("Depositor named: %(depositor)s"),
}
