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

    `text` is empty where what was scanned cannot be a code: that scan is refused, and no other.
    """

    key: str
    arrival_id: int
    text: str
    condition: Condition
    device_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """Scans in the order they were made, and the account under which the device says that they were."""

    account_id: int
    scans: list[SentScan]


def read_sending(content: object) -> Sending:
    """Read what a device sent. Raises `offline.unreadable`."""
    match content:
        case {"account": int(account_id), "scans": list(scans)} if len(scans) <= AT_ONCE:
            return Sending(account_id, [_scan(scan) for scan in scans])
    raise DomainError("offline.unreadable")


def _scan(content: object) -> SentScan:
    match content:
        case {"key": str(key), "arrival": int(arrival_id), "text": str(text), "condition": str(said), **more}:
            named = 0 < len(key) <= LONGEST_KEY and _can_be_kept(key)
            if named and said in _BY_HAND and 0 < arrival_id <= LARGEST_ID:
                return SentScan(key, arrival_id, _code(text), Condition(said), _moment(more.get("at")))
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
