"""What the receiving desk says: refusals, what a scan led to, acts in timelines."""

from flask_babel import LazyString

from app.deposits.receiving.services import Outcome
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "arrival.not_a_slip": _(
            "“%(text)s” is not the code of a slip or label. Scan the slip of the parcel."
        ),
        "arrival.misread": _("“%(text)s” is not right: one character is wrong. Scan or type it again."),
        "arrival.no_such_parcel": _(
            "There is no parcel with the code %(parcel)s. Check the code on the slip."
        ),
        "arrival.other_library": _("Parcel %(parcel)s is addressed to another library. Do not open it."),
        "arrival.cancelled": _(
            "The sender cancelled parcel %(parcel)s. If it has come all the same, receive it without a slip."
        ),
        "arrival.confirmed": _("This parcel has been received already. Open its receipt."),
        "arrival.discarded": _(
            "This parcel was put back: it had been opened by mistake. Open it by its slip when it is here."
        ),
        "arrival.not_empty": _(
            "Copies were scanned already. Take the scans back first, or finish the parcel."
        ),
        "arrival.box_late": _(
            "The receipt of this parcel was made without box %(box)s. Receive its copies without a slip, or"
            " take the receipt back and receive the parcel anew."
        ),
        "arrival.box_missing": _(
            "A box has not come: %(boxes)s. Scan it, or say that you finish without it: its copies are then"
            " reported as missing."
        ),
        "arrival.changed": _(
            "Something was scanned or changed meanwhile. Look at the figures as they stand now,"
            " and confirm them."
        ),
        "arrival.nothing_in_it": _(
            "Nothing has been scanned yet. Scan at least one copy, or say that none was in the parcel."
        ),
        "arrival.nothing_scanned": _("Nothing has been scanned yet. Scan at least one copy."),
        "scan.reason_needed": _("Write the reason: it stands in the receipt act."),
        "scan.counts_already": _("This copy is good and counts without a decision."),
        "scan.addressed_elsewhere": _(
            "This copy is addressed elsewhere: that stands on its label. Accept it with a reason if it is to"
            " count here, and write there what is wrong with it."
        ),
        "scan.counted_elsewhere": _("This label has been counted in another parcel."),
        "scan.unknown_book": _(
            "Nobody has registered this book, so it cannot count. Return it or set it aside."
        ),
        "receipt.reason_needed": _("Write the reason: it is kept with the reversal."),
        "receipt.reversed": _("This receipt has been taken back already."),
        "receipt.is_reversal": _("A reversal cannot be taken back. Receive the parcel again."),
    }
)

OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.RECORDED: _("Counted"),
    Outcome.ALREADY_COUNTED: _("This label is already counted"),
    Outcome.CHOOSE: _("Several publications have this number. Choose one"),
    Outcome.ANOTHER_ISSUE: _("The bar code numbers another issue. Which one is it?"),
    Outcome.BOX_ARRIVED: _("Box noted"),
    Outcome.OTHER_BOX: _("This box belongs to another parcel. Set it aside"),
    Outcome.PARCEL_CODE: _("This is the slip of a parcel, not a book"),
    Outcome.PAPER_CODE: _("This is the code of a paper, not of a copy"),
    Outcome.PRODUCT_CODE: _("This is a shop's code, not an ISBN. Scan the other bar code"),
    Outcome.CHECK_CHARACTER: _("The code was read wrongly. Scan it again"),
    Outcome.UNKNOWN_LABEL: _("This label was never printed here. Scan the ISBN, or choose the title"),
    Outcome.UNREADABLE: _("This is no ISBN and no label. Scan the book again, or choose its title"),
}

SENTENCES: dict[str, LazyString] = {
    "arrival.opened": _("Parcel opened at the library"),
    "arrival.discarded": _("Parcel put back, opened by mistake"),
    "box.arrived": _("Box %(code)s arrived"),
    "scan.recorded": _("%(text)s scanned"),
    "scan.undone": _("Scan taken back"),
    "scan.refused": _("%(text)s came from a device and was not counted"),
    "scan.judged": _("Scanned copy judged"),
    "receipt.confirmed": _("Receipt %(number)s made"),
    "receipt.reversed": _("Receipt %(reverses)s taken back: %(reason)s"),
}
