"""Taking scans that waited on a device; what cannot be taken is written down with the reason."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.receiving.offline.models import RefusedScan
from app.deposits.receiving.offline.sent import SentScan
from app.deposits.receiving.services import Outcome, scan
from app.deposits.receiving.services.locking import locked_arrival
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

_TAKEN = (Outcome.RECORDED, Outcome.BOX_ARRIVED)


def take_sent_scan(*, sent: SentScan, desk: int | None, by: Actor, at: datetime) -> RefusedScan | None:
    """Record a scan; None if it was taken. One that was refused stays refused, however often it is sent.

    `desk` is the session that sends it.

    Raises:
        NotFound: no such arrival within reach.
    """
    locked_arrival(sent.arrival_id, by)
    same = (RefusedScan.arrival_id == sent.arrival_id, RefusedScan.key == sent.key)
    before = session().scalar(select(RefusedScan).where(*same))
    if before is not None:
        return before
    reason = _refusal(sent, desk, by, at)
    if reason is None:
        return None
    refused = RefusedScan(
        arrival_id=sent.arrival_id,
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
    publish(Event("scan.refused", by, at, (Subject("arrival", sent.arrival_id),), after=after))
    return refused


def _refusal(sent: SentScan, desk: int | None, by: Actor, at: datetime) -> str | None:
    try:
        outcome = scan(
            arrival_id=sent.arrival_id,
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
