"""A rule set: one version of the law on mandatory copies, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from weakref import WeakKeyDictionary

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, Event
from app.domain.law.conditions import CLASSIFYING_FACTS, AllOf, Condition
from app.domain.law.vocabulary import (
    Addressee,
    Alternative,
    Authority,
    ChosenBy,
    ClaimAction,
    Confidence,
    Cost,
    Effect,
    FileFormat,
    Form,
    HowSeen,
    ImprintElement,
    Liable,
    Offence,
    Quality,
    RecipientRole,
    RequestKind,
    SanctionKind,
    Strength,
    Trigger,
)
from app.domain.publication import Carrier, DepositorRole, Kind, Origin, ReleaseFacts


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says so: an instrument of the rule set and the place in it."""

    instrument: str
    locator: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal text. `title` is by language, `citation` its official reference as it is quoted."""

    id: str
    title: Mapping[str, str]
    citation: str
    url: str
    how_seen: HowSeen


@dataclass(frozen=True, slots=True)
class Forward:
    """Copies that a collecting library passes on, and the time it has for that."""

    recipient: str
    copies: int | None
    within: Deadline


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is owed: one depository, or one of `members` (value of the fact `chosen_by` → depository code)."""

    id: str
    title: Mapping[str, str]
    role: RecipientRole
    depository: str | None
    chosen_by: ChosenBy | None
    members: Mapping[str, str]
    forwards_to: tuple[Forward, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty: which release, who owes, to whom, how many (None: unknown), in what form, by when."""

    id: str
    title: Mapping[str, str]
    when: AllOf
    depositor: DepositorRole
    recipients: tuple[str, ...]
    copies: int | None
    form: Form
    once_per_title: bool
    trigger: Trigger
    request_window: Deadline | None
    deadline: Deadline
    strength: Strength
    cost: Cost
    quality: frozenset[Quality]
    formats: frozenset[FileFormat]
    alternative: Alternative | None
    citation: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Exemption:
    id: str
    title: Mapping[str, str]
    when: AllOf
    effect: Effect
    citation: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Reminder:
    """A friendly message `at` so much before or after the due date."""

    id: str
    at: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class Claim:
    """A step after a missed due date; steps are numbered from 1 in the order of the law."""

    step: int
    action: ClaimAction
    addressee: Addressee
    after: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class CurePeriod:
    """The time that a served notice leaves to put things right."""

    within: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What a depositor may ask for: until when, and by when the authority answers (None: unknown)."""

    kind: RequestKind
    submit: Deadline
    answer: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class Sanction:
    """A penalty the law threatens; `unit` is a currency code or BHM (base calculation amounts)."""

    id: str
    kind: SanctionKind
    offences: frozenset[Offence]
    liable: Liable
    minimum: int | None
    maximum: int | None
    unit: str
    authority: Authority
    citation: Citation


@dataclass(frozen=True, slots=True)
class Compensation:
    """A refund on application, for copies costing at least `unit_cost_min` of `unit`."""

    id: str
    title: Mapping[str, str]
    when: AllOf
    unit_cost_min: int | None
    unit: str
    apply_within: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class ReceiptTerms:
    """Whether the library must give a receipt (None: unknown), and in which form."""

    required: bool | None
    form: Mapping[str, str] | None
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a release must carry in print."""

    elements: tuple[ImprintElement, ...]
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule or exemption that may apply to a class of releases, with what is still to be asked of one."""

    rule: Rule
    asked: AllOf
    fixed: tuple[tuple[str, str], ...]
    """Recipient ids and depository codes that need no fact."""
    chosen: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule set can mean for one kind, carrier and origin."""

    candidates: tuple[Candidate, ...]
    exemptions: tuple[tuple[Exemption, AllOf], ...]


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
    reminders: tuple[Reminder, ...]
    claims: tuple[Claim, ...]
    cure_period: CurePeriod | None
    requests: Mapping[RequestKind, RequestTerms]
    sanctions: tuple[Sanction, ...]
    compensation: tuple[Compensation, ...]
    receipt: ReceiptTerms
    imprint: Imprint
    unknowns: tuple[str, ...]
    notes: str
    clocks: WeakKeyDictionary[Calendar, Clocks] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False, compare=False
    )
    """A memory for whoever judges by this set; it holds nothing that cannot be found again."""
    _plans: dict[tuple[Kind, Carrier, Origin], Plan] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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
        return Plan(
            tuple(self._candidate(rule, asked) for rule, asked in asked_of_rules if asked is not None),
            tuple((item, asked) for item, asked in asked_of_exemptions if asked is not None),
        )

    def _candidate(self, rule: Rule, asked: AllOf) -> Candidate:
        recipients = [self.recipients[name] for name in rule.recipients]
        fixed = tuple((item.id, item.depository) for item in recipients if item.depository is not None)
        return Candidate(rule, asked, fixed, tuple(item for item in recipients if item.depository is None))


def _left_to_ask(when: AllOf, facts: ReleaseFacts) -> AllOf | None:
    """The condition without its parts on classifying facts; None if one of those does not hold."""
    left: list[Condition] = []
    for part in when.parts:
        if getattr(part, "fact", None) not in CLASSIFYING_FACTS:
            left.append(part)
        elif part.verdict(facts) is False:
            return None
    return AllOf(tuple(left))
