"""What the refusals of periodicals say to a person, and what acts on them are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "periodical.announced_after": _(
            "%(designation)s is announced, as the issue of %(day)s. Choose a day from %(first)s on; until "
            "then the frequency so far counts."
        ),
        "periodical.announced_meanwhile": _("This issue has been announced meanwhile. Nothing was changed."),
        "periodical.before_first": _("Choose a day from %(first)s on: the first issue came out then."),
        "periodical.ceased": _(
            "This periodical has ceased. If it is published again, say so first under “Is it published?”."
        ),
        "periodical.ceased_before": _(
            "The periodical ceased on %(day)s. If it is published again, say so first under "
            "“Is it published?”."
        ),
        "periodical.changed_meanwhile": _(
            "What is expected has changed since this page was opened. Look at the list again and tick anew."
        ),
        "periodical.combined": _(
            "Double numbers need a periodical with at most one issue a month, and a month in which it comes "
            "out."
        ),
        "periodical.combined_next": _(
            "An issue with a double number stands for the next one too. Of two months that follow each "
            "other, tick only the first."
        ),
        "periodical.first_number": _("The number of the first issue must be at least 1."),
        "periodical.has_successor": _("This periodical goes on under another title already."),
        "periodical.issn_taken": _(
            "This ISSN is already in the register: “%(title)s”, %(publisher)s. "
            "Correct the number, or give the reason why it is the same."
        ),
        "periodical.issn_wrong": _(
            "The check digit is wrong. Correct the number; if it is printed so, write why below."
        ),
        "periodical.issued_since": _("An issue came out on %(day)s. Choose a later day."),
        "periodical.month_day": _("Write days of the month from 1 to 31."),
        "periodical.month_days": _("Write %(number)s days of the month, with a comma between them."),
        "periodical.months": _("Choose at least one month."),
        "periodical.nothing_chosen": _("Tick at least one issue that has come out."),
        "periodical.nothing_to_amend": _("Nothing has been changed yet. Change an answer first."),
        "periodical.not_out_yet": _("This day has not come yet. Announce an issue once it is out."),
        "periodical.number_taken": _("%(designation)s has been announced already. Correct the number."),
        "periodical.number_twice": _(
            "Two issues of this form would carry the same number: %(one)s and %(another)s. Correct one of "
            "them."
        ),
        "periodical.one_month_day": _("Write one day of the month, or leave it empty."),
        "periodical.pause_numbered_over": _(
            "The pause stays for now: %(designation)s is announced, and would be expected once more if the "
            "periodical had not been suspended. Correct its number first, or withdraw it and announce "
            "it anew afterwards."
        ),
        "periodical.promised_past": _("Promise a day from today on."),
        "periodical.reason": _("Write the reason in a few words."),
        "periodical.same_title": _("Write the new title; this is the one that it has already."),
        "periodical.skipped_numbered_over": _(
            "That the issue does not come out stays for now: %(designation)s is announced, and would be "
            "expected once more. Correct its number first, or withdraw it and announce it anew afterwards."
        ),
        "periodical.suspended_already": _("It is suspended on some of these days already."),
        "periodical.times": _("Write how many issues a year there are, from 2 to 60."),
        "periodical.times_months": _(
            "Choose %(number)s months, one for each issue; or all twelve if the months are not fixed."
        ),
        "periodical.until_before_from": _("The last day must not lie before the first."),
        "periodical.weekday": _("Choose one day of the week for this frequency."),
        "periodical.weekdays": _("Choose from %(least)s to %(most)s days of the week for this frequency."),
    }
)

SENTENCES = {
    "release.renumbered": _("Number of the issue corrected, it is now: %(designation)s"),
    "periodical.registered": _("Periodical registered: %(title)s"),
    "periodical.amended": _("Facts of the periodical corrected"),
    "periodical.title_changed": _("Goes on under another title: %(title)s"),
    "periodical.frequency_changed": _("Frequency changed"),
    "periodical.issue_delayed": _("Delay reported: %(issue)s"),
    "periodical.issue_skipped": _("Not published: %(issue)s"),
    "periodical.issue_expected_again": _("Comes out after all: the issue of %(issue)s"),
    "periodical.withdrawn": _("Registration of the periodical withdrawn: %(reason)s"),
    "periodical.suspended": _("Suspended: %(reason)s"),
    "periodical.pause_taken_back": _("Was not suspended after all: %(reason)s"),
    "periodical.ceased": _("Ceased: %(reason)s"),
    "periodical.missed_stood_for": _("Announced for issues that were missed too: %(issue)s"),
    "periodical.confirmed": _("Confirmed: still published"),
}
