"""A release judged by the law: each rule by the set that governs its event's day, before it by today's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.calendar import Calendar, WorkingWeek
from app.domain.deadlines import Event
from app.domain.obligations import Exempt, Owed, Undecided, decide
from app.domain.publication import ReleaseFacts
from app.law.calendars.queries import calendar
from app.law.queries import InForce, governing, rule_sets

Calendars = dict[WorkingWeek, Calendar]


@dataclass(frozen=True, slots=True)
class OwedUnder:
    """Something owed, and the rule set that makes it so."""

    law: InForce
    owed: Owed


@dataclass(frozen=True, slots=True)
class UndecidedUnder:
    """A rule that asks for facts not yet known, and its rule set."""

    law: InForce
    undecided: Undecided


@dataclass(frozen=True, slots=True)
class ExemptUnder:
    """A rule that an exemption sets aside, and its rule set."""

    law: InForce
    exempt: Exempt


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that the law says of one release."""

    owed: tuple[OwedUnder, ...]
    undecided: tuple[UndecidedUnder, ...]
    exempt: tuple[ExemptUnder, ...]


def judge(
    facts: ReleaseFacts,
    *,
    today: date,
    laws: Sequence[InForce] | None = None,
    calendars: Calendars | None = None,
) -> Judgement:
    """Judge a release, registered or only being described. Reads, never writes.

    What happened before any rule set was in force owes nothing, and a later law changes nothing past, unless
    it was given retroactive effect. `laws`, the newest first, are judged by instead of those adopted;
    `calendars` are those read so far, for who judges many releases at once.

    Raises:
        DomainError: `calendar.out_of_range` with the event as its field; `calendar.missing`.
    """
    laws = rule_sets() if laws is None else laws
    owed: list[OwedUnder] = []
    undecided: list[UndecidedUnder] = []
    exempt: list[ExemptUnder] = []
    calendars = {} if calendars is None else calendars
    by_day = {day: governing(laws, day) for day in (today, *facts.events.values())}
    for law in laws:
        own = {day for day, other in by_day.items() if other is law}
        if not own:
            continue
        week = law.rule_set.working_week
        if week not in calendars:
            calendars[week] = calendar(week)
        decision = decide(law.rule_set, _facts_under(own, facts), calendars[week])
        rules = _rules_of(law, facts, own, today)
        owed.extend(OwedUnder(law, item) for item in decision.owed if item.rule_id in rules)
        undecided.extend(UndecidedUnder(law, item) for item in decision.undecided if item.rule_id in rules)
        exempt.extend(ExemptUnder(law, item) for item in decision.exempt if item.rule_id in rules)
    return Judgement(tuple(owed), tuple(undecided), tuple(exempt))


def _rules_of(law: InForce, facts: ReleaseFacts, own: set[date], today: date) -> set[str]:
    """The rules whose event, or today if it has not happened, is on one of the set's `own` days."""
    return {
        rule.id for rule in law.rule_set.rules.values() if facts.events.get(rule.deadline.event, today) in own
    }


def _facts_under(own: set[date], facts: ReleaseFacts) -> ReleaseFacts:
    """The facts without events of other laws' days, for which no date must be reckoned under this one."""
    events = {event: on for event, on in facts.events.items() if on in own or event == Event.REQUEST_RECEIVED}
    if len(events) == len(facts.events):
        return facts
    return replace(facts, events=events)
