"""Receipts: writing one, reversing one."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_held, add_received
from app.deposits.receiving.documents import act_facts
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan, Shortage
from app.deposits.receiving.queries import receipt_by_id
from app.deposits.receiving.services.locking import locked_obligations, works_at
from app.deposits.receiving.services.transfers import refuse_departed, unsettle_transfer
from app.deposits.series import next_code
from app.domain.actor import Actor
from app.domain.codes import CodeKind, draw_verification_code
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.settings import settings


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom a receipt is, and over which parcel if there was one."""

    depository_id: int
    depositor_id: int | None
    consignment_id: int | None = None
    arrival_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a receipt: copies of one release, and the obligation they are for, if any.

    They count towards it where it is owed to the library of the receipt, and are held for its library else.
    """

    release_id: int | None
    obligation: Obligation | None
    copies: int
    condition: Condition = Condition.GOOD
    discrepancy: str = ""
    note: str = ""
    scan_id: int | None = None


def write_receipt(
    *, parties: Parties, entries: Sequence[Entry], missing: Sequence[Shortage] = (), by: Actor, at: datetime
) -> Receipt:
    """Add a receipt with its lines and count them towards obligations, which the caller holds locked."""
    receipt = _numbered(Receipt(**_columns(parties)), by, at)
    receipt.lines = [_line(entry, parties) for entry in entries]
    session().add(receipt)
    session().flush()
    for shortage in missing:
        shortage.receipt_id = receipt.id
        session().add(shortage)
    _count(entries, parties)
    _keep_facts(receipt)
    short = [{"release": shortage.release_id, "copies": shortage.copies} for shortage in missing]
    after = {"number": receipt.number, "lines": [_told(entry) for entry in entries], "missing": short}
    publish(Event("receipt.confirmed", by, at, _subjects(receipt, missing), after=after))
    return receipt


def reverse_receipt(*, number: str, reason: str, by: Actor, at: datetime) -> Receipt:
    """Take a receipt back by a second one with the same lines below zero: what it had met is owed again.

    The scans of its arrival fall, so that the parcel can be opened and every label scanned anew.

    Raises:
        NotFound: no such receipt within reach.
        DomainError: `receipt.reason_needed`.
        Conflict: `receipt.reversed`, `receipt.is_reversal`, `receipt.passed_on`, `receipt.given_up`.
    """
    original = _locked_receipt(number, by)
    if not reason.strip():
        raise DomainError("receipt.reason_needed", "reason")
    refuse_departed(original)
    obligation_ids = {line.handed_over_for for line in original.lines if line.handed_over_for is not None}
    releases = [line.release_id for line in original.lines if line.release_id is not None]
    met = {held.id: held for held in locked_obligations(releases, Obligation.id.in_(obligation_ids))}
    entries = [
        Entry(line.release_id, met.get(line.handed_over_for or 0), -line.copies, line.condition,
              line.discrepancy, line.note, line.scan_id)
        for line in original.lines
    ]  # fmt: skip
    _reopen(original, at)
    unsettle_transfer(receipt=original, at=at)
    parties = Parties(original.depository_id, original.depositor_id, original.consignment_id)
    reversal = Receipt(**_columns(parties), reverses_id=original.id, reason=reason.strip())
    _numbered(reversal, by, at).lines = [_line(entry, parties) for entry in entries]
    session().add(reversal)
    session().flush()
    _count(entries, parties)
    _keep_facts(reversal)
    after = {"number": reversal.number, "reverses": original.number, "reason": reversal.reason}
    subjects = (Subject("receipt", original.id), *_subjects(reversal, ()))
    publish(Event("receipt.reversed", by, at, subjects, after=after))
    return reversal


def _columns(parties: Parties) -> dict[str, int | None]:
    return {
        "depository_id": parties.depository_id,
        "depositor_id": parties.depositor_id,
        "consignment_id": parties.consignment_id,
        "arrival_id": parties.arrival_id,
    }


def _numbered(receipt: Receipt, by: Actor, at: datetime) -> Receipt:
    receipt.number = next_code(CodeKind.RECEIPT_ACT, clock.local_day(at).year)
    receipt.verification_code = draw_verification_code(secrets.choice)
    receipt.at, receipt.by_id = at, by.account_id
    return receipt


def _line(entry: Entry, parties: Parties) -> ReceiptLine:
    obligation_id = entry.obligation.id if entry.obligation else None
    held = _is_held(entry, parties)
    return ReceiptLine(
        release_id=entry.release_id,
        obligation_id=None if held else obligation_id,
        held_for_id=obligation_id if held else None,
        scan_id=entry.scan_id,
        copies=entry.copies,
        condition=entry.condition,
        discrepancy=entry.discrepancy,
        note=entry.note,
    )


def _is_held(entry: Entry, parties: Parties) -> bool:
    return entry.obligation is not None and entry.obligation.depository_id != parties.depository_id


def _count(entries: Sequence[Entry], parties: Parties) -> None:
    copies: Counter[int] = Counter()
    met: dict[int, Entry] = {}
    for entry in entries:
        if entry.obligation is not None:
            met[entry.obligation.id] = entry
            copies[entry.obligation.id] += entry.copies
    for obligation_id, entry in sorted(met.items()):
        add = add_held if _is_held(entry, parties) else add_received
        if entry.obligation is not None:
            add(obligation=entry.obligation, copies=copies[obligation_id])


def _keep_facts(receipt: Receipt) -> None:
    """What its act says is decided now: whatever happens before the file is made, it tells nothing later."""
    session().flush()
    language = settings().default_language
    facts = act_facts(receipt_by_id(receipt.id), language)
    receipt.language, receipt.facts = language, facts
    session().flush()


def _locked_receipt(number: str, by: Actor) -> Receipt:
    statement = select(Receipt).where(Receipt.number == number).options(selectinload(Receipt.lines))
    original = session().scalar(statement.with_for_update().execution_options(populate_existing=True))
    if original is None or not works_at(by, original.depository_id):
        raise NotFound("not_found")
    if original.reverses_id is not None:
        raise Conflict("receipt.is_reversal")
    if session().scalar(select(Receipt.id).where(Receipt.reverses_id == original.id)) is not None:
        raise Conflict("receipt.reversed")
    return original


def _reopen(original: Receipt, at: datetime) -> None:
    if original.consignment_id is not None:
        parcel = session().get_one(Consignment, original.consignment_id, with_for_update=True)
        parcel.confirmed_at = None
    if original.arrival_id is not None:
        standing = select(Scan).where(Scan.arrival_id == original.arrival_id, Scan.undone_at.is_(None))
        for scan in session().scalars(standing):
            scan.undone_at = at
    session().flush()


def _told(entry: Entry) -> dict[str, object]:
    obligation_id = entry.obligation.id if entry.obligation else None
    return {
        "release": entry.release_id,
        "obligation": obligation_id,
        "copies": entry.copies,
        "discrepancy": entry.discrepancy,
    }


def _subjects(receipt: Receipt, missing: Sequence[Shortage]) -> tuple[Subject, ...]:
    """The receipt, its parcel and parties, every release received or missing, every obligation it touched."""
    lines = receipt.lines
    concerned: Sequence[tuple[str, set[int | None]]] = (
        ("receipt", {receipt.id}),
        ("consignment", {receipt.consignment_id}),
        ("arrival", {receipt.arrival_id}),
        ("organisation", {receipt.depositor_id, receipt.depository_id}),
        ("release", {line.release_id for line in lines} | {shortage.release_id for shortage in missing}),
        ("obligation", {line.handed_over_for for line in lines}),
    )
    return tuple(
        Subject(kind, key)
        for kind, keys in concerned
        for key in sorted(key for key in keys if key is not None)
    )
