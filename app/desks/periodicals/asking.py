"""What is shown before a form is saved: what would change, and what looks like a slip of the hand."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from wtforms import HiddenField

from app.desks.periodicals.course import Waiting
from app.desks.periodicals.listing import day_in_words, issue_in_words
from app.domain.periodicals import Expected, Numbering
from app.infra.i18n import format_day, format_long, gettext
from app.publications.periodicals.given import NewIssue
from app.publications.periodicals.models import Issue
from app.web.forms import SubmissionForm, at_most

FAR = timedelta(days=14)
"""An issue comes out earlier or later than expected, but seldom by more."""
YEAR = timedelta(days=366)
"""A late issue is promised, but seldom for a day further ahead."""


class AskingForm(SubmissionForm):
    """A form that is sent once more after something was shown; `told` stands for what that was."""

    told = HiddenField(validators=[at_most(20)])


def untold(form: AskingForm, *shown: Sequence[object]) -> bool:
    """Whether there is something to show that was not shown yet; the form then says that it was."""
    mark = hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
    if not any(shown) or form.told.data == mark:
        return False
    form.told.data = mark
    return True


def slips_expected(announced: Iterable[tuple[Waiting, NewIssue]], standing: Iterable[Issue]) -> list[str]:
    """What looks written wrongly of issues that were expected, announced in their order after `standing`."""
    slips: list[str] = []
    before: list[Numbering] = []
    numbered = _numbers(standing)
    for row, issue in announced:
        slips += _slips(row, issue, before)
        before = [issue.numbering]
        if not issue.part:
            slips += _counted_twice(issue.numbering, numbered)
            numbered += before
    return slips


def slips_by_hand(numbering: Numbering, part: str, standing: Iterable[Issue]) -> list[str]:
    """What looks written wrongly of an issue that nobody expected, or whose number is corrected.

    A special issue is numbered as its publisher likes.
    """
    if part:
        return []
    others, named = _numbers(standing), numbering.designation()
    slips = list(_counted_twice(numbering, others))
    if numbering.leaps_from(others):
        slips.append(gettext("%(issue)s: its number is far from those of the other issues.", issue=named))
    return slips


def slips_of_day(issue: NewIssue, *, first_on: date) -> list[str]:
    """What looks written wrongly of the day on which an issue came out; `first_on`: the first one did."""
    named = {"issue": issue.numbering.designation(issue.part), "day": format_long(issue.issued_on)}
    slips = []
    if abs(issue.numbering.year - issue.issued_on.year) > 1:
        slips.append(gettext("%(issue)s: published on %(day)s, its year is far from that.", **named))
    if issue.issued_on < first_on:
        slips.append(
            gettext(
                "%(issue)s: published on %(day)s, before the first issue here (%(first)s).",
                **named,
                first=format_long(first_on),
            )
        )
    return slips


def slips_of_promise(issue: Expected, promised_on: date, *, today: date) -> list[str]:
    """What looks written wrongly of the day by which a late issue is promised."""
    if promised_on <= max(today, issue.last_on) + YEAR:
        return []
    return [
        gettext(
            "%(issue)s: promised for %(day)s, which lies more than a year ahead.",
            issue=issue_in_words(issue),
            day=format_long(promised_on),
        )
    ]


def _slips(row: Waiting, issue: NewIssue, before: Sequence[Numbering]) -> Iterator[str]:
    due, named = row.issue, issue.numbering.designation(issue.part)
    if issue.numbering.leaps_from([due.numbering, *before]):
        meant = due.numbering.designation(issue.part)
        yield gettext("%(issue)s: expected was %(meant)s.", issue=named, meant=meant)
    if _is_far(issue.issued_on, due.first_on, max(due.last_on, row.promised_on or due.last_on)):
        yield gettext(
            "%(issue)s: published on %(day)s, expected was %(meant)s.",
            issue=named,
            day=format_day(issue.issued_on),
            meant=day_in_words(row),
        )


def _counted_twice(numbering: Numbering, others: Iterable[Numbering]) -> Iterator[str]:
    """What is asked of a number counted through that another issue has."""
    other = next((one for one in others if numbering.counts_with(one)), None)
    if other is not None:
        yield gettext(
            "%(issue)s: the number counted through is that of another issue, %(other)s.",
            issue=numbering.designation(),
            other=other.designation(),
        )


def _numbers(issues: Iterable[Issue]) -> list[Numbering]:
    """The numbers of issues; a supplement or special one has those of its own."""
    return [issue.numbering for issue in issues if not issue.part]


def _is_far(day: date, first: date, last: date) -> bool:
    return day < first - FAR or day > last + FAR
