"""What a desk has to say after a scan, carried in the address of the page that follows.

It is signed for one person and one place: words that somebody else put into a link are not shown as ours.
"""

from dataclasses import asdict, dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer

from app.web.access import current_actor

PARAMETER = "told"
TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Told:
    """`said` is the outcome of an act, `text` what was scanned, `condition` what was chosen for it."""

    said: str = ""
    text: str = ""
    condition: str = ""


NOTHING = Told()


def sealed(place: str, told: Told) -> str | None:
    """Return the value of the parameter `told` in the address of `place`; None when nothing is to be said."""
    return None if told == NOTHING else str(_seal(place).dumps(asdict(told)))


def told_at(place: str) -> Told:
    """Return what the present request's address says, nothing if it is not ours."""
    try:
        return Told(**_seal(place).loads(request.args.get(PARAMETER, "")))
    except BadData:
        return NOTHING


def _seal(place: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"told {place} {current_actor().account_id}")
