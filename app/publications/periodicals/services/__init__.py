"""What is done with periodicals: registered and changed, their issues announced, their course reported."""

from app.publications.periodicals.services.amending import amend_periodical, decides
from app.publications.periodicals.services.ending import cease, confirm_published, schedule_ended
from app.publications.periodicals.services.frequencies import change_frequency, schedule_changed
from app.publications.periodicals.services.issues import (
    amend_issue,
    announce_issues,
    corrected_answers,
    taken_by,
)
from app.publications.periodicals.services.pausing import schedule_paused, suspend, take_back_pause
from app.publications.periodicals.services.registering import register_periodical
from app.publications.periodicals.services.reporting import expect_again, report_delay, report_skipped
from app.publications.periodicals.services.standing_for import stood_for
from app.publications.periodicals.services.titles import change_title
from app.publications.periodicals.services.withdrawing import withdraw_periodical

__all__ = [
    "amend_issue",
    "amend_periodical",
    "announce_issues",
    "cease",
    "change_frequency",
    "change_title",
    "confirm_published",
    "corrected_answers",
    "decides",
    "expect_again",
    "register_periodical",
    "report_delay",
    "report_skipped",
    "schedule_changed",
    "schedule_ended",
    "schedule_paused",
    "stood_for",
    "suspend",
    "take_back_pause",
    "taken_by",
    "withdraw_periodical",
]
