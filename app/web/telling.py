"""What a desk has to say after a scan, carried in the address of the page that follows.

It is signed for one person and one place: words that somebody else put into a link are not shown as ours.
"""

from collections.abc import Mapping
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


def told_at(place: str, args: Mapping[str, str] | None = None) -> Told:
    """Return what an address says (by default that of the present request), nothing if it is not ours."""
    said = request.args if args is None else args
    try:
        return Told(**_seal(place).loads(said.get(PARAMETER, "")))
    except BadData:
        return NOTHING


def _seal(place: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"told {place} {current_actor().account_id}")
