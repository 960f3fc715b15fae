"""A rule set: one version of the law on mandatory copies, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal
from weakref import WeakKeyDictionary

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, Event
from app.domain.law.citations import Citation, Instrument
from app.domain.law.conditions import CLASSIFYING_FACTS, AllOf, Condition
from app.domain.law.procedure import (
    Access,
    Claim,
    Compensation,
    CurePeriod,
    Imprint,
    Periodicals,
    ReceiptTerms,
    Reminder,
    RequestTerms,
    Sanction,
)
from app.domain.law.procedure_vocabulary import RequestKind
from app.domain.law.vocabulary import (
    Accompanying,
    Alternative,
    ChosenBy,
    Confidence,
    CopiesLimit,
    CopiesScope,
    Cost,
    Effect,
    FileFormat,
    Form,
    Period,
    Quality,
    RecipientRole,
    RequestForm,
    Strength,
    Trigger,
    WhenClosed,
)
from app.domain.publication import Carrier, DepositorRole, Kind, Origin, ReleaseFacts


@dataclass(frozen=True, slots=True)
class Forward:
    """Copies that a collecting library passes on, and the time it has for that."""

    recipient: str
    copies: int | None
    within: Deadline


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is owed: the libraries of `group`, each of them, or the one that the fact `chosen_by` chooses.

    A value of that fact chooses its library among `members` (value → depository code) or, where each place
    has a library of its own, by `member_prefix`: the code is the prefix and the value.
    """

    id: str
    title: Mapping[str, str]
    role: RecipientRole
    group: tuple[str, ...]
    chosen_by: ChosenBy | None
    members: Mapping[str, str]
    member_prefix: str | None
    forwards_to: tuple[Forward, ...]

    def library(self, value: str) -> str | None:
        """The code of the depository that a value of the choosing fact names; None if it names none."""
        if self.member_prefix is not None:
            return self.member_prefix + value
        return self.members.get(value)

    def place_of(self, depository: str) -> str | None:
        """The value of the choosing fact for which that depository stands; None for one of the group."""
        if self.member_prefix is not None:
            return depository.removeprefix(self.member_prefix)
        return next((value for value, code in self.members.items() if code == depository), None)

    def stands_for(self, depository: str) -> bool:
        """Whether copies owed to this recipient may be owed to that depository."""
        if self.member_prefix is not None:
            return depository.startswith(self.member_prefix)
        return depository in self.group or depository in self.members.values()


@dataclass(frozen=True, slots=True)
class HarvestFrequency:
    """How often a library collects: so many `times` in a `period`, or more often where `at_least`."""

    times: int
    period: Period
    at_least: bool


@dataclass(frozen=True, slots=True)
class WhenMissing:
    """So many `copies` more are owed once it is known that nothing comes in `form`."""

    form: Form
    copies: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty: which release, who owes, to whom, how many (None: unknown), in what form, by when.

    `delivered_by`: who hands the copies over for who owes them.
    """

    id: str
    title: Mapping[str, str]
    when: AllOf
    depositor: DepositorRole
    delivered_by: DepositorRole | None
    recipients: tuple[str, ...]
    copies: int | None
    copies_scope: CopiesScope
    copies_limit: CopiesLimit
    when_missing: WhenMissing | None
    form: Form
    once_per_title: bool
    trigger: Trigger
    request_window: Deadline | None
    request_forms: tuple[RequestForm, ...]
    harvest_frequency: HarvestFrequency | None
    deadline: Deadline
    when_closed: WhenClosed
    strength: Strength
    cost: Cost
    quality: frozenset[Quality]
    accompanying: tuple[Accompanying, ...]
    formats: frozenset[FileFormat]
    alternative: Alternative | None
    citation: Citation
    confidence: Confidence
    field_confidence: Mapping[str, Confidence]
    notes: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Facts under which `rules` (empty: all of them) owe nothing, or at most `copies` (effect `reduce`)."""

    id: str
    title: Mapping[str, str]
    when: AllOf
    effect: Effect
    rules: frozenset[str]
    copies: int | None
    citation: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CopiesTotal:
    """The copies of all rules together, where the law's text says that number and not how it divides."""

    when: AllOf
    total: int
    citation: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule or exemption that may apply to a class of releases, with what is still to be asked of one."""

    rule: Rule
    asked: AllOf
    fixed: tuple[tuple[str, str], ...]
    """Recipient ids and depository codes that need no fact."""
    chosen: tuple[Recipient, ...]
    exemptions: tuple[tuple[Exemption, AllOf], ...]
    """Those that concern this rule and not every one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule set can mean for one kind, carrier and origin."""

    candidates: tuple[Candidate, ...]
    exemptions: tuple[tuple[Exemption, AllOf], ...]
    """Those that concern every rule."""


Clock = tuple[Event, date | None, date | None, bool]
"""What a rule's clock counts from, that day, the due day, and whether it is provisional."""
Clocks = dict[tuple[str, Event, date], Clock]
"""Clocks by rule id, event and day."""


@dataclass(frozen=True)
class RuleSet:
    """One version of the law. Its dates of effect belong to its adoption and are not here."""

    id: str
    jurisdiction: str
    version: str
    title: Mapping[str, str]
    hypothetical: bool
    confidence: Confidence
    working_week: Literal[5, 6]
    instruments: Mapping[str, Instrument]
    recipients: Mapping[str, Recipient]
    rules: Mapping[str, Rule]
    exemptions: Mapping[str, Exemption]
    copies_totals: tuple[CopiesTotal, ...]
    reminders: tuple[Reminder, ...]
    claims: tuple[Claim, ...]
    cure_period: CurePeriod | None
    requests: Mapping[RequestKind, RequestTerms]
    sanctions: tuple[Sanction, ...]
    compensation: tuple[Compensation, ...]
    receipt: ReceiptTerms
    imprint: Imprint
    access: Access | None
    periodicals: Periodicals | None
    unknowns: tuple[str, ...]
    notes: str
    clocks: WeakKeyDictionary[Calendar, Clocks] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False, compare=False
    )
    """A memory for whoever judges by this set; it holds nothing that cannot be found again."""
    _plans: dict[tuple[Kind, Carrier, Origin], Plan] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def depositories(self) -> set[str]:
        """The codes of all libraries that the set names one by one."""
        return {
            code
            for recipient in self.recipients.values()
            for code in (*recipient.group, *recipient.members.values())
        }

    @cached_property
    def heeds_closures(self) -> bool:
        """Whether a date of some rule depends on the days on which a library is closed."""
        return any(rule.when_closed is WhenClosed.FIRST_OPEN_DAY for rule in self.rules.values())

    @cached_property
    def countersigns_notices(self) -> bool:
        """Whether a second person has to countersign the formal notice."""
        return any(claim.countersigned for claim in self.claims)

    def plan(self, facts: ReleaseFacts) -> Plan:
        """The rules and exemptions left to ask about, sorted out once per kind, carrier and origin."""
        key = (facts.kind, facts.carrier, facts.origin)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._sort_out(facts)
        return plan

    def _sort_out(self, facts: ReleaseFacts) -> Plan:
        asked_of_rules = ((rule, _left_to_ask(rule.when, facts)) for rule in self.rules.values())
        asked_of_exemptions = ((item, _left_to_ask(item.when, facts)) for item in self.exemptions.values())
        exemptions = [(item, asked) for item, asked in asked_of_exemptions if asked is not None]
        return Plan(
            tuple(
                self._candidate(rule, asked, exemptions)
                for rule, asked in asked_of_rules
                if asked is not None
            ),
            tuple(pair for pair in exemptions if not pair[0].rules),
        )

    def _candidate(self, rule: Rule, asked: AllOf, exemptions: list[tuple[Exemption, AllOf]]) -> Candidate:
        recipients = [self.recipients[name] for name in rule.recipients]
        return Candidate(
            rule,
            asked,
            tuple((item.id, library) for item in recipients for library in item.group),
            tuple(item for item in recipients if item.chosen_by is not None),
            tuple(pair for pair in exemptions if rule.id in pair[0].rules),
        )


def _left_to_ask(when: AllOf, facts: ReleaseFacts) -> AllOf | None:
    """The condition without its parts on classifying facts; None if one of those does not hold."""
    left: list[Condition] = []
    for part in when.parts:
        if getattr(part, "fact", None) not in CLASSIFYING_FACTS:
            left.append(part)
        elif part.verdict(facts) is False:
            return None
    return AllOf(tuple(left))
