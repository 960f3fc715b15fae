"""What refusals about libraries say, and what the acts are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "library.hours_malformed": _("Write both times with four figures, such as 09:00 and 18:00."),
        "library.hours_reversed": _("The library closes before it opens. Correct one of the times."),
        "closure.day_missing": _("Write the day."),
        "closure.reversed": _("The last day lies before the first. Correct one of them."),
        "closure.long_past": _("A closure is recorded at most a month after it began."),
        "closure.too_far": _("A closure begins at most a year ahead."),
        "closure.too_long": _("A closure lasts at most a year. Record the rest later."),
        "closure.reason_missing": _("Write why the library is closed; depositors read it."),
        "closure.overlaps": _(
            "The library is recorded as closed from %(first)s to %(last)s already (%(reason)s). Choose other "
            "days, or withdraw that closure first."
        ),
        "closure.why_missing": _("Write why the closure is withdrawn: its days are past."),
        "closure.moved_dates": _(
            "The closure stays: due dates that it moved stand (%(moved)s), and who found the library closed"
            " has the later day."
        ),
        "closure.moving_dates": _(
            "The closure stays for now: its due dates are still being worked out. Try again in some minutes."
        ),
        "closure.withdrawn": _("This closure has been withdrawn already."),
    }
)

SENTENCES = {
    "library.hours_changed": _("Opening hours changed"),
    "library.closed": _("Library closed from %(from_on)s to %(until_on)s: %(reason)s"),
    "library.closure_withdrawn": _("Closure from %(from_on)s to %(until_on)s withdrawn"),
    "library.past_closure_withdrawn": _("Past closure from %(from_on)s to %(until_on)s withdrawn: %(why)s"),
}
