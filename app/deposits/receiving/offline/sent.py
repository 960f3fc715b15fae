"""Scans that a device made without a network, as it sends them afterwards."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.deposits.receiving.forms import SCAN_LIMIT
from app.domain.errors import DomainError
from app.domain.receiving import Condition
from app.web.front import LARGEST_ID

AT_ONCE = 50
"""So many scans are taken in one request."""

LONGEST_KEY = 64
_BY_HAND = (Condition.GOOD, Condition.DAMAGED, Condition.DEFECTIVE, Condition.WRONG_EDITION)


@dataclass(frozen=True, slots=True)
class SentScan:
    """One scan; `key` names the act, `device_at` is the device's own clock, None where it said nothing.

    `place_id` is the arrival or the shelf at which it was made. `text` is empty where what was scanned cannot
    be a code: that scan is refused, and no other. `changed`: it may have come before, and since then another
    condition was named on the device, or it was taken back there.
    """

    key: str
    place_id: int
    text: str
    condition: Condition
    device_at: datetime | None
    changed: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """Scans in the order they were made, and the account under which the device says that they were."""

    account_id: int
    scans: list[SentScan]


def read_sending(content: object, place: str) -> Sending:
    """Read what a device sent; `place` is the name under which each scan says where it was made.

    Raises `offline.unreadable`.
    """
    match content:
        case {"account": int(account_id), "scans": list(scans)} if len(scans) <= AT_ONCE:
            return Sending(account_id, [_scan(scan, place) for scan in scans])
    raise DomainError("offline.unreadable")


def _scan(content: object, place: str) -> SentScan:
    match content:
        case {"key": str(key), "text": str(text), "condition": str(said), **more}:
            named = 0 < len(key) <= LONGEST_KEY and _can_be_kept(key)
            place_id = more.get(place)
            if named and said in _BY_HAND and isinstance(place_id, int) and 0 < place_id <= LARGEST_ID:
                changed, back = (more.get(word) is True for word in ("changed", "takenBack"))
                at = _moment(more.get("at"))
                return SentScan(key, place_id, _code(text), Condition(said), at, changed, back)
    raise DomainError("offline.unreadable")


def _code(text: str) -> str:
    code = text.strip()
    return code if len(code) <= SCAN_LIMIT and _can_be_kept(code) else ""


def _can_be_kept(text: str) -> bool:
    """Whether a database takes it: neither the character zero nor half of a character."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _moment(text: object) -> datetime | None:
    try:
        said = datetime.fromisoformat(str(text))
        return said.astimezone(UTC) if said.tzinfo else None
    except (ValueError, OverflowError):  # no day of the calendar, or none once it is reckoned in UTC
        return None
