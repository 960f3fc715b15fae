"""A release judged by the law: each rule by the set that governs its event's day, before it by today's."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from app.domain.calendar import Calendar, WorkingWeek
from app.domain.closures import NOTHING_CLOSED, Closures
from app.domain.deadlines import Event
from app.domain.law import RuleSet
from app.domain.obligations import Exempt, Owed, Undecided, decide
from app.domain.publication import ReleaseFacts
from app.law.calendars.queries import calendar
from app.law.queries import InForce, governing, rule_sets
from app.organisations.libraries.queries import closures_by_code


@dataclass
class Calendars:
    """Calendars and closures of libraries as they were read, for who judges many releases at once."""

    by_week: dict[WorkingWeek, Calendar] = field(default_factory=dict)
    closures: Closures | None = None

    def of(self, rules: RuleSet) -> Calendar:
        """The calendar by which a set counts. Raises `calendar.missing`."""
        week = rules.working_week
        if week not in self.by_week:
            self.by_week[week] = calendar(week)
        return self.by_week[week]

    def closed(self, rules: RuleSet) -> Closures:
        """The closures of libraries, where a set heeds them."""
        if not rules.heeds_closures:
            return NOTHING_CLOSED
        if self.closures is None:
            self.closures = closures_by_code()
        return self.closures


class OwedUnder(NamedTuple):
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

    @property
    def undecided_rules(self) -> frozenset[str]:
        """The ids of the rules that ask for facts not yet known."""
        return frozenset(item.undecided.rule_id for item in self.undecided)


@dataclass(frozen=True, slots=True)
class Governing:
    """By which set each rule is judged: `by_event` by the day of its event, `undated` before it happens.

    None: no set is in force then, and nothing is owed by a rule that counts from it.
    """

    undated: InForce | None
    by_event: Mapping[str, InForce | None]

    def of(self, event: str) -> InForce | None:
        """The set of the rules whose time counts from `event`."""
        return self.by_event.get(event, self.undated)

    def only(self, law: InForce) -> bool:
        """Whether one set judges everything, as it does unless the law has just changed."""
        return all(_is(law, other) for other in (self.undated, *self.by_event.values()))

    @property
    def laws(self) -> list[InForce]:
        """Every set that judges something, the newest first."""
        found = {law.id: law for law in (self.undated, *self.by_event.values()) if law is not None}
        return sorted(found.values(), key=lambda law: law.effective_from, reverse=True)


def governing_sets(events: Mapping[str, date], laws: Sequence[InForce], today: date) -> Governing:
    """The sets in force on the days of what has happened, of `laws` with the newest first."""
    by_event = {event: governing(laws, day) for event, day in events.items()}
    return Governing(governing(laws, today), by_event)


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
    return judge_by(governing_sets(facts.events, laws, today), facts, calendars)


def judge_by(by: Governing, facts: ReleaseFacts, calendars: Calendars | None = None) -> Judgement:
    """Judge a release by the sets given for its events. Raises as `judge` does."""
    owed: list[OwedUnder] = []
    undecided: list[UndecidedUnder] = []
    exempt: list[ExemptUnder] = []
    calendars = Calendars() if calendars is None else calendars
    for law in by.laws:
        rule_set = law.rule_set
        days, closed = calendars.of(rule_set), calendars.closed(rule_set)
        alone = by.only(law)
        decision = decide(rule_set, facts if alone else _facts_under(law, by, facts), days, closed)
        rules = rule_set.rules.keys() if alone else _rules_under(law, by)
        owed += [OwedUnder(law, item) for item in decision.owed if item.rule_id in rules]
        undecided += [UndecidedUnder(law, item) for item in decision.undecided if item.rule_id in rules]
        exempt += [ExemptUnder(law, item) for item in decision.exempt if item.rule_id in rules]
    return Judgement(tuple(owed), tuple(undecided), tuple(exempt))


def _rules_under(law: InForce, by: Governing) -> AbstractSet[str]:
    """The rules of a set whose time counts from an event that it governs."""
    return {rule.id for rule in law.rule_set.rules.values() if _is(law, by.of(rule.deadline.event))}


def _is(law: InForce, other: InForce | None) -> bool:
    return other is not None and other.id == law.id


def _facts_under(law: InForce, by: Governing, facts: ReleaseFacts) -> ReleaseFacts:
    """The facts without events of other laws' days, for which no date must be reckoned under this one."""
    events = {
        event: on
        for event, on in facts.events.items()
        if event == Event.REQUEST_RECEIVED or _is(law, by.of(event))
    }
    if len(events) == len(facts.events):
        return facts
    return replace(facts, events=events)
