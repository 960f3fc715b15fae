"""Taking scans that waited on a device; what cannot be taken is written down with the reason."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.receiving.models import Scan
from app.deposits.receiving.offline.models import RefusedScan
from app.deposits.receiving.offline.sent import SentScan
from app.deposits.receiving.services import Outcome, scan, set_condition, undo_scan
from app.deposits.receiving.services.locking import locked_arrival
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

_TAKEN = (Outcome.RECORDED, Outcome.BOX_ARRIVED)


def take_sent_scan(*, sent: SentScan, desk: int | None, by: Actor, at: datetime) -> str | None:
    """Record a scan, or do to one that came before what was said of it on the device since; None if that was
    done, else why it was refused. One that was refused stays refused, however often it is sent.

    `desk` is the session that sends it.

    Raises:
        NotFound: no such arrival within reach.
    """
    locked_arrival(sent.place_id, by)
    known = _that_came(sent) if sent.changed else None
    if known is not None:
        return _change(known, sent, by, at)
    if sent.taken_back:
        return None
    same = (RefusedScan.arrival_id == sent.place_id, RefusedScan.key == sent.key)
    before = session().scalar(select(RefusedScan).where(*same))
    if before is not None:
        return before.reason
    reason = _refusal(sent, desk, by, at)
    if reason is not None:
        _write_down(sent, reason, by, at)
    return reason


def _that_came(sent: SentScan) -> Scan | None:
    return session().scalar(select(Scan).where(Scan.arrival_id == sent.place_id, Scan.key == sent.key))


def _change(known: Scan, sent: SentScan, by: Actor, at: datetime) -> str | None:
    """The scan has counted: a change that comes too late is told, and no refused scan."""
    if known.undone_at is not None:
        return None
    of_one = {"arrival_id": known.arrival_id, "scan_id": known.id}
    try:
        if sent.taken_back:
            undo_scan(**of_one, by=by, at=at)
        elif sent.condition is not known.condition:
            set_condition(**of_one, condition=sent.condition, by=by, at=at)
    except Conflict as error:  # raised before anything is written
        return error.code
    return None


def _write_down(sent: SentScan, reason: str, by: Actor, at: datetime) -> None:
    refused = RefusedScan(
        arrival_id=sent.place_id,
        key=sent.key,
        text=sent.text,
        reason=reason,
        at=at,
        device_at=sent.device_at,
        by_id=by.account_id,
    )
    session().add(refused)
    session().flush()
    after = {"text": refused.text, "reason": reason}
    publish(Event("scan.refused", by, at, (Subject("arrival", sent.place_id),), after=after))


def _refusal(sent: SentScan, desk: int | None, by: Actor, at: datetime) -> str | None:
    try:
        outcome = scan(
            arrival_id=sent.place_id,
            text=sent.text,
            key=sent.key,
            condition=sent.condition,
            device_at=sent.device_at,
            desk=desk,
            by=by,
            at=at,
        ).outcome
    except Conflict as error:  # raised before anything is written
        return error.code
    return None if outcome in _TAKEN else outcome.value
