"""What is said about scans that a device kept while it had no network."""

from app.deposits.receiving.messages import OUTCOMES
from app.domain.errors import DomainError
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages, message_for

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


def refusal_words(reason: str, text: str = "") -> str:
    """Return why a scan of a device did not count; `text` is what was scanned."""
    outcome = next((outcome for outcome in OUTCOMES if outcome == reason), None)
    return message_for(DomainError(reason, box=text)) if outcome is None else str(OUTCOMES[outcome])
