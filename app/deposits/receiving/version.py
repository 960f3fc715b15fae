"""A short text that differs as soon as anything of an opened parcel does: for devices that keep a copy."""

import hashlib
from collections.abc import Iterable

from app.deposits.receiving.models import Arrival, Decision, Scan
from app.domain.receiving import Condition

Stand = tuple[int, Condition, Decision | None, bool]
"""A scan: its id, its condition, what was decided, and whether it stands."""


def stands_of(scans: Iterable[Scan]) -> Iterable[Stand]:
    """Return what `version_of` asks of scans."""
    return ((scan.id, scan.condition, scan.decision, scan.undone_at is None) for scan in scans)


def version_of(arrival: Arrival, scans: Iterable[Stand], gone: int) -> str:
    """Return it; `scans` are all of the arrival, those taken back too, in the order they were made; `gone`
    copies of its slip are in the parcel no longer."""
    stand = "\n".join(" ".join(map(str, scan)) for scan in scans)
    return hashlib.sha256(
        f"{arrival.confirmed_at} {arrival.discarded_at} {gone}\n{stand}".encode()
    ).hexdigest()[:16]
