"""What tells a record from every other that says something else."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from app.domain.registration import ANSWERS_NOT_GIVEN, GivenIdentifier, Person
from app.exchange.records import Act
from app.exchange.serials import GivenPeriodical


def fingerprint(
    act: Act,
    answers: Mapping[str, object],
    periodical: GivenPeriodical | None,
    printer_stir: str,
    imprint: str,
) -> str:
    """Return the hash of all that a record says; the same always gives the same.

    `answers` by their names in `RegistrationAnswers`. What is not given, or is taken where nothing is given,
    has no part in it, so that a question that is asked from now on changes no hash.
    """
    more = [part for part in (periodical and periodical.to_json(), imprint) if part]
    said = {name: value for name, value in answers.items() if value != ANSWERS_NOT_GIVEN[name]}
    whole = _MARKED.encode([act, printer_stir, said, *more])
    return hashlib.sha256(whole.encode()).hexdigest()


def _named(value: Person | GivenIdentifier) -> dict[str, str]:
    return {name: getattr(value, name) for name in value.__slots__}


_IN_JSON: Mapping[type, Callable[[Any], object]] = {
    MappingProxyType: dict,
    frozenset: sorted,
    date: date.isoformat,
    Person: _named,
    GivenIdentifier: _named,
}
"""What an answer is in JSON, where that has no word for it."""


def _plain(value: object) -> object:
    return _IN_JSON[type(value)](value)


_MARKED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=_plain)
