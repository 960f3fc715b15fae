"""What is said about scans that a device kept while it had no network."""

from app.deposits.receiving.messages import OUTCOMES
from app.deposits.receiving.offline.whereabouts import Place, Whereabouts
from app.deposits.receiving.services import Outcome
from app.domain.errors import DomainError
from app.infra.i18n import gettext
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


_TO_CHOOSE = {
    Outcome.CHOOSE: _(
        "Several publications have this number. Scan the copy again at the desk and choose one"
    ),
    Outcome.ANOTHER_ISSUE: _(
        "The bar code numbers another issue. Scan the copy again at the desk and say which one it is"
    ),
}
"""What the desk asks, and a device cannot."""


_PLACES = {
    Place.OTHER_LIBRARY: _("The copy is counted at another library."),
    Place.THIS_PARCEL: _("The copy is in this parcel by another scan: nothing is to be done."),
}


def place_words(copy: Whereabouts, *, received: bool) -> str:
    """Return where a copy is whose scan was refused, and what to do with one that no scan has; `received`:
    the receipt of the parcel is made."""
    if copy.place is Place.NOWHERE and received:
        return gettext(
            "No scan has this copy, so the receipt does not count it. If it is in your hands, receive it"
            " without a slip."
        )
    if copy.place is Place.NOWHERE:
        return gettext("No scan has this copy. Scan it again.")
    if copy.place is Place.OTHER_PARCEL and copy.number:
        return gettext("The copy is in receipt %(number)s.", number=copy.number)
    if copy.place is Place.OTHER_PARCEL:
        return gettext("The copy was scanned in another parcel, which is open still.")
    return str(_PLACES[copy.place])


def refusal_words(reason: str, text: str = "") -> str:
    """Return why a scan of a device did not count; `text` is what was scanned."""
    outcome = next((outcome for outcome in OUTCOMES if outcome == reason), None)
    if outcome is None:
        return message_for(DomainError(reason, box=text))
    return str(_TO_CHOOSE.get(outcome, OUTCOMES[outcome]))
