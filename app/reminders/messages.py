"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "reminders.last": _(
            "You are the only one of your organisation who is reminded of what is late, and somebody must "
            "be. Let a colleague be reminded of it first."
        ),
    }
)

SENTENCES = {"account.reminders_changed": _("Reminders by e-mail changed")}
