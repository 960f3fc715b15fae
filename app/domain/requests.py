"""Requests of depositors to the authority: what is asked, until when, and what granting it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, DueDate, Event, due_date
from app.domain.errors import DomainError
from app.domain.law import RuleSet
from app.domain.law.citations import Citation
from app.domain.law.procedure_vocabulary import RequestKind as LawKind
from app.domain.obligations.relief import Effect

FURTHEST = timedelta(days=366)
"""How far ahead an extension reaches at most."""


class RequestKind(StrEnum):
    """What a depositor asks. Of an exemption the rules' format knows nothing: it has no time of law."""

    EXTENSION = "extension"
    EXEMPTION = "exemption"
    OBJECTION = "objection"
    APPEAL = "appeal"


class Outcome(StrEnum):
    """What the authority decides."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class Standing(StrEnum):
    """How far a request is."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    """It waits, and the authority's own time is over."""
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    REOPENED = "reopened"
    """It was granted, wholly or in part, and that was taken up again."""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """It ended with its notice, undecided; nothing ends so any longer."""


@dataclass(frozen=True, slots=True)
class Times:
    """The two clocks of a request made on a day. None: the text names no time, its beginning is not known, or
    the calendar does not reach it. `known`: the rule set knows this request; `citation` says where."""

    known: bool
    submit_by: DueDate | None = None
    answer_by: DueDate | None = None
    citation: Citation | None = None


_EFFECTS = {
    RequestKind.EXTENSION: Effect.EXTENDED,
    RequestKind.EXEMPTION: Effect.EXCUSED,
    RequestKind.OBJECTION: Effect.UPHELD,
    RequestKind.APPEAL: Effect.UPHELD,
}


def effect_of(kind: RequestKind, against: RequestKind | None) -> Effect:
    """What granting does; an appeal against a decision gives what the first request asked for."""
    return _EFFECTS[against or kind]


def times_of(
    rules: RuleSet, kind: RequestKind, starts: Mapping[Event, date], made_on: date, calendar: Calendar
) -> Times:
    """The clocks of a request made on `made_on`; `starts` holds the days of the events that have happened."""
    terms = None if kind is RequestKind.EXEMPTION else rules.requests.get(LawKind(kind.value))
    if terms is None:
        return Times(known=False)
    submit = _counted(terms.submit, starts, calendar)
    answer = _counted(terms.answer, {Event.REQUEST_SUBMITTED: made_on}, calendar)
    return Times(True, submit, answer, terms.citation)


def is_too_late(submit_by: DueDate | None, today: date) -> bool:
    """Whether the time is over beyond doubt; the day itself is in time, and an estimate refuses nobody."""
    return submit_by is not None and not submit_by.provisional and today > submit_by.on


def standing_of(
    *,
    outcome: Outcome | None,
    reopened: bool,
    withdrawn: bool,
    ended: bool,
    answer_by: date | None,
    today: date,
) -> Standing:
    """How far a request is on `today`."""
    if outcome is not None:
        return Standing.REOPENED if reopened else Standing(outcome.value)
    if withdrawn or ended:
        return Standing.WITHDRAWN if withdrawn else Standing.LAPSED
    late = answer_by is not None and answer_by < today
    return Standing.OVERDUE if late else Standing.WAITING


def _counted(deadline: Deadline, starts: Mapping[Event, date], calendar: Calendar) -> DueDate | None:
    began_on = starts.get(deadline.event)
    if began_on is None:
        return None
    try:
        return due_date(deadline, began_on, calendar)
    except DomainError:
        # The calendar ends before: no date is better than a wrong one.
        return None
