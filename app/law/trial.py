"""Trying a rule set on facts, outside any database: what would be owed, in plain values and plain words."""

from typing import Any

from app.domain.calendar import Calendar
from app.domain.deadlines import due_date
from app.domain.law import Citation, RuleSet
from app.domain.obligations import Exempt, Owed, Substituted, Undecided, decide
from app.infra.i18n import in_each_language
from app.law.explaining import sentences
from app.law.facts_file import Example


def try_out(rule_set: RuleSet, example: Example, calendar: Calendar) -> dict[str, Any]:
    """Return what the rule set says of the example, as JSON values; explanations are by language.

    Raises:
        DomainError: `calendar.out_of_range`.
    """
    decision = decide(rule_set, example.facts, calendar)

    def why(item: Owed | Exempt | Substituted | Undecided) -> dict[str, str]:
        told = in_each_language(lambda: sentences(rule_set, item, example.facts, calendar))
        return {language: " ".join(said) for language, said in told.items()}

    return {
        "rule_set": _named(rule_set),
        "day": example.day.isoformat(),
        "to_come": list(example.to_come),
        "obligations": [
            _obligation(rule_set, item, example, calendar) | {"explanation": why(item)}
            for item in decision.owed
        ],
        "undecided": [
            {"rule": item.rule_id, "missing": list(item.missing), "explanation": why(item)}
            for item in decision.undecided
        ],
        "exemptions": [_exempt(rule_set, item) | {"explanation": why(item)} for item in decision.exempt],
        "substituted": [_substituted(item) | {"explanation": why(item)} for item in decision.substituted],
        "totals": [{"copies": item.total, "citation": _cited(item.citation)} for item in decision.totals],
    }


def _named(rule_set: RuleSet) -> dict[str, Any]:
    return {
        "id": rule_set.id,
        "version": rule_set.version,
        "jurisdiction": rule_set.jurisdiction,
        "hypothetical": rule_set.hypothetical,
    }


def _exempt(rule_set: RuleSet, item: Exempt) -> dict[str, Any]:
    return {
        "exemption": item.exemption_id,
        "effect": rule_set.exemptions[item.exemption_id].effect.value,
        "rule": item.rule_id,
        "citation": _cited(item.citation),
    }


def _substituted(item: Substituted) -> dict[str, Any]:
    return {
        "rule": item.rule_id,
        "alternative": item.alternative.value,
        "citation": _cited(item.citation),
    }


def _obligation(rule_set: RuleSet, owed: Owed, example: Example, calendar: Calendar) -> dict[str, Any]:
    rule = rule_set.rules[owed.rule_id]
    return {
        "rule": owed.rule_id,
        "depositor": str(owed.depositor_role),
        "delivered_by": rule.delivered_by and rule.delivered_by.value,
        "recipient": owed.recipient_id,
        "depository": owed.depository,
        "copies": owed.copies,
        "copies_limit": rule.copies_limit.value,
        "copies_in_total": owed.in_total,
        "reduced_by": owed.reduced_by,
        "form": str(owed.form),
        "trigger": rule.trigger.value,
        "strength": rule.strength.value,
        "event": str(owed.event),
        "event_on": owed.event_on and owed.event_on.isoformat(),
        "due_on": owed.due_on and owed.due_on.isoformat(),
        "provisional": owed.provisional,
        "late": owed.due_on is not None and owed.due_on < example.day,
        "forwards": _forwards(rule_set, owed, example, calendar),
        "citation": _cited(owed.citation),
        "confidence": rule.confidence.value,
    }


def _forwards(rule_set: RuleSet, owed: Owed, example: Example, calendar: Calendar) -> list[dict[str, Any]]:
    """What the collecting library passes on, and by when once it has taken the copies in."""
    found = []
    for forward in rule_set.recipients[owed.recipient_id].forwards_to:
        on = example.delivered_on
        due = due_date(forward.within, on, calendar) if on is not None else None
        found.append(
            {"recipient": forward.recipient, "copies": forward.copies, "due_on": due and due.on.isoformat()}
        )
    return found


def _cited(citation: Citation) -> dict[str, str]:
    return {"instrument": citation.instrument, "locator": citation.locator}
