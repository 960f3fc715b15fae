"""Deciding about scanned copies: taking a scan back, naming a condition, accepting, returning."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.receiving.labels import locked_label
from app.deposits.receiving.models import Arrival, Decision, Scan
from app.deposits.receiving.places import come_back, leave, refuse_counted
from app.deposits.receiving.services.locking import open_arrival_locked
from app.deposits.receiving.services.scanning import subjects
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event
from app.domain.receiving import Condition
from app.infra.db import session
from app.infra.events import publish


def undo_scan(
    *, arrival_id: int, scan_id: int | None, desk: int | None = None, by: Actor, at: datetime
) -> Scan | None:
    """Take a scan back, or the last one that the actor made at this desk (a session); the row stays.

    None when there is nothing to take back.

    Raises:
        NotFound: no such arrival within reach, no such scan in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
    """
    undone = standing_scan(open_arrival_locked(arrival_id, by), scan_id, by, desk)
    if undone is None:
        return None
    undone.undone_at = at
    session().flush()
    publish(Event("scan.undone", by, at, subjects(undone.arrival_id), before={"text": undone.text}))
    return undone


def set_condition(
    *,
    arrival_id: int,
    scan_id: int | None,
    condition: Condition,
    desk: int | None = None,
    by: Actor,
    at: datetime,
) -> Scan | None:
    """Say in which condition a scanned copy is (without `scan_id` the last one that the actor made at this
    desk, a session); an earlier decision about it falls, and a copy that was to go back lies here.

    For whom a copy is says its label, and no condition takes that away: it counts only when accepted.

    Raises:
        NotFound: no such arrival within reach, no such scan in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`, `scan.addressed_elsewhere`,
            `scan.counted_elsewhere`.
    """
    judged = standing_scan(open_arrival_locked(arrival_id, by), scan_id, by, desk)
    if judged is None:
        return None
    if judged.condition is Condition.ADDRESSED_ELSEWHERE:
        raise Conflict("scan.addressed_elsewhere")
    come_back([judged])
    before = {"condition": judged.condition.value}
    judged.condition, judged.decision, judged.reason = condition, None, ""
    session().flush()
    publish(Event("scan.judged", by, at, subjects(judged.arrival_id), before, {"condition": condition.value}))
    return judged


def accept_scan(*, arrival_id: int, scan_id: int, reason: str, by: Actor, at: datetime) -> Scan:
    """Let a copy count although it is damaged, wrong or addressed elsewhere.

    Raises:
        NotFound: no such arrival within reach, no such scan in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`, `scan.counts_already`, `scan.counted_elsewhere`.
        DomainError: `scan.reason_needed`, `scan.unknown_book`.
    """
    judged = _decided(arrival_id, scan_id, Decision.ACCEPTED, reason, by, at)
    if judged.condition is Condition.ADDRESSED_ELSEWHERE:
        _count_label_here(judged)
    come_back([judged])
    return judged


def return_scan(*, arrival_id: int, scan_id: int, reason: str, by: Actor, at: datetime) -> Scan:
    """Send a copy back: it is in the receipt, and counts for nothing; its label may count elsewhere.

    Raises:
        NotFound: no such arrival within reach, no such scan in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
        DomainError: `scan.reason_needed`.
    """
    judged = _decided(arrival_id, scan_id, Decision.RETURNED, reason, by, at)
    leave([judged], at)
    return judged


def standing_scan(arrival: Arrival, scan_id: int | None, by: Actor, desk: int | None = None) -> Scan | None:
    """Return a scan of the arrival that was not undone; without `scan_id` the last one that the actor made at
    this desk, if any.

    Raises `NotFound` for a scan that is not there.
    """
    statement = select(Scan).where(Scan.arrival_id == arrival.id, Scan.undone_at.is_(None))
    if scan_id is None:
        own = statement.where(Scan.by_id == by.account_id, Scan.desk_id == desk)
        return session().scalar(own.order_by(Scan.id.desc()).limit(1))
    found = session().scalar(statement.where(Scan.id == scan_id))
    if found is None:
        raise NotFound("not_found")
    return found


def _decided(arrival_id: int, scan_id: int, decision: Decision, reason: str, by: Actor, at: datetime) -> Scan:
    judged = standing_scan(open_arrival_locked(arrival_id, by), scan_id, by)
    if judged is None:
        raise NotFound("not_found")
    if not reason.strip():
        raise DomainError("scan.reason_needed", "reason")
    if decision is Decision.ACCEPTED and judged.condition is Condition.GOOD:
        raise Conflict("scan.counts_already")
    if decision is Decision.ACCEPTED and judged.release_id is None:
        raise DomainError("scan.unknown_book")
    before = {"decision": judged.decision, "reason": judged.reason}
    judged.decision, judged.reason = decision, reason.strip()
    session().flush()
    after = {"decision": decision.value, "reason": judged.reason}
    publish(Event("scan.judged", by, at, subjects(judged.arrival_id), before, after))
    return judged


def _count_label_here(judged: Scan) -> None:
    """From now on the label counts in this arrival, so it must count nowhere else."""
    label = locked_label(judged.arrival_id, judged.text)
    if label is None or judged.copy_id is not None:
        return
    refuse_counted([label.copy_id])
    judged.copy_id = label.copy_id
    session().flush()
