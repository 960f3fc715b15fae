"""What is done with periodicals: registered and changed, their issues announced, their course reported."""

from app.publications.periodicals.services.amending import amend_periodical
from app.publications.periodicals.services.ending import cease, confirm_published
from app.publications.periodicals.services.frequencies import change_frequency
from app.publications.periodicals.services.issues import amend_issue, announce_issues
from app.publications.periodicals.services.pausing import suspend
from app.publications.periodicals.services.registering import register_periodical
from app.publications.periodicals.services.reporting import report_delay, report_skipped
from app.publications.periodicals.services.titles import change_title

__all__ = [
    "amend_issue",
    "amend_periodical",
    "announce_issues",
    "cease",
    "change_frequency",
    "change_title",
    "confirm_published",
    "register_periodical",
    "report_delay",
    "report_skipped",
    "suspend",
]
