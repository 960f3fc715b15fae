"""The issues that are expected, as pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.desks.periodicals.course import State, Waiting
from app.desks.periodicals.words import designation_of
from app.domain.periodicals import Expected
from app.infra.i18n import (
    format_day,
    format_month,
    gettext,
    ngettext,
)

SIGNS = {
    State.COMING: "waiting",
    State.NOW: "due_soon",
    State.MISSING: "late",
    State.PROMISED: "due_soon",
    State.BROKEN: "late",
}


@dataclass(frozen=True, slots=True)
class Month:
    """A month and what is expected in it."""

    name: str
    rows: Sequence[Waiting]


def by_month(waiting: Sequence[Waiting]) -> list[Month]:
    """Return expected issues under the months in which they are expected."""
    found = groupby(waiting, key=lambda row: row.issue.first_on.replace(day=1))
    return [Month(format_month(month).capitalize(), list(rows)) for month, rows in found]


def state_in_words(row: Waiting, today: date) -> str:
    """Say how it stands with an expected issue."""
    if row.state is State.MISSING:
        days = (today - row.issue.last_on).days
        return ngettext("not announced for %(num)s day", "not announced for %(num)s days", days)
    if row.promised_on is not None:
        broken = gettext("promised for %(day)s, not announced", day=format_day(row.promised_on))
        promised = gettext("promised for %(day)s", day=format_day(row.promised_on))
        return broken if row.state is State.BROKEN else promised
    return gettext("expected now") if row.state is State.NOW else gettext("expected")


def day_in_words(row: Waiting) -> str:
    """Return the day on which an issue is expected, or its window."""
    return window_in_words(row.issue)


def issue_in_words(issue: Expected) -> str:
    """Return an expected issue by its designation and its day."""
    return f"{designation_of(issue.numbering, supplement=issue.supplement)} · {window_in_words(issue)}"


def window_in_words(issue: Expected) -> str:
    """Return the day, or the first and the last one, on which an issue comes out."""
    if issue.first_on == issue.last_on:
        return format_day(issue.first_on)
    return f"{format_day(issue.first_on)} – {format_day(issue.last_on)}"
