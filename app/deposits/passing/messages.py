"""What refusals and acts of passing on say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "transfer.not_here": _("Only %(here)s of these copies lie here. Send that many, or fewer."),
        "receipt.passed_on": _(
            "Copies of this receipt have been passed on. Under Passing on, cancel that transfer or take back "
            "that note first; if they came in already, let that receipt be taken back."
        ),
        "receipt.given_up": _(
            "Copies of this receipt went back to their sender, or another library took them. Where one lies"
            " here after all, say so in the report first; what another library took stays there."
        ),
        "given.none_here": _("No copy of it lies here any more. Look for it, or take its receipt back."),
    }
)

SENTENCES = {
    "transfer.prepared": _("Transfer %(code)s to the library that is owed prepared"),
    "copies.given": _("Copies passed on as the law orders (%(copies)s): %(recipient)s"),
    "copies.given_taken_back": _("Not passed on after all (%(copies)s): %(recipient)s"),
}
