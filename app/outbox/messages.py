"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.outbox.queries import MessageState
from app.web.messages import add_messages

add_messages(
    {
        "message.not_failed": _(
            "This message was neither given up nor has it come back: there is nothing to send again."
        ),
    }
)

SENTENCES = {"message.sent_again": _("Message to be sent once more")}

STATES = {
    MessageState.WAITING: _("Waiting"),
    MessageState.SENT: _("Sent"),
    MessageState.FAILED: _("Given up"),
    MessageState.BOUNCED: _("Came back"),
    MessageState.DROPPED: _("Nothing left to say"),
}
