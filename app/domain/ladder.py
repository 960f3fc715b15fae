"""The ladder: which step the law allows next after a missed day, and from which day.

Steps are the `claims` of a rule set, taken in its order. One that was passed over is not gone back to: after
a formal notice no reminder follows.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, Event, due_date
from app.domain.errors import DomainError
from app.domain.law import Claim, RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction

DAY = timedelta(days=1)


class Obstacle(StrEnum):
    """Why no day can be told from which a step may be taken."""

    PAUSED = "paused"
    """A request of the depositor waits for an answer, or an objection was accepted."""
    PROVISIONAL = "provisional"
    """A day rests on an estimated feast or on a closure."""
    NO_STEP = "no_step"
    """The rule set has no further step."""
    NOT_BEGUN = "not_begun"
    """That from which the time counts has not happened, or its day is not known: the step before was not
    taken, no notice was served, nothing was due."""
    UNKNOWN_LAW = "unknown_law"
    """The text does not say how long."""
    OUTSIDE_CALENDAR = "outside_calendar"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days of a notice in force: served, the last to put things right, the last to object, or None."""

    served_on: date
    cure_on: date | None
    object_by: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the next step rests on. `last_day`: the due day, or the one it was extended to; `taken`: the day
    on which each step was taken, by its number."""

    last_day: date | None
    provisional: bool = False
    paused: bool = False
    taken: Mapping[int, date] = field(default_factory=dict)
    notice: Clocks | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of the law with its clause, and its first day or why there is none."""

    claim: Claim | None
    on: date | None = None
    obstacle: Obstacle | None = None


def next_step(rules: RuleSet, facts: Facts, calendar: Calendar) -> NextStep:
    """Return which step comes next and from which day it may be taken; that day itself is allowed.

    No step comes before the day after the last one that the depositor has, also where more time was given
    after a notice.
    """
    last = max(facts.taken, default=0)
    claim = next((one for one in rules.claims if one.step > last), None)
    if claim is None:
        return NextStep(None, obstacle=Obstacle.NO_STEP)
    if facts.paused or facts.provisional:
        return NextStep(claim, obstacle=Obstacle.PAUSED if facts.paused else Obstacle.PROVISIONAL)
    start = _start(claim.after.event, facts)
    if start is None:
        return NextStep(claim, obstacle=Obstacle.NOT_BEGUN)
    try:
        due = due_date(claim.after, start, calendar)
    except DomainError:
        return NextStep(claim, obstacle=Obstacle.OUTSIDE_CALENDAR)
    if due is None or due.provisional:
        return NextStep(claim, obstacle=Obstacle.UNKNOWN_LAW if due is None else Obstacle.PROVISIONAL)
    missed = facts.last_day + DAY if facts.last_day else due.on
    return NextStep(claim, on=max(due.on, missed))


def first_day_of(
    actions: Collection[ClaimAction], rules: RuleSet, facts: Facts, calendar: Calendar
) -> NextStep:
    """Return from which day one of these steps may be taken if each before it is taken as early as it may be.

    Where no day can be told, the step is the one that stands in the way.
    """
    step = next_step(rules, facts, calendar)
    while step.claim is not None and step.on is not None and step.claim.action not in actions:
        facts = replace(facts, taken={**facts.taken, step.claim.step: step.on})
        step = next_step(rules, facts, calendar)
    return step


def _start(event: Event, facts: Facts) -> date | None:
    if event is Event.DUE_DATE:
        return facts.last_day
    if event is Event.PREVIOUS_STEP:
        return facts.taken[max(facts.taken)] if facts.taken else None
    if facts.notice is None:
        return None
    clocks = {
        Event.NOTICE_SERVED: facts.notice.served_on,
        Event.CURE_PERIOD_END: facts.notice.cure_on,
        Event.OBJECTIONS_CLOSED: facts.notice.object_by,
    }
    return clocks.get(event)


Span = tuple[date, date]


@lru_cache(256)
def starts(deadline: Deadline, calendar: Calendar, today: date) -> tuple[Span, ...]:
    """Return on which days a clock must have started for its end to have come by `today`, beyond doubt.

    The rule of `next_step` read backwards, as spans of days with both ends included, so that a database can
    find among millions what is due. Nothing for a deadline that the text leaves unknown.
    """
    spans: list[Span] = []
    day = calendar.first
    while day <= min(today, calendar.last):
        if _has_ended(deadline, day, calendar, today):
            joined = bool(spans) and spans[-1][1] == day - DAY
            spans[-1:] = [(spans[-1][0], day)] if joined else [*spans[-1:], (day, day)]
        day += DAY
    return tuple(spans)


def _has_ended(deadline: Deadline, start: date, calendar: Calendar, today: date) -> bool:
    try:
        due = due_date(deadline, start, calendar)
    except DomainError:
        return False
    return due is not None and not due.provisional and due.on <= today
