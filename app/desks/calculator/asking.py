"""Which facts, events and depositors a rule set asks about: nothing else is asked of a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.deadlines import Event
from app.domain.law import Rule, RuleSet, Trigger
from app.domain.law.conditions import CLASSIFYING_FACTS, FACTS, Among, Condition, questions_of
from app.domain.publication import DepositorRole
from app.publications.vocabulary import EVENTS

EVENT_ORDER = (*EVENTS, Event.REQUEST_RECEIVED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is to ask, in its order; `codes` are those that the set names itself, by fact."""

    facts: tuple[str, ...]
    codes: dict[str, frozenset[str]]
    events: tuple[Event, ...]
    roles: tuple[DepositorRole, ...]


def asked_by(rule_sets: Sequence[RuleSet]) -> Asked:
    """Return what the rules, exemptions and recipients of any of the sets ask about."""
    parts = [part for rule_set in rule_sets for part in _parts(rule_set)]
    rules = [rule for rule_set in rule_sets for rule in rule_set.rules.values()]
    recipients = [recipient for rule_set in rule_sets for recipient in rule_set.recipients.values()]
    facts = {str(getattr(part, "fact", "")) for part in parts} | CLASSIFYING_FACTS
    codes: dict[str, frozenset[str]] = {}
    for part in parts:
        if isinstance(part, Among):
            codes[part.fact] = codes.get(part.fact, frozenset()) | part.codes
    for recipient in recipients:
        if recipient.chosen_by is not None:
            facts.add(recipient.chosen_by)
            codes[recipient.chosen_by] = codes.get(recipient.chosen_by, frozenset()) | set(recipient.members)
    events = {event for rule in rules for event in _events(rule)}
    roles = {rule.depositor for rule in rules}
    return Asked(
        facts=tuple(name for name in FACTS if name in facts),
        codes=codes,
        events=tuple(event for event in EVENT_ORDER if event in events),
        roles=tuple(role for role in DepositorRole if role in roles),
    )


def _parts(rule_set: RuleSet) -> Iterator[Condition]:
    """Every single test of the set."""
    conditions = [rule.when for rule in rule_set.rules.values()]
    conditions += [exemption.when for exemption in rule_set.exemptions.values()]
    for condition in conditions:
        yield from questions_of(condition)


def _events(rule: Rule) -> Iterator[Event]:
    yield rule.deadline.event
    if rule.trigger is Trigger.ON_REQUEST:
        yield Event.REQUEST_RECEIVED
    if rule.request_window is not None:
        yield rule.request_window.event
