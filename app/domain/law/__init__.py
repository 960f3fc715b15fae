"""The law as data: reads documents in the format `deposit-rules/2` into rule sets."""

from app.domain.law.model import (
    Candidate,
    Citation,
    Claim,
    Clock,
    Clocks,
    Compensation,
    CurePeriod,
    Exemption,
    Imprint,
    Instrument,
    Plan,
    ReceiptTerms,
    Recipient,
    Reminder,
    RequestTerms,
    Rule,
    RuleSet,
    Sanction,
)
from app.domain.law.parsing import SCHEMA, parse_rule_set
from app.domain.law.reading import Problem, RuleSetProblems
from app.domain.law.vocabulary import Form, RequestKind, Strength, Trigger

__all__ = [
    "SCHEMA",
    "Candidate",
    "Citation",
    "Claim",
    "Clock",
    "Clocks",
    "Compensation",
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
