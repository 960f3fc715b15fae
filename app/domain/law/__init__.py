"""The law as data: reads documents in the format `deposit-rules/2` into rule sets."""

from app.domain.law.citations import Citation, Instrument
from app.domain.law.model import (
    Candidate,
    Clock,
    Clocks,
    CopiesTotal,
    Exemption,
    Plan,
    Recipient,
    Rule,
    RuleSet,
)
from app.domain.law.parsing import SCHEMA, parse_rule_set
from app.domain.law.procedure import (
    Claim,
    Compensation,
    CurePeriod,
    Imprint,
    ReceiptTerms,
    Reminder,
    RequestTerms,
    Sanction,
)
from app.domain.law.procedure_vocabulary import RequestKind
from app.domain.law.reading import Problem, RuleSetProblems
from app.domain.law.vocabulary import Form, Strength, Trigger

__all__ = [
    "SCHEMA",
    "Candidate",
    "Citation",
    "Claim",
    "Clock",
    "Clocks",
    "Compensation",
    "CopiesTotal",
    "CurePeriod",
    "Exemption",
    "Form",
    "Imprint",
    "Instrument",
    "Plan",
    "Problem",
    "ReceiptTerms",
    "Recipient",
    "Reminder",
    "RequestKind",
    "RequestTerms",
    "Rule",
    "RuleSet",
    "RuleSetProblems",
    "Sanction",
    "Strength",
    "Trigger",
    "parse_rule_set",
]
