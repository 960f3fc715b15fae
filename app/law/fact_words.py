"""What facts and their values are called: words of an upper slice, given by `app/wiring.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.explanations import Reason
from app.domain.law.conditions import FACTS, FactType
from app.infra.i18n import format_number, gettext


@dataclass(slots=True)
class FactWords:
    """Names a fact, and a value of a fact; until they are given, codes stand for themselves."""

    name: Callable[[str], str] = str
    value: Callable[[object, str], str] = lambda value, _fact: str(value)


words = FactWords()


def name_facts_by(name: Callable[[str], str], value: Callable[[object, str], str]) -> None:
    """Let these functions name facts and their values in the reader's language."""
    words.name, words.value = name, value


def reason_text(reason: Reason, places: Mapping[str, str]) -> str:
    """Why a condition held, in one short sentence: the fact, the release's own value, and the bounds.

    `places` names regions by their code, which only the register knows.
    """
    value = words.value(_telling(reason), reason.fact)
    if reason.fact == "depositor_region" and isinstance(reason.actual, str):
        value = places.get(reason.actual, value)
    if reason.relation == "between":
        value = gettext("%(number)s (%(bounds)s)", number=value, bounds=_bounds(reason))
    return gettext("%(fact)s: %(value)s", fact=words.name(reason.fact), value=value)


def _telling(reason: Reason) -> object:
    """The release's value; of several codes only those that the rule asked for."""
    if reason.relation != "any_of" or FACTS[reason.fact].type is not FactType.CODES:
        return reason.actual
    own = reason.actual if isinstance(reason.actual, frozenset | set | tuple | list) else (reason.actual,)
    return tuple(code for code in reason.expected if code in own)


def _bounds(reason: Reason) -> str:
    low, high = (format_number(end) if isinstance(end, int) else None for end in reason.expected)
    if low is None:
        return gettext("at most %(number)s", number=high)
    if high is None:
        return gettext("at least %(number)s", number=low)
    return gettext("from %(low)s to %(high)s", low=low, high=high)
