"""What is owed for a release under a rule set."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.domain.calendar import Calendar
from app.domain.closures import NOTHING_CLOSED, Closures
from app.domain.deadlines import Deadline, Event, due_date
from app.domain.errors import DomainError
from app.domain.law import (
    Candidate,
    Citation,
    Clock,
    Clocks,
    CopiesTotal,
    Exemption,
    Form,
    Recipient,
    Rule,
    RuleSet,
    Trigger,
)
from app.domain.law.vocabulary import Alternative, CopiesLimit, CopiesScope, Effect
from app.domain.obligations.closing import at_library
from app.domain.obligations.exempting import exemption_among, exemption_from
from app.domain.publication import ReleaseFacts

Library = tuple[str, str]
"""A recipient's id and the code of the depository that it stands for."""


class Owed(NamedTuple):
    """So many copies owed by one depositor to one depository under one rule.

    `depositor_id` None: the organisation in that role is not identified. `copies` None: the law's text does
    not say how many, or says a number for several libraries together (`in_total`) and not how it divides.
    `at_most`: `copies` is a ceiling, of which no shortfall is counted. `event_on` None: a forecast, `event`
    is what it waits for. `due_on` None while the event is known: no clock runs, because the deadline is not
    known. `reduced_by` is the exemption that made the number smaller.
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
    at_most: bool = False
    in_total: int | None = None
    reduced_by: str | None = None

    @property
    def counted_copies(self) -> int | None:
        """The copies of which a shortfall is counted; None where none is."""
        return None if self.at_most else self.copies


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
class Substituted:
    """A rule of which nothing is owed any more, because what it allows in its place was given."""

    rule_id: str
    alternative: Alternative
    citation: Citation


@dataclass(frozen=True, slots=True)
class Decision:
    """`totals` are numbers that the text gives for all rules together, no obligations of their own."""

    owed: tuple[Owed, ...]
    undecided: tuple[Undecided, ...]
    exempt: tuple[Exempt, ...]
    substituted: tuple[Substituted, ...] = ()
    totals: tuple[CopiesTotal, ...] = ()


def decide(
    rule_set: RuleSet, facts: ReleaseFacts, calendar: Calendar, closures: Closures = NOTHING_CLOSED
) -> Decision:
    """Judges one release by one rule set: one `Owed` for each matching rule and depository.

    `closures` are those of the libraries; they count only for rules that say so.

    Raises `calendar.out_of_range`, with the event as its field, when an event or a due date lies outside the
    calendar: a deadline is right or it is not given.
    """
    plan = rule_set.plan(facts)
    clocks = _clocks(rule_set, calendar)
    by_seat = bool(facts.seats)
    usual = exemption_among(plan.exemptions, facts)
    owed: list[Owed] = []
    undecided: list[Undecided] = []
    exempt: list[Exempt] = []
    substituted: list[Substituted] = []
    for candidate in plan.candidates:
        rule = candidate.rule
        seen = facts.seen_from(rule.depositor) if by_seat else facts
        verdict = candidate.asked.verdict(seen) if candidate.asked.parts else True
        if verdict is False:
            continue
        exemption, open_facts = usual
        if by_seat or candidate.exemptions:
            general = exemption_among(plan.exemptions, seen) if by_seat else usual
            exemption, open_facts = exemption_from(candidate, seen, general)
        if exemption is not None and exemption.effect is not Effect.REDUCE:
            if verdict:
                exempt.append(Exempt(exemption.id, rule.id, exemption.citation))
            continue
        libraries = _libraries(candidate, seen) if candidate.chosen else candidate.fixed
        if verdict is None or open_facts or libraries is None:
            undecided.append(Undecided(rule.id, _missing(candidate, seen, open_facts)))
        elif rule.alternative is not None and _was_given(rule.alternative.form, facts):
            substituted.append(Substituted(rule.id, rule.alternative, rule.citation))
        else:
            owed += _owed(rule, libraries, exemption, facts, calendar, clocks, closures)
    totals = tuple(item for item in rule_set.copies_totals if item.when.verdict(facts))
    return Decision(tuple(owed), tuple(undecided), tuple(exempt), tuple(substituted), totals)


def _owed(
    rule: Rule,
    libraries: tuple[Library, ...],
    reduction: Exemption | None,
    facts: ReleaseFacts,
    calendar: Calendar,
    clocks: Clocks,
    closures: Closures,
) -> list[Owed]:
    """What one rule makes owed: the same to each library."""
    copies, in_total = rule.copies, None
    if rule.when_missing is not None or rule.copies_scope is CopiesScope.TOTAL:
        copies, in_total = _copies(rule, len(libraries), facts)
    reduced_by = None
    if reduction is not None and reduction.copies is not None and copies is not None:
        copies, reduced_by = min(copies, reduction.copies), reduction.id
    depositor = facts.parties.get(rule.depositor)
    event, event_on, due_on, provisional = _clock(rule, facts, calendar, clocks)
    at_most = rule.copies_limit is CopiesLimit.AT_MOST
    whole = [
        Owed(
            rule.id, rule.depositor, depositor, recipient, depository, copies, rule.form,
            event, event_on, due_on, provisional, rule.citation, at_most, in_total, reduced_by,
        )
        for recipient, depository in libraries
    ]  # fmt: skip
    return [_at_its_library(rule, one, closures, calendar) for one in whole] if closures else whole


def _at_its_library(rule: Rule, owed: Owed, closures: Closures, calendar: Calendar) -> Owed:
    closed = closures.get(owed.depository, ())
    due_on, provisional = at_library(rule, (owed.due_on, owed.provisional), closed, calendar)
    return owed._replace(due_on=due_on, provisional=provisional)


def _copies(rule: Rule, libraries: int, facts: ReleaseFacts) -> tuple[int | None, int | None]:
    """The copies for each library, and the number for all of them where only that is known."""
    copies = rule.copies
    if copies is not None and rule.when_missing is not None and facts.file_delivered is False:
        copies += rule.when_missing.copies
    if copies is not None and rule.copies_scope is CopiesScope.TOTAL and libraries > 1:
        return None, copies
    return copies, None


def _was_given(form: Form, facts: ReleaseFacts) -> bool:
    return (facts.harvested if form is Form.HARVEST else facts.file_delivered) is True


def _missing(candidate: Candidate, facts: ReleaseFacts, open_facts: frozenset[str]) -> tuple[str, ...]:
    missing = open_facts | candidate.asked.missing(facts)
    for recipient in candidate.chosen:
        if recipient.chosen_by is not None and not _members(recipient, facts):
            missing |= {recipient.chosen_by.value}
    return tuple(sorted(missing))


def _libraries(candidate: Candidate, facts: ReleaseFacts) -> tuple[Library, ...] | None:
    """Each depository once; None when the fact that chooses one is unknown or names none."""
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
    return [library for code in named if (library := recipient.library(code)) is not None]


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
