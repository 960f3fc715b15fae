"""Short texts that differ as soon as anything of an opened parcel does: for devices that keep a copy of it,
and for who confirms what he was shown."""

import hashlib
from collections.abc import Iterable

from app.deposits.receiving.models import Arrival, Decision, Scan
from app.deposits.receiving.tally import Tally
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
    return _short(f"{arrival.confirmed_at} {arrival.discarded_at} {gone}\n{stand}")


def version_of_figures(version: str, tally: Tally) -> str:
    """Return one that differs too as soon as other copies would count or be missing: what another arrival
    brought, or an amendment, changes what is owed and no scan of this parcel."""
    counts = (
        (scan_id, met is not None, tally.faults[scan_id], tally.for_others.get(scan_id))
        for scan_id, met in sorted(tally.obligation_ids.items())
    )
    return _short("\n".join(map(str, (version, tally.figures(), *counts))))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
