"""Finishing a parcel: its arrival is confirmed, and its receipt made."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.labels import scans_of
from app.deposits.receiving.matching import OWED_IN, owed_by
from app.deposits.receiving.models import Arrival, Receipt, Scan, Shortage
from app.deposits.receiving.places import absent_from
from app.deposits.receiving.services.boxes import ask_about_missing_boxes
from app.deposits.receiving.services.locking import locked_arrival, locked_obligations, refuse_ended
from app.deposits.receiving.services.receipts import Entry, Parties, write_receipt
from app.deposits.receiving.services.transfers import settle_transfer
from app.deposits.receiving.tally import Tally, shortages, take_tally
from app.deposits.receiving.version import stands_of, version_of, version_of_figures
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.receiving import Condition
from app.infra.db import session


def confirm_arrival(
    *,
    arrival_id: int,
    shown: str | None = None,
    without_boxes: bool = False,
    came_empty: bool = False,
    by: Actor,
    at: datetime,
) -> Receipt:
    """Make the receipt of an arrival: what was scanned is allocated to what is owed, the rest is recorded as
    surplus, faulty, unannounced or short. Confirming again returns the same receipt. `shown` is the version
    of the figures that who confirms has seen; without one whatever stands is confirmed. `without_boxes`: a
    box that has not come is not waited for; nor is one where no copy is missing. `came_empty`: none of the
    copies of the slip was in it. A parcel of which all came otherwise ends with a receipt of nothing.

    Raises:
        NotFound: no such arrival within reach.
        DomainError: as `Tally.require_something`.
        Conflict: `arrival.box_missing`, `arrival.discarded`, `arrival.changed`.
    """
    arrival = locked_arrival(arrival_id, by)
    if arrival.confirmed_at is not None:
        return session().scalars(select(Receipt).where(Receipt.arrival_id == arrival.id)).one()
    refuse_ended(arrival)
    scans, labels = scans_of(arrival.id)
    tally, held = _locked_tally(arrival, [scan for scan in scans if scan.undone_at is None], labels)
    version = version_of(arrival, stands_of(scans), sum(tally.gone.values()))
    if shown not in (None, version_of_figures(version, tally)):
        raise Conflict("arrival.changed")
    tally.require_something(came_empty=came_empty)
    ask_about_missing_boxes(arrival, without_boxes=without_boxes or tally.complete)
    arrival.confirmed_at = at
    if (sent := arrival.consignment) is not None:
        sent.confirmed_at = at
        # Before the receipt is told: who hears of it reads the parcel anew, without its lines.
        if sent.is_transfer:
            settle_transfer(arrival=arrival, missing=shortages(tally, sent), held=held)
    parties = Parties(arrival.depository_id, arrival.depositor_id, arrival.consignment_id, arrival.id)
    return write_receipt(
        parties=parties,
        entries=[_entry(tally, scan, held) for scan in tally.scans],
        missing=_missing(tally, sent),
        by=by,
        at=at,
    )


def _locked_tally(
    arrival: Arrival, scans: Sequence[Scan], labels: Mapping[int, int]
) -> tuple[Tally, dict[int, Obligation]]:
    scanned = {scan.release_id for scan in scans if scan.release_id is not None}
    passed = arrival.consignment.lines if arrival.consignment and arrival.consignment.is_transfer else ()
    concerned = scanned | {line.release_id for line in passed}
    obligations = locked_obligations(concerned, OWED_IN, owed_by(arrival))
    gone = absent_from([arrival.consignment])
    tally = take_tally(arrival, scans, obligations, labels, gone)
    return tally, {obligation.id: obligation for obligation in obligations}


def _entry(tally: Tally, scan: Scan, obligations: dict[int, Obligation]) -> Entry:
    fault = tally.faults[scan.id]
    note = scan.reason if scan.release_id is not None else ". ".join(filter(None, (scan.text, scan.reason)))
    met = obligations.get(tally.obligation_ids[scan.id] or 0)
    return Entry(scan.release_id, met, 1, Condition(scan.condition), fault or "", note, scan.id)


def _missing(tally: Tally, consignment: Consignment | None) -> list[Shortage]:
    lacking = shortages(tally, consignment)
    return [
        Shortage(obligation_id=line.obligation_id, release_id=line.release_id, copies=lacking[line.id])
        for line in (consignment.lines if consignment else ())
        if line.id in lacking
    ]
