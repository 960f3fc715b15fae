"""Reads of discrepancies, each within the actor's reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.discrepancies.models import (
    Discrepancy,
    MessagePhoto,
    ReportMessage,
    Settlement,
)
from app.deposits.discrepancies.rows import DiscrepancyRow, read_row, select_rows
from app.deposits.discrepancies.scope import (
    OPEN,
    SETTLEMENT,
    STANDINGS,
    discrepancies_within_reach,
    messages_within_reach,
)
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.deposits.receiving.queries import CameOtherwise, came_before, turned_up
from app.deposits.receiving.queries.owners import owners_in
from app.deposits.receiving.queries.receipts import sides_of
from app.domain.actor import Actor
from app.domain.discrepancies import Standing
from app.domain.errors import NotFound
from app.domain.receiving import DiscrepancyKind
from app.infra.db import read, session, streamed
from app.infra.search import matching
from app.infra.storage import StoredFile
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with
from app.publications.models import Publication

MOST_OFFERS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; None and empty narrow nothing."""

    standing: Standing | None = None
    kind: DiscrepancyKind | None = None
    depository_id: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was wrong with the parcel of a receipt, and what the two sides wrote about it."""

    receipt: Receipt
    rows: Sequence[DiscrepancyRow]
    messages: Sequence[ReportMessage]


def list_discrepancies(
    actor: Actor, asked: Asked, *, after: int | None = None, limit: int
) -> list[DiscrepancyRow]:
    """Discrepancies within reach, the newest first, after the one of this number."""
    statement = _narrowed(actor, asked).limit(limit)
    if after is not None:
        statement = statement.where(Discrepancy.id < after)
    return [read_row(row) for row in read(statement).all()]


def every_discrepancy(actor: Actor, asked: Asked) -> Iterator[DiscrepancyRow]:
    """All that `list_discrepancies` would give, read a batch at a time for an export."""
    for row in streamed(_narrowed(actor, asked)):
        yield read_row(row)


def count_discrepancies(actor: Actor, asked: Asked) -> int:
    """How many `list_discrepancies` would give in all."""
    counted = _narrowed(actor, asked).order_by(None)
    number = counted.with_only_columns(func.count(Discrepancy.id), maintain_column_froms=True)
    return session().scalar(number) or 0


def count_open(actor: Actor) -> tuple[int, int]:
    """How many discrepancies within reach are open, and in how many reports."""
    statement = (
        select(func.count(), func.count(Receipt.id.distinct()))
        .select_from(Discrepancy)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .outerjoin(Settlement, SETTLEMENT)
        .where(OPEN, discrepancies_within_reach(actor))
    )
    found, reports = session().execute(statement).one()
    return found, reports


def report_for(actor: Actor, number: str) -> Report:
    """The report of a receipt, as far as the actor may read it.

    Raises:
        NotFound: there is none within reach.
    """
    chosen = select_rows().where(Receipt.number == number.upper(), discrepancies_within_reach(actor))
    found = [read_row(row) for row in read(chosen.order_by(Discrepancy.id))]
    if not found:
        raise NotFound("not_found")
    parties = (joinedload(Receipt.depositor), joinedload(Receipt.depository), joinedload(Receipt.consignment))
    receipt = session().scalars(select(Receipt).where(Receipt.number == found[0].number).options(*parties))
    written = (
        select(ReportMessage)
        .join(Receipt, Receipt.id == ReportMessage.receipt_id)
        .where(Receipt.number == found[0].number, messages_within_reach(actor))
        .options(joinedload(ReportMessage.organisation), selectinload(ReportMessage.photos))
    )
    return Report(receipt.one(), found, session().scalars(written.order_by(ReportMessage.id)).all())


def sides_of_report(receipt: Receipt) -> Parties:
    """The two sides of a report, which write to each other and decide; `receipt` has its parcel loaded.

    Who sent the parcel; where nobody known did, or a library passed it on, whose copies were not in order.
    """
    senders = {receipt.depositor_id} if receipt.depositor_id is not None else set()
    if not senders or (receipt.consignment is not None and receipt.consignment.is_transfer):
        senders = owners_of_faulty(receipt.id)
    return Parties(frozenset(senders), frozenset({receipt.depository_id}))


def may_on_report(actor: Actor, permission: Permission, receipt: Receipt) -> bool:
    """Whether the actor may do this on one of the two sides. Of what did not come of a transfer the library
    that sent it answers; it decides nothing."""
    sides = sides_of_report(receipt)
    if permission is Permission.DISCREPANCY_ANSWER:
        sides = replace(sides, depository_ids=sides.depository_ids | missed_by(receipt))
    return may_with(actor, permission, sides)


def missed_by(receipt: Receipt) -> frozenset[int]:
    """The library whose transfer did not hold all that it announced; `receipt` has its parcel loaded."""
    if receipt.depositor_id is None or receipt.consignment is None or not receipt.consignment.is_transfer:
        return frozenset()
    short = select(Discrepancy.id).where(
        Discrepancy.receipt_id == receipt.id, Discrepancy.kind == DiscrepancyKind.SHORT
    )
    found = session().scalar(short.limit(1)) is not None
    return frozenset({receipt.depositor_id}) if found else frozenset()


def owners_of_faulty(receipt_id: int, release_id: int | None = None) -> set[int]:
    """The depositors whose copies in a receipt were not in order; of one release, if it is named."""
    faulty = select(ReceiptLine.id).where(ReceiptLine.receipt_id == receipt_id, ReceiptLine.discrepancy != "")
    if release_id is not None:
        faulty = faulty.where(ReceiptLine.release_id == release_id)
    lines = set(session().scalars(faulty))
    return {owner for owner, own in owners_in(receipt_id).items() if not lines.isdisjoint(own)}


def discrepancy_in(report: Report, discrepancy_id: int) -> DiscrepancyRow:
    """One discrepancy of a report. Raises `NotFound`."""
    found = next((row for row in report.rows if row.id == discrepancy_id), None)
    if found is None:
        raise NotFound("not_found")
    return found


def sent_since(actor: Actor, report: Report) -> Sequence[Consignment]:
    """The parcels made after the report that hold what was lacking, where a replacement is found; a depositor
    reads of his own."""
    receipt, lacking = report.receipt, {row.release_id for row in report.rows if row.release_id is not None}
    holding = select(ConsignmentLine.consignment_id).where(ConsignmentLine.release_id.in_(lacking))
    senders = sides_of_report(receipt).depositor_ids
    statement = select(Consignment).where(
        Consignment.depositor_id.in_(senders & actor.organisation_ids or senders),
        Consignment.depository_id == receipt.depository_id,
        Consignment.created_at > receipt.at,
        Consignment.cancelled_at.is_(None),
        Consignment.id.in_(holding),
    )
    return session().scalars(statement.order_by(Consignment.id)).all()


def turned_up_since(actor: Actor, report: Report) -> Sequence[CameOtherwise]:
    """What was missing, bears a label and lies somewhere now: for the two sides of the receipt."""
    receipt = report.receipt
    missed = any(row.kind is DiscrepancyKind.SHORT and not row.withdrawn for row in report.rows)
    if not missed or not may_with(actor, Permission.RECEIPT_READ, sides_of(receipt)):
        return ()
    return turned_up(receipt, came_before(receipt))


def message_photo(actor: Actor, photo_id: int) -> StoredFile:
    """The file of a photograph in a message. Raises `NotFound` when there is none within reach."""
    statement = (
        select(StoredFile)
        .join(MessagePhoto, MessagePhoto.file_id == StoredFile.id)
        .join(ReportMessage, ReportMessage.id == MessagePhoto.message_id)
        .join(Receipt, Receipt.id == ReportMessage.receipt_id)
        .where(MessagePhoto.id == photo_id, messages_within_reach(actor))
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def offers() -> list[DiscrepancyRow]:
    """What libraries offer on, the oldest first; every library may see and take it."""
    offered = STANDINGS[Standing.OFFERED]
    statement = select_rows().where(offered).order_by(Discrepancy.id)
    return [read_row(row) for row in read(statement.limit(MOST_OFFERS)).all()]


def taken_by(actor: Actor) -> list[DiscrepancyRow]:
    """What the actor's library took of what others offered, the latest first."""
    statement = select_rows().where(Settlement.taken_by_id == actor.organisation_id)
    ordered = statement.order_by(Settlement.id.desc()).limit(MOST_OFFERS)
    return [read_row(row) for row in read(ordered).all()]


def _narrowed(actor: Actor, asked: Asked) -> Select[Any]:
    statement = select_rows().where(discrepancies_within_reach(actor)).order_by(Discrepancy.id.desc())
    if asked.standing is not None:
        statement = statement.where(STANDINGS[asked.standing])
    if asked.kind is not None:
        statement = statement.where(Discrepancy.kind == asked.kind)
    if asked.depository_id is not None:
        statement = statement.where(Receipt.depository_id == asked.depository_id)
    if asked.query:
        statement = statement.where(matching(Publication.id, asked.query))
    return statement
