"""What refusals and acts of serving say, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "service.channel": _("Choose a way of serving of the list."),
        "service.result": _("This way of serving has no such result. Choose another one."),
        "service.tracking_missing": _("Write the number of the registered item, as the receipt has it."),
        "service.reason_missing": _("Write why it came back, or why the entry was a mistake."),
        "service.before_issue": _("The notice was issued on %(issued_on)s: it cannot be served before that."),
        "service.in_future": _("This day has not come yet. Write the day on which it happened."),
        "service.corrected_already": _("This entry was corrected already. Correct the one that stands now."),
        "service.tracking_taken": _(
            "The number %(tracking)s is that of another notice, %(number)s. Look at the receipt once more."
        ),
        "service.unknown_notice": _("You can see no notice with this number. Look at the number once more."),
        "service.several_notices": _(
            "Several notices carry this number, a specimen too. Record it on the page of the one meant."
        ),
        "service.wrong_day": _("Write the day as 2026-11-23 or 23.11.2026."),
        "service.wrong_result": _("Write one of: %(allowed)s."),
        "service.column_missing": _("The column %(column)s is missing. Use the columns of the template."),
        "service.list_faults": _("Nothing was recorded. Mend the rows named below and send the list again."),
    }
)

SENTENCES = {
    "notice.service_sent": _("Notice %(number)s sent, item %(tracking)s"),
    "notice.service_served": _("Delivery of notice %(number)s recorded"),
    "notice.service_returned": _("Notice %(number)s came back undelivered: %(reason)s"),
    "notice.service_struck": _("An entry on the service of notice %(number)s struck out: %(reason)s"),
}
