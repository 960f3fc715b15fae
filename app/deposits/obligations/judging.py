"""A release judged by the law: each rule by the set in force on its event's day, before it by today's."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.domain.obligations import Exempt, Owed, Undecided, decide
from app.domain.publication import ReleaseFacts
from app.law.queries import InForce, calendar, rule_sets


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


def judge(facts: ReleaseFacts, *, today: date) -> Judgement:
    """Judge a release, registered or only being described. Reads, never writes.

    What happened before any rule set was in force owes nothing, and a later law changes nothing past.

    Raises:
        DomainError: `calendar.out_of_range` with the event as its field; `calendar.missing`.
    """
    laws = rule_sets()
    owed: list[OwedUnder] = []
    undecided: list[UndecidedUnder] = []
    exempt: list[ExemptUnder] = []
    calendars: dict[Literal[5, 6], Calendar] = {}
    for law in laws:
        if not _governs_anything(law, facts, today):
            continue
        week = law.rule_set.working_week
        if week not in calendars:
            calendars[week] = calendar(week)
        decision = decide(law.rule_set, _facts_under(law, facts), calendars[week])
        owed.extend(
            OwedUnder(law, item) for item in decision.owed if _governs(law, item.rule_id, facts, today)
        )
        undecided.extend(
            UndecidedUnder(law, item)
            for item in decision.undecided
            if _governs(law, item.rule_id, facts, today)
        )
        exempt.extend(
            ExemptUnder(law, item) for item in decision.exempt if _governs(law, item.rule_id, facts, today)
        )
    return Judgement(tuple(owed), tuple(undecided), tuple(exempt))


def _governs_anything(law: InForce, facts: ReleaseFacts, today: date) -> bool:
    return any(law.covers(day) for day in (today, *facts.events.values()))


def _governs(law: InForce, rule_id: str, facts: ReleaseFacts, today: date) -> bool:
    """Whether the rule's event, or today if it has not happened, lies in the time of this set."""
    event = law.rule_set.rules[rule_id].deadline.event
    return law.covers(facts.events.get(event, today))


def _facts_under(law: InForce, facts: ReleaseFacts) -> ReleaseFacts:
    """The facts without events of other laws' times, for which no date must be reckoned under this one."""
    events = {
        event: on for event, on in facts.events.items() if law.covers(on) or event == Event.REQUEST_RECEIVED
    }
    return replace(facts, events=events)
