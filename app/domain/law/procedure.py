"""What a rule set says around and after a duty: reminders, claims, requests, sanctions, refunds, access."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.deadlines import Deadline
from app.domain.law.citations import Citation
from app.domain.law.conditions import AllOf
from app.domain.law.procedure_vocabulary import (
    Addressee,
    Authority,
    ClaimAction,
    Declaration,
    ImprintElement,
    Liable,
    Measure,
    Offence,
    RequestKind,
    SanctionKind,
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A friendly message `at` so much before or after the due date."""

    id: str
    at: Deadline
    citation: Citation


@dataclass(frozen=True, slots=True)
class Claim:
    """A step after a missed due date; steps are numbered from 1 in the order of the law.

    `countersigned`: a second person signs the notice too (None: the text does not say, so nobody has to).
    """

    step: int
    action: ClaimAction
    addressee: Addressee
    after: Deadline
    citation: Citation
    countersigned: bool | None = None


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
    """A penalty the law threatens.

    `unit` is a currency code, BHM (base calculation amounts) or another unit that the law names; `measure`
    bounds an amount that is no number. None: the text seen does not say.
    """

    id: str
    kind: SanctionKind
    offences: frozenset[Offence]
    liable: Liable
    minimum: int | None
    maximum: int | None
    measure: Measure | None
    unit: str | None
    authority: Authority | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Compensation:
    """A refund on application, for copies costing at least `unit_cost_min` of `unit`, or what else the text
    says of the cost."""

    id: str
    title: Mapping[str, str]
    when: AllOf
    unit_cost_min: int | None
    unit: str | None
    apply_within: Deadline | None
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
class Access:
    """How deposited files may be read; None: the text does not say. `embargo`: closed for so long."""

    premises_only: bool | None
    readers_at_once: int | None
    embargo: Deadline | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Periodicals:
    """How the issues of periodicals are declared."""

    grouped_declaration: Declaration | None
    first_issue_declared: bool | None
    citation: Citation
