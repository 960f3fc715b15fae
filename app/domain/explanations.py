"""Why something is owed and why by that day, made when somebody asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.deadlines import Deadline, Direction, Reckoning, Roll, Unit, reckonings
from app.domain.law import Citation, Exemption, Instrument, Recipient, Rule, RuleSet
from app.domain.law.conditions import AllOf, Among, AnyOf, Between, Condition, Is, fact
from app.domain.obligations.decision import Owed
from app.domain.publication import ReleaseFacts

ONE_DAY = timedelta(days=1)


class SkipReason(StrEnum):
    EVENT_DAY = "event_day"
    """The day of the event does not count."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True)
class DayInSpan:
    """One day between the event and the due date: its number, or why it has none.

    Days after the period's end that the due date moved over have a reason and no number; the day it moved
    to has neither. `name` is the holiday's or decree's.
    """

    on: date
    number: int | None
    skipped: SkipReason | None
    name: str
    estimated: bool
    worked_by_decree: bool


@dataclass(frozen=True, slots=True)
class DueDateExplanation:
    """How a due date was counted. `on` None: `unknown` names what the law's text leaves open, and
    `possible` are the days it might be, earliest first."""

    deadline: Deadline
    event_on: date
    start_day_counts: bool | None
    days: tuple[DayInSpan, ...]
    """Every day from the event to the due date, in calendar order; empty while the date is unknown."""
    rolled_from: date | None
    on: date | None
    provisional: bool
    unknown: tuple[str, ...]
    possible: tuple[date, ...]

    @property
    def counted(self) -> tuple[DayInSpan, ...]:
        return tuple(day for day in self.days if day.number is not None)

    @property
    def skipped(self) -> tuple[DayInSpan, ...]:
        return tuple(day for day in self.days if day.skipped is not None)


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that held: `relation` is any_of, none_of, between or is; `expected` its codes, its two ends
    (None: open) or its truth; `actual` the release's own value."""

    fact: str
    relation: str
    expected: tuple[object, ...]
    actual: object


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one thing is owed: the rule and its place in the law, the conditions that held, and the recipient
    with the condition that chose it among others."""

    rule: Rule
    title: Mapping[str, str]
    reasons: tuple[Reason, ...]
    recipient: Recipient
    chosen_by: Reason | None
    copies: int | None
    citation: Citation
    instrument: Instrument


def explain(rule_set: RuleSet, owed: Owed, facts: ReleaseFacts) -> Explanation:
    """Why `owed` is owed for a release with these facts under the rule set that made it."""
    rule = rule_set.rules[owed.rule_id]
    recipient = rule_set.recipients[owed.recipient_id]
    facts = facts.seen_from(rule.depositor)
    return Explanation(
        rule=rule,
        title=rule.title,
        reasons=tuple(_reasons(rule.when, facts)),
        recipient=recipient,
        chosen_by=_choice(recipient, owed, facts),
        copies=owed.copies,
        citation=owed.citation,
        instrument=rule_set.instruments[owed.citation.instrument],
    )


def explain_exemption(exemption: Exemption, facts: ReleaseFacts) -> tuple[Reason, ...]:
    """Why an exemption holds for a release with these facts: its conditions that held."""
    return tuple(_reasons(exemption.when, facts))


def explain_due_date(deadline: Deadline, event_on: date, calendar: Calendar) -> DueDateExplanation:
    """How the due date is counted, day by day. Raises `calendar.out_of_range`."""
    found = reckonings(deadline, event_on, calendar)
    possible = tuple(sorted({reckoning.due.on for reckoning in found}))
    if len(possible) != 1:
        return DueDateExplanation(
            deadline, event_on, deadline.start_day_counts, (), None, None, False, _unknown(deadline), possible
        )
    chosen = found[0]
    return DueDateExplanation(
        deadline=deadline,
        event_on=event_on,
        start_day_counts=chosen.reading.start_day_counts,
        days=tuple(_days(deadline, chosen, event_on, calendar)),
        rolled_from=chosen.ended if chosen.ended != chosen.due.on else None,
        on=chosen.due.on,
        provisional=any(reckoning.due.provisional for reckoning in found),
        unknown=(),
        possible=possible,
    )


def _unknown(deadline: Deadline) -> tuple[str, ...]:
    if deadline.value is None:
        return ("value",)
    open_ones = {
        "start_day_counts": deadline.start_day_counts is None,
        "day_count": deadline.day_count is None and deadline.unit is Unit.DAY,
        "roll": deadline.roll is Roll.UNKNOWN,
    }
    return tuple(name for name, is_open in open_ones.items() if is_open)


def _days(
    deadline: Deadline, reckoning: Reckoning, event_on: date, calendar: Calendar
) -> Iterator[DayInSpan]:
    """Walks the calendar independently of the tables that the date came from."""
    forward = deadline.direction is Direction.AFTER
    days = list(_walk(deadline, reckoning, event_on, calendar, ONE_DAY if forward else -ONE_DAY))
    return iter(days if forward else reversed(days))


def _walk(
    deadline: Deadline, reckoning: Reckoning, event_on: date, calendar: Calendar, step: timedelta
) -> Iterator[DayInSpan]:
    number = 0
    day, ended, last = event_on, reckoning.ended, reckoning.due.on
    while True:
        free = _why_free(day, calendar)
        within = day <= ended if step > timedelta() else day >= ended
        left_out = day == event_on and not reckoning.reading.start_day_counts
        counts = bool(deadline.value) and within and not left_out
        counts = counts and not (free and reckoning.reading.working_days)
        number += counts
        skipped = free if not counts or day == ended != last else None
        if left_out and deadline.value:
            skipped = SkipReason.EVENT_DAY
        yield _day(day, number if counts else None, skipped, calendar.mark(day))
        if day == last:
            return
        day += step


def _day(day: date, number: int | None, skipped: SkipReason | None, mark: DayMark | None) -> DayInSpan:
    worked = mark is not None and mark.kind is DayKind.WORKING_DAY
    name, estimated = (mark.name, mark.estimated) if mark is not None else ("", False)
    return DayInSpan(day, number, skipped, name, estimated, worked)


def _why_free(day: date, calendar: Calendar) -> SkipReason | None:
    if calendar.is_working(day):
        return None
    mark = calendar.mark(day)
    if mark is None:
        return SkipReason.WEEKEND
    return SkipReason.DAY_OFF if mark.kind is DayKind.DAY_OFF else SkipReason.HOLIDAY


def _reasons(condition: Condition, facts: ReleaseFacts) -> Iterator[Reason]:
    """The tests that held, with every part of a group of alternatives that did."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                if part.verdict(facts):
                    yield from _reasons(part, facts)
        case Among(name, codes, negated):
            yield Reason(name, "none_of" if negated else "any_of", tuple(sorted(codes)), fact(facts, name))
        case Between(name, minimum, maximum):
            yield Reason(name, "between", (minimum, maximum), fact(facts, name))
        case Is(name, expected):
            yield Reason(name, "is", (expected,), fact(facts, name))


def _choice(recipient: Recipient, owed: Owed, facts: ReleaseFacts) -> Reason | None:
    if recipient.chosen_by is None:
        return None
    values = [code for code, library in recipient.members.items() if library == owed.depository]
    if recipient.member_prefix is not None:
        values = [owed.depository.removeprefix(recipient.member_prefix)]
    return Reason(recipient.chosen_by, "any_of", tuple(values), fact(facts, recipient.chosen_by))
