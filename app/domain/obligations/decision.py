"""What is owed for a release under a rule set."""

from dataclasses import dataclass
from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, Event, due_date
from app.domain.errors import DomainError
from app.domain.law import (
    Candidate,
    Citation,
    Clock,
    Clocks,
    Exemption,
    Form,
    Plan,
    Recipient,
    Rule,
    RuleSet,
    Trigger,
)
from app.domain.publication import ReleaseFacts

Library = tuple[str, str]
"""A recipient's id and the code of the depository that it stands for."""


@dataclass(frozen=True, slots=True)
class Owed:
    """So many copies owed by one depositor to one depository under one rule.

    `depositor_id` None: the organisation in that role is not identified. `copies` None: the law's text does
    not say how many. `event_on` None: a forecast, `event` is what it waits for. `due_on` None while the
    event is known: no clock runs, because the deadline is not known.
    """

    rule_id: str
    depositor_role: str
    depositor_id: int | None
    recipient_id: str
    depository: str
    copies: int | None
    form: Form
    event: str
    event_on: date | None
    due_on: date | None
    provisional: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that may apply; `missing` facts would tell."""

    rule_id: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exempt:
    """A rule that would apply, but for an exemption."""

    exemption_id: str
    rule_id: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Decision:
    owed: tuple[Owed, ...]
    undecided: tuple[Undecided, ...]
    exempt: tuple[Exempt, ...]


def decide(rule_set: RuleSet, facts: ReleaseFacts, calendar: Calendar) -> Decision:
    """Judges one release by one rule set: one `Owed` for each matching rule and depository.

    Raises `calendar.out_of_range`, with the event as its field, when an event or a due date lies outside the
    calendar: a deadline is right or it is not given.
    """
    plan = rule_set.plan(facts)
    clocks = _clocks(rule_set, calendar)
    exemption, open_facts = _exemption(plan, facts)
    owed: list[Owed] = []
    undecided: list[Undecided] = []
    exempt: list[Exempt] = []
    for candidate in plan.candidates:
        rule = candidate.rule
        verdict = candidate.asked.verdict(facts)
        if verdict is False:
            continue
        if exemption is not None:
            if verdict:
                exempt.append(Exempt(exemption.id, rule.id, exemption.citation))
            continue
        libraries = _libraries(candidate, facts)
        if verdict is None or open_facts or libraries is None:
            undecided.append(Undecided(rule.id, _missing(candidate, facts, open_facts)))
            continue
        depositor = facts.parties.get(rule.depositor)
        event, event_on, due_on, provisional = _clock(rule, facts, calendar, clocks)
        for recipient, depository in libraries:
            owed.append(
                Owed(
                    rule.id, rule.depositor, depositor, recipient, depository, rule.copies, rule.form,
                    event, event_on, due_on, provisional, rule.citation,
                )
            )  # fmt: skip
    return Decision(tuple(owed), tuple(undecided), tuple(exempt))


def _exemption(plan: Plan, facts: ReleaseFacts) -> tuple[Exemption | None, frozenset[str]]:
    """The first exemption that holds; else the unknown facts on which one may."""
    missing: frozenset[str] = frozenset()
    for exemption, asked in plan.exemptions:
        verdict = asked.verdict(facts)
        if verdict:
            return exemption, frozenset()
        if verdict is None:
            missing |= asked.missing(facts)
    return None, missing


def _missing(candidate: Candidate, facts: ReleaseFacts, open_facts: frozenset[str]) -> tuple[str, ...]:
    missing = open_facts | candidate.asked.missing(facts)
    for recipient in candidate.chosen:
        if recipient.chosen_by is not None and not _members(recipient, facts):
            missing |= {recipient.chosen_by.value}
    return tuple(sorted(missing))


def _libraries(candidate: Candidate, facts: ReleaseFacts) -> tuple[Library, ...] | None:
    """Each depository once; None when the fact that chooses one is unknown or names none."""
    if not candidate.chosen:
        return candidate.fixed
    found = {depository: recipient for recipient, depository in candidate.fixed}
    for recipient in candidate.chosen:
        members = _members(recipient, facts)
        if not members:
            return None
        for depository in members:
            found.setdefault(depository, recipient.id)
    return tuple((recipient, depository) for depository, recipient in found.items())


def _members(recipient: Recipient, facts: ReleaseFacts) -> list[str]:
    value = getattr(facts, recipient.chosen_by) if recipient.chosen_by is not None else None
    if value is None:
        return []
    named = (value,) if isinstance(value, str) else sorted(value)
    return [recipient.members[code] for code in named if code in recipient.members]


def _clocks(rule_set: RuleSet, calendar: Calendar) -> Clocks:
    """The clocks already set. A calendar is one unchanging state, so they stay right as long as it lives."""
    clocks = rule_set.clocks.get(calendar)
    if clocks is None:
        clocks = rule_set.clocks[calendar] = {}
    return clocks


def _clock(rule: Rule, facts: ReleaseFacts, calendar: Calendar, clocks: Clocks) -> Clock:
    """Where the rule's clock stands. What is owed on request starts at the later of event and request."""
    event = rule.deadline.event
    event_on = facts.events.get(event)
    if event_on is None:
        return event, None, None, False
    if rule.trigger is Trigger.ON_REQUEST and event is not Event.REQUEST_RECEIVED:
        requested_on = _request(rule, facts, event_on, calendar)
        if requested_on is None:
            return Event.REQUEST_RECEIVED, None, None, False
        if requested_on > event_on:
            event, event_on = Event.REQUEST_RECEIVED, requested_on
    key = (rule.id, event, event_on)
    clock = clocks.get(key)
    if clock is None:
        clock = clocks[key] = _start(rule.deadline, event, event_on, calendar)
    return clock


def _start(deadline: Deadline, event: Event, event_on: date, calendar: Calendar) -> Clock:
    try:
        due = due_date(deadline, event_on, calendar)
    except DomainError as error:
        raise DomainError(error.code, event, **error.params) from error
    return (event, event_on, None, False) if due is None else (event, event_on, due.on, due.provisional)


def _request(rule: Rule, facts: ReleaseFacts, event_on: date, calendar: Calendar) -> date | None:
    """The day of a request that counts: one after the window has closed is as if it had not been made."""
    requested_on = facts.events.get(Event.REQUEST_RECEIVED)
    window = rule.request_window
    if requested_on is None or window is None:
        return requested_on
    try:
        closes = due_date(window, facts.events.get(window.event, event_on), calendar)
    except DomainError:
        # The window closes after the calendar's end, hence after any request whose due date can be counted.
        return requested_on
    return None if closes is not None and requested_on > closes.on else requested_on
