"""Rules that were left undecided: what they may still demand, and of whose rows that has to be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.law import Form, Recipient, Rule, RuleSet, Strength, Trigger
from app.domain.law.vocabulary import Cost
from app.domain.obligations import Undecided
from app.domain.publication import ReleaseFacts
from app.domain.simulation.totals import Tally

ANY = "*"
"""Ends a code that stands for any library of a family, of which nobody can tell which are its members."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """One undecided rule of each release of a class; `each` counts it once, whatever libraries it names."""

    rule_id: str
    role: str
    depositories: tuple[str, ...]
    each: Tally


def left_open(undecided: Iterable[Undecided], rule_set: RuleSet, facts: ReleaseFacts) -> tuple[LeftOpen, ...]:
    """Return the undecided rules that a sum would hold if they were decided."""
    rules = [rule_set.rules[item.rule_id] for item in undecided]
    return tuple(
        LeftOpen(rule.id, rule.depositor, tuple(_libraries(rule, rule_set, facts)), _each(rule))
        for rule in rules
        if is_summed(rule)
    )


def is_summed(rule: Rule) -> bool:
    """Whether what a rule demands is in the sums: not if it is only on request, or voluntary."""
    return rule.trigger is not Trigger.ON_REQUEST and rule.strength is not Strength.VOLUNTARY


def is_charged(rule: Rule) -> bool:
    """Whether the depositor pays for the copies."""
    return rule.cost not in (Cost.STATE, Cost.NONE)


def _each(rule: Rule) -> Tally:
    of_files = rule.form is Form.FILE
    return Tally(undecided=1, open_files=int(of_files), open_charged=int(not of_files and is_charged(rule)))


def _libraries(rule: Rule, rule_set: RuleSet, facts: ReleaseFacts) -> Iterator[str]:
    found: dict[str, None] = {}
    for name in rule.recipients:
        recipient = rule_set.recipients[name]
        found.update(dict.fromkeys(recipient.group or _chosen(recipient, facts)))
    yield from found


def _chosen(recipient: Recipient, facts: ReleaseFacts) -> list[str]:
    """The libraries that a fact chooses; while it is not known, all that it may choose."""
    value = getattr(facts, recipient.chosen_by) if recipient.chosen_by is not None else None
    codes = (value,) if isinstance(value, str) else sorted(value or ())
    named = [library for code in codes if (library := recipient.library(code)) is not None]
    if recipient.member_prefix is not None:
        return named or [recipient.member_prefix + ANY]
    return named or list(recipient.members.values())
