"""What tells a record from every other that says something else."""

import hashlib
import json

from app.domain.registration import RegistrationAnswers
from app.exchange.records import Act
from app.exchange.serials import GivenPeriodical

_NOT_GIVEN = RegistrationAnswers().to_json()
_MARKED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


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
    said = {name: value for name, value in answers.to_json().items() if value != _NOT_GIVEN[name]}
    whole = _MARKED.encode([act, printer_stir, said, *more])
    return hashlib.sha256(whole.encode()).hexdigest()
