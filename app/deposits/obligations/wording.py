"""Obligations in the reader's words: facts and their values, and why something is owed."""

from app.domain.explanations import Reason
from app.domain.law.conditions import FACTS as KNOWN_FACTS
from app.domain.law.conditions import FactType
from app.infra.i18n import format_number, gettext
from app.publications import vocabulary

_VALUES = {
    "carrier": vocabulary.CARRIERS,
    "origin": vocabulary.ORIGINS,
    "edition_status": vocabulary.EDITIONS,
    "languages": vocabulary.LANGUAGES,
    "subjects": vocabulary.SUBJECTS,
    "audiences": vocabulary.AUDIENCES,
}


def fact_name(fact: str) -> str:
    """What a fact that a rule asks for is called."""
    return vocabulary.word(vocabulary.FACTS, fact)


def fact_value(value: object, fact: str) -> str:
    """What a value of a fact is called: a code of its list, a number, yes or no."""
    if value is None:
        return gettext("Not known")
    if isinstance(value, frozenset | set | tuple | list):
        return ", ".join(sorted(fact_value(item, fact) for item in value)) or gettext("none")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int):
        return format_number(value)
    if fact == "kind":
        return vocabulary.kind_name(str(value))
    return vocabulary.word(_VALUES.get(fact, {}), str(value))


def reason_text(reason: Reason) -> str:
    """Why a condition held, in one short sentence: the fact and the release's own value."""
    return gettext("%(fact)s: %(value)s", fact=fact_name(reason.fact), value=_actual(reason))


def _actual(reason: Reason) -> str:
    """The release's value; of several codes only those that the rule asked for."""
    if reason.relation == "any_of" and KNOWN_FACTS[reason.fact].type is FactType.CODES:
        named = [code for code in reason.expected if code in _codes(reason.actual)]
        return fact_value(tuple(named), reason.fact)
    return fact_value(reason.actual, reason.fact)


def _codes(value: object) -> frozenset[object]:
    return frozenset(value) if isinstance(value, frozenset | set | tuple | list) else frozenset({value})
