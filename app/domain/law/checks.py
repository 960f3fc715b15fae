"""What no single place shows: references that lead nowhere, and rules that contradict one another."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeVar

from app.domain.law.citations import Citation, Instrument
from app.domain.law.conditions import Among, AnyOf, Between, Condition, Is
from app.domain.law.model import Recipient, Rule, RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction
from app.domain.law.reading import Problem

NO_END = 1 << 62
TELLING = r"(when|recipients)\b.*|depositor|form|deadline(\.event)?"
"""By what rules are told apart."""
Entry = TypeVar("Entry", Instrument, Recipient, Rule)


def check(rule_set: RuleSet, problems: Sequence[Problem] = ()) -> list[Problem]:
    """Every problem among the parts of a rule set. Where `problems` were met there are stand-ins, which are
    not held against the rest: only what can be read decides."""
    unread = Unread(problems)
    return [
        *_citations_without_instrument(rule_set, unread),
        *_unknown_recipients(rule_set, unread),
        *_unknown_rules(rule_set, unread),
        *_rings_of_forwarding(rule_set),
        *_duplicate_places(rule_set),
        *_steps_out_of_order(rule_set, unread),
        *_countersigned_out_of_place(rule_set, unread),
        *_overlaps(rule_set, unread),
        *_gaps(rule_set, unread),
    ]


class Unread:
    """The places of a document that could not be read; an id that stands twice was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._paths = [problem.path for problem in problems if problem.code != "law.duplicate_id"]

    def ids(self, part: str, entries: Mapping[str, Entry]) -> bool:
        """Whether a list may hold ids that could not be read."""
        return part in self._paths or any(not entry.id for entry in entries.values())

    def entries(self, part: str, keys: str) -> bool:
        """Whether any entry of a list may say something else under one of these keys."""
        return part in self._paths or self.entry(part, r"\d+", keys)

    def entry(self, part: str, number: str, keys: str) -> bool:
        """Whether the entry of a list with this number may say something else under one of these keys."""
        places = re.compile(rf"{part}\[{number}\](\.({keys}))?")
        return any(places.fullmatch(path) for path in self._paths)


def _citations(rule_set: RuleSet) -> Iterator[tuple[str, Citation | None]]:
    yield from ((f"rules[{name}]", rule.citation) for name, rule in rule_set.rules.items())
    yield from ((f"exemptions[{name}]", item.citation) for name, item in rule_set.exemptions.items())
    yield from ((f"reminders[{item.id or n}]", item.citation) for n, item in enumerate(rule_set.reminders))
    yield from ((f"claims[{n}]", claim.citation) for n, claim in enumerate(rule_set.claims))
    yield from ((f"requests.{terms.kind}", terms.citation) for terms in rule_set.requests.values())
    yield from ((f"sanctions[{item.id or n}]", item.citation) for n, item in enumerate(rule_set.sanctions))
    yield from (
        (f"compensation[{item.id or n}]", item.citation) for n, item in enumerate(rule_set.compensation)
    )
    yield from ((f"copies_totals[{n}]", item.citation) for n, item in enumerate(rule_set.copies_totals))
    yield ("access", rule_set.access.citation if rule_set.access else None)
    yield ("periodicals", rule_set.periodicals.citation if rule_set.periodicals else None)
    yield ("cure_period", rule_set.cure_period.citation if rule_set.cure_period else None)
    yield from (("receipt", rule_set.receipt.citation), ("imprint", rule_set.imprint.citation))


def _citations_without_instrument(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    if unread.ids("instruments", rule_set.instruments):
        return
    for path, citation in _citations(rule_set):
        if citation is not None and citation.instrument and citation.instrument not in rule_set.instruments:
            yield Problem(
                f"{path}.citation.instrument",
                "law.unknown_instrument",
                {"instrument": citation.instrument, "allowed": _ids(rule_set.instruments)},
            )


def _unknown_recipients(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    if unread.ids("recipients", rule_set.recipients):
        return
    named = [
        (f"rules[{key}].recipients", name) for key, rule in rule_set.rules.items() for name in rule.recipients
    ]
    named += [
        (f"recipients[{key}].forwards_to", forward.recipient)
        for key, item in rule_set.recipients.items()
        for forward in item.forwards_to
    ]
    for path, name in named:
        if name and name not in rule_set.recipients:
            allowed = _ids(rule_set.recipients)
            yield Problem(path, "law.unknown_recipient", {"recipient": name, "allowed": allowed})


def _unknown_rules(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    if unread.ids("rules", rule_set.rules):
        return
    for key, exemption in rule_set.exemptions.items():
        for name in sorted(exemption.rules - rule_set.rules.keys() - {""}):
            params = {"rule": name, "allowed": _ids(rule_set.rules)}
            yield Problem(f"exemptions[{key}].rules", "law.unknown_rule", params)


def _ids(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The ids that can be referred to, each once."""
    return tuple(dict.fromkeys(entry.id for entry in entries.values()))


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
    for key, rule in rule_set.rules.items():
        named = [name for name in dict.fromkeys(rule.recipients) if name in rule_set.recipients]
        fixed = [library for name in named for library in dict.fromkeys(rule_set.recipients[name].group)]
        fixed = [library for library in fixed if library]
        if len(set(fixed)) != len(fixed):
            yield Problem(f"rules[{key}].recipients", "law.duplicate_depository", {})


def _steps_out_of_order(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    if unread.entries("claims", "step"):
        return
    for number, claim in enumerate(rule_set.claims):
        if claim.step != number + 1:
            params = {"expected": number + 1}
            yield Problem(f"claims[{number}].step", "law.steps_out_of_order", params)


def _countersigned_out_of_place(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    """A step that nobody signs: whoever wrote this meant another one."""
    if unread.entries("claims", "action"):
        return
    for number, claim in enumerate(rule_set.claims):
        if claim.countersigned and claim.action is not ClaimAction.FORMAL_NOTICE:
            yield Problem(f"claims[{number}].countersigned", "law.countersigned_out_of_place", {})


def _overlaps(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    """Two rules for the same duty that can both hold of one release: would one copy be owed, or both?"""
    told = [
        (key, rule)
        for number, (key, rule) in enumerate(rule_set.rules.items())
        if not unread.entry("rules", str(number), TELLING)
    ]
    for (other, first), (key, second) in combinations(told, 2):
        if _duty(first) == _duty(second) and _can_both_hold(first, second):
            yield Problem(f"rules[{key}].when", "law.overlap", {"other": other})


def _gaps(rule_set: RuleSet, unread: Unread) -> Iterator[Problem]:
    """Rules that differ in one range of numbers only must not leave numbers out between them. A rule of which
    it is not known when it holds may be the one that fills a gap."""
    if unread.entries("rules", TELLING):
        return
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
