"""What tells a record from every other that says something else."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from app.domain.registration import ANSWERS_NOT_GIVEN, NAMES, GivenIdentifier, Person, RegistrationAnswers
from app.exchange.records import Act
from app.exchange.serials import GivenPeriodical

_said = attrgetter(*NAMES)


def fingerprint(
    act: Act,
    answers: RegistrationAnswers,
    periodical: GivenPeriodical | None,
    printer_stir: str,
    imprint: str,
) -> str:
    """Return the hash of all that a record says; the same always gives the same.

    What is not given has no part in it, so that a question that is asked from now on changes no hash.
    """
    more = [part for part in (periodical and periodical.to_json(), imprint) if part]
    answered = zip(NAMES, _said(answers), ANSWERS_NOT_GIVEN.values(), strict=True)
    said = {name: value for name, value, untold in answered if value is not untold and value != untold}
    whole = _MARKED.encode([act, printer_stir, said, *more])
    return hashlib.sha256(whole.encode()).hexdigest()


def _plain(value: object) -> object:
    """What an answer is in JSON, where that has no word for it."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Person | GivenIdentifier):
        return {name: getattr(value, name) for name in value.__slots__}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no answer")


_MARKED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=_plain)
