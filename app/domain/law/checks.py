"""What no single place shows: references that lead nowhere, and rules that contradict one another."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TypeVar

from app.domain.law.citations import Citation
from app.domain.law.conditions import Among, AnyOf, Between, Condition, Is
from app.domain.law.model import Rule, RuleSet
from app.domain.law.reading import Problem

NO_END = 1 << 62
Entry = TypeVar("Entry")


def check(rule_set: RuleSet) -> list[Problem]:
    """Every problem among the parts of a rule set whose parts are each well formed."""
    return [
        *_citations_without_instrument(rule_set),
        *_unknown_recipients(rule_set),
        *_unknown_rules(rule_set),
        *_rings_of_forwarding(rule_set),
        *_duplicate_places(rule_set),
        *_steps_out_of_order(rule_set),
        *_overlaps(rule_set),
        *_gaps(rule_set),
    ]


def check_the_rest(rule_set: RuleSet, problems: list[Problem]) -> list[Problem]:
    """What can be said of a rule set of which some parts are ill formed, by the rules and recipients that are
    not: stand-ins for the others must not be held against it, so gaps between rules are not looked for."""
    broken = {name: _broken(name, problems) for name in ("rules", "recipients")}
    if None in broken.values():
        return []
    rules = _without(rule_set.rules, broken["rules"])
    recipients = _without(rule_set.recipients, broken["recipients"])
    whole = replace(rule_set, rules=rules, recipients=recipients)
    return [*_rings_of_forwarding(whole), *_duplicate_places(whole), *_overlaps(whole)]


def _broken(name: str, problems: list[Problem]) -> set[int] | None:
    """The numbers of the entries of a list with problems; None where the list itself has one."""
    found: set[int] = set()
    for problem in problems:
        if problem.path == name or problem.code == "law.duplicate_id":
            return None
        if match := re.match(rf"{name}\[(\d+)\]", problem.path):
            found.add(int(match[1]))
    return found


def _without(entries: Mapping[str, Entry], left_out: set[int] | None) -> dict[str, Entry]:
    return {key: entry for n, (key, entry) in enumerate(entries.items()) if n not in (left_out or ())}


def _citations(rule_set: RuleSet) -> Iterator[tuple[str, Citation | None]]:
    yield from ((f"rules[{rule.id}]", rule.citation) for rule in rule_set.rules.values())
    yield from ((f"exemptions[{item.id}]", item.citation) for item in rule_set.exemptions.values())
    yield from ((f"reminders[{item.id}]", item.citation) for item in rule_set.reminders)
    yield from ((f"claims[{claim.step}]", claim.citation) for claim in rule_set.claims)
    yield from ((f"requests.{terms.kind}", terms.citation) for terms in rule_set.requests.values())
    yield from ((f"sanctions[{sanction.id}]", sanction.citation) for sanction in rule_set.sanctions)
    yield from ((f"compensation[{item.id}]", item.citation) for item in rule_set.compensation)
    yield from ((f"copies_totals[{n}]", item.citation) for n, item in enumerate(rule_set.copies_totals))
    yield ("access", rule_set.access.citation if rule_set.access else None)
    yield ("periodicals", rule_set.periodicals.citation if rule_set.periodicals else None)
    yield ("cure_period", rule_set.cure_period.citation if rule_set.cure_period else None)
    yield from (("receipt", rule_set.receipt.citation), ("imprint", rule_set.imprint.citation))


def _citations_without_instrument(rule_set: RuleSet) -> Iterator[Problem]:
    for path, citation in _citations(rule_set):
        if citation is not None and citation.instrument not in rule_set.instruments:
            yield Problem(
                f"{path}.citation.instrument",
                "law.unknown_instrument",
                {"instrument": citation.instrument, "allowed": tuple(rule_set.instruments)},
            )


def _unknown_recipients(rule_set: RuleSet) -> Iterator[Problem]:
    named = [
        (f"rules[{rule.id}].recipients", name) for rule in rule_set.rules.values() for name in rule.recipients
    ]
    named += [
        (f"recipients[{item.id}].forwards_to", forward.recipient)
        for item in rule_set.recipients.values()
        for forward in item.forwards_to
    ]
    for path, name in named:
        if name not in rule_set.recipients:
            allowed = tuple(rule_set.recipients)
            yield Problem(path, "law.unknown_recipient", {"recipient": name, "allowed": allowed})


def _unknown_rules(rule_set: RuleSet) -> Iterator[Problem]:
    for exemption in rule_set.exemptions.values():
        for name in sorted(exemption.rules - rule_set.rules.keys()):
            params = {"rule": name, "allowed": tuple(rule_set.rules)}
            yield Problem(f"exemptions[{exemption.id}].rules", "law.unknown_rule", params)


def _rings_of_forwarding(rule_set: RuleSet) -> Iterator[Problem]:
    for start in rule_set.recipients:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            recipient = rule_set.recipients.get(waiting.pop())
            following = {forward.recipient for forward in recipient.forwards_to} if recipient else set()
            waiting.extend(following - reached)
            reached |= following
        if start in reached:
            yield Problem(f"recipients[{start}].forwards_to", "law.forwarded_in_a_ring", {"recipient": start})


def _duplicate_places(rule_set: RuleSet) -> Iterator[Problem]:
    """Two recipients of one rule that are the same library: each would owe the same copies twice."""
    for rule in rule_set.rules.values():
        recipients = [rule_set.recipients[name] for name in rule.recipients if name in rule_set.recipients]
        fixed = [library for recipient in recipients for library in recipient.group]
        if len(set(fixed)) != len(fixed):
            yield Problem(f"rules[{rule.id}].recipients", "law.duplicate_depository", {})


def _steps_out_of_order(rule_set: RuleSet) -> Iterator[Problem]:
    for expected, claim in enumerate(rule_set.claims, start=1):
        if claim.step != expected:
            yield Problem(f"claims[{claim.step}].step", "law.steps_out_of_order", {"expected": expected})


def _overlaps(rule_set: RuleSet) -> Iterator[Problem]:
    """Two rules for the same duty that can both hold of one release: would one copy be owed, or both?"""
    for first, second in combinations(rule_set.rules.values(), 2):
        if _duty(first) == _duty(second) and _can_both_hold(first, second):
            yield Problem(f"rules[{second.id}].when", "law.overlap", {"other": first.id})


def _gaps(rule_set: RuleSet) -> Iterator[Problem]:
    """Rules that differ in one range of numbers only must not leave numbers out between them."""
    families: defaultdict[Hashable, list[tuple[int, int, Rule]]] = defaultdict(list)
    for rule in rule_set.rules.values():
        for part in rule.when.parts:
            if isinstance(part, Between):
                rest = frozenset(rule.when.parts) - {part}
                families[(_duty(rule), rest, part.fact)].append((_low(part), _high(part), rule))
    for members in families.values():
        for (_, high, first), (low, _, second) in pairwise(sorted(members, key=lambda member: member[:2])):
            if low > high + 1:
                params = {"other": first.id, "first": high + 1, "last": low - 1}
                yield Problem(f"rules[{second.id}].when", "law.gap", params)


def _duty(rule: Rule) -> Hashable:
    return rule.depositor, frozenset(rule.recipients), rule.form, rule.deadline.event


def _can_both_hold(first: Rule, second: Rule) -> bool:
    """Whether no fact tells the rules apart. Alternatives (`any`) are taken to tell them apart."""
    parts = (*first.when.parts, *second.when.parts)
    if any(isinstance(part, AnyOf) for part in parts):
        return False
    return not any(_exclude(one, other) for one in first.when.parts for other in second.when.parts)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether two tests of the same fact name different values."""
    match one, other:
        case Among(), Among() if one.fact == other.fact:
            if one.negated == other.negated:
                return not one.negated and one.codes.isdisjoint(other.codes)
            named, left_out = (one.codes, other.codes) if other.negated else (other.codes, one.codes)
            return named <= left_out
        case Between(), Between() if one.fact == other.fact:
            return _high(one) < _low(other) or _high(other) < _low(one)
        case Is(), Is() if one.fact == other.fact:
            return one.expected is not other.expected
        case _:
            return False


def _low(part: Between) -> int:
    return 0 if part.minimum is None else part.minimum


def _high(part: Between) -> int:
    return NO_END if part.maximum is None else part.maximum
