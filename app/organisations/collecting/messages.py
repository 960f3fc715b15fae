"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "collecting.itself": _("A library needs nobody to collect for itself. Choose another one."),
        "collecting.in_a_row": _(
            "Copies are passed on once: who collects for others is not collected for. Choose another library."
        ),
    }
)

SENTENCES = {
    "collecting.named": _("%(collector)s collects for %(depository)s"),
    "collecting.ended": _("Nobody collects for the library any longer"),
}
