"""Reads of receipts, each within the actor's reach."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.deposits.receiving.queries.otherwise import CameOtherwise, came_before, turned_up
from app.deposits.receiving.queries.owners import lines_of, owners_in
from app.deposits.receiving.queries.rows import ReceiptRow, rows_of
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Parties, Reach
from app.policy.table import may_with, reaches
from app.publications.models import Publication, Release

_reversal = aliased(Receipt)


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """A receipt with what its page and its paper show; `reversed_by` is the receipt that took it back,
    `otherwise` what of its slip came in another arrival and is not missing.

    `partial`: only the copies of one reader are in it, who has nothing to do with the rest of the parcel.
    """

    receipt: Receipt
    rows: Sequence[ReceiptRow]
    shortages: Sequence[tuple[Release, int]]
    reversed_by: Receipt | None
    reverses: Receipt | None
    otherwise: Sequence[CameOtherwise] = ()
    partial: bool = False

    @property
    def of_file(self) -> bool:
        """Whether a file was accepted: no parcel was opened for it."""
        made_first = self.reverses or self.receipt
        return made_first.arrival_id is None

    @property
    def faulty(self) -> bool:
        """Whether something in the parcel was not as announced."""
        made_first = self.receipt.reverses_id is None
        return made_first and (bool(self.shortages) or any(row.discrepancy for row in self.rows))

    @property
    def release_ids(self) -> set[int]:
        """The releases of which copies came or are missing."""
        came = {row.release.id for row in self.rows if row.release is not None}
        return came | {release.id for release, _copies in self.shortages}

    @property
    def announced(self) -> int:
        """Copies that the slip announced."""
        return sum(row.announced for row in self.rows) + self.short + len(self.otherwise)

    @property
    def scanned(self) -> int:
        """Copies that arrived (below zero in a reversal)."""
        return sum(row.copies for row in self.rows)

    @property
    def counted(self) -> int:
        """Copies that count towards obligations."""
        return sum(row.counted for row in self.rows)

    @property
    def counted_announced(self) -> int:
        """Those of them that the slip announced."""
        return sum(min(row.counted, row.announced) for row in self.rows)

    @property
    def came(self) -> Sequence[CameOtherwise]:
        """What came otherwise by an arrival that stands."""
        return [came for came in self.otherwise if came.taken_back is None]

    @property
    def missing_again(self) -> Sequence[CameOtherwise]:
        """What had come otherwise by a receipt that was taken back since."""
        return [came for came in self.otherwise if came.taken_back is not None]

    @property
    def short(self) -> int:
        """Copies announced that did not come."""
        return sum(copies for _, copies in self.shortages)


def list_receipts(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int
) -> Sequence[tuple[Receipt, bool]]:
    """Return receipts within reach, the newest first, each with whether it was reversed."""
    is_reversed = exists().where(_reversal.reverses_id == Receipt.id)
    statement = _receipts().add_columns(is_reversed).where(within_receipt_reach(actor))
    if after is not None:
        statement = statement.where(tuple_(Receipt.at, Receipt.id) < tuple_(*after))
    ordered = statement.order_by(Receipt.at.desc(), Receipt.id.desc()).limit(limit)
    return [(receipt, taken_back) for receipt, taken_back in session().execute(ordered)]


def receipts_of_release(actor: Actor, release_id: int) -> Sequence[Receipt]:
    """Return the receipts within reach that hold copies of a release, the newest first, with their files."""
    holds = exists().where(ReceiptLine.receipt_id == Receipt.id, ReceiptLine.release_id == release_id)
    statement = _receipts().where(holds, within_receipt_reach(actor)).options(joinedload(Receipt.file))
    return session().scalars(statement.order_by(Receipt.at.desc(), Receipt.id.desc())).all()


def readable_receipts(actor: Actor, numbers: Iterable[str | None]) -> set[str]:
    """Return those of these receipts that the actor may open, by their numbers, in one statement."""
    named = {number for number in numbers if number}
    statement = select(Receipt.number).where(Receipt.number.in_(named), within_receipt_reach(actor))
    return set(session().scalars(statement))


def receipt_for(actor: Actor, number: str) -> ReceiptRecord:
    """Return a receipt by its number. Raises `NotFound` when there is none within reach."""
    return _record(_receipts().where(Receipt.number == number.upper(), within_receipt_reach(actor)))


def receipt_read_by(actor: Actor, number: str) -> ReceiptRecord:
    """Return what a receipt says to the actor: all of it on its two sides and to those who watch over them,
    else the copies that are his. Raises `NotFound` as `receipt_for`."""
    record = receipt_for(actor, number)
    if may_with(actor, Permission.RECEIPT_READ, sides_of(record.receipt)):
        return record
    owners = owners_in(record.receipt.id)
    mine = {line for owner in actor.organisation_ids for line in owners.get(owner, ())}
    lines = [line for line in record.receipt.lines if line.id in mine]
    rows = rows_of(record.receipt, lines, record.otherwise)
    return replace(record, rows=rows, shortages=(), otherwise=(), partial=True)


def turned_up_of(record: ReceiptRecord) -> Sequence[CameOtherwise]:
    """Return what a standing receipt missed, or counts as come by a receipt that was taken back, and lies
    somewhere now; nothing to whom the parcel does not concern."""
    lacking = record.short or record.missing_again
    if not lacking or record.partial or record.reversed_by is not None or record.reverses is not None:
        return ()
    return turned_up(record.receipt, record.otherwise)


def empty_slips(consignment_ids: Collection[int]) -> Collection[int]:
    """Those of these parcels whose standing receipt is one of nothing: all of it came otherwise."""
    statement = select(Receipt.consignment_id).where(
        Receipt.consignment_id.in_(consignment_ids),
        _stands(),
        ~exists().where(ReceiptLine.receipt_id == Receipt.id),
        ~exists().where(Shortage.receipt_id == Receipt.id),
    )
    return set(session().scalars(statement))


def short_of_slips(actor: Actor, consignment_ids: Collection[int]) -> Mapping[int, int]:
    """By parcel, the copies missing in its standing receipt, for its sides and who watches over them."""
    statement = (
        select(Receipt.consignment_id, func.sum(Shortage.copies))
        .join(Shortage, Shortage.receipt_id == Receipt.id)
        .where(
            Receipt.consignment_id.in_(consignment_ids),
            _stands(),
            on_a_side(actor, Permission.RECEIPT_READ),
        )
        .group_by(Receipt.consignment_id)
    )
    return {parcel: int(copies) for parcel, copies in session().execute(statement) if parcel is not None}


def receipt_of_slip(actor: Actor, consignment_id: int) -> ReceiptRecord | None:
    """Return what the standing receipt of a parcel says to the actor; None without one within reach."""
    statement = select(Receipt.number).where(
        Receipt.consignment_id == consignment_id, _stands(), within_receipt_reach(actor)
    )
    number = session().scalar(statement.order_by(Receipt.id.desc()).limit(1))
    return receipt_read_by(actor, number) if number is not None else None


def sides_of(receipt: Receipt) -> Parties:
    """The two sides of a receipt, which has them loaded, as `received_within` asks for them in a query."""
    sender = receipt.depositor
    return Parties(
        frozenset({sender.id} if sender else ()),
        frozenset({receipt.depository_id}),
        sender.region_soato if sender else receipt.depository.region_soato,
    )


def receipt_by_code(code: str) -> ReceiptRecord | None:
    """Return the receipt with a verification code in its one written form, for anyone; None without one.

    The page that shows it names no person.
    """
    try:
        return _record(_receipts().where(Receipt.verification_code == code))
    except NotFound:
        return None


def receipt_by_id(receipt_id: int) -> ReceiptRecord:
    """Return a receipt for the making of its paper, read anew. Raises `NotFound`."""
    statement = _receipts().where(Receipt.id == receipt_id).options(undefer(Receipt.facts))
    return _record(statement.execution_options(populate_existing=True))


def maker_of(receipt: Receipt) -> str:
    """Return the name of the person who made a receipt, for people of the same library."""
    return session().scalar(select(Account.name).where(Account.id == receipt.by_id)) or ""


def _stands() -> ColumnElement[bool]:
    taken_back = exists().where(_reversal.reverses_id == Receipt.id)
    return and_(Receipt.reverses_id.is_(None), ~taken_back)


def _receipts() -> Select[Receipt]:
    return select(Receipt).options(
        joinedload(Receipt.depositor), joinedload(Receipt.depository), joinedload(Receipt.consignment)
    )


def _record(statement: Select[Receipt]) -> ReceiptRecord:
    publication = joinedload(ReceiptLine.release).joinedload(Release.publication)
    lines = selectinload(Receipt.lines).options(
        publication.selectinload(Publication.contributors), publication.selectinload(Publication.identifiers)
    )
    slip = joinedload(Receipt.consignment).selectinload(Consignment.lines)
    receipt = session().scalar(statement.options(lines, slip, joinedload(Receipt.file)))
    if receipt is None:
        raise NotFound("not_found")
    reversed_by = session().scalar(select(Receipt).where(Receipt.reverses_id == receipt.id))
    reverses = session().get(Receipt, receipt.reverses_id) if receipt.reverses_id else None
    otherwise = came_before(receipt)
    rows = rows_of(receipt, receipt.lines, otherwise)
    return ReceiptRecord(receipt, rows, _shortages(receipt), reversed_by, reverses, otherwise)


def _shortages(receipt: Receipt) -> list[tuple[Release, int]]:
    release = joinedload(Shortage.release).joinedload(Release.publication)
    statement = (
        select(Shortage)
        .where(Shortage.receipt_id == receipt.id)
        .options(
            release.selectinload(Publication.contributors), release.selectinload(Publication.identifiers)
        )
        .order_by(Shortage.id)
    )
    missing: dict[int, tuple[Release, int]] = {}
    for shortage in session().scalars(statement):
        before = missing[shortage.release_id][1] if shortage.release_id in missing else 0
        missing[shortage.release_id] = (shortage.release, before + shortage.copies)
    return list(missing.values())


def within_receipt_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor may read a receipt, or what it says of copies of his that somebody else
    sent, or nobody known."""
    holding = select(ReceiptLine.receipt_id).where(own_lines(actor, Permission.RECEIPT_READ))
    return or_(on_a_side(actor, Permission.RECEIPT_READ), Receipt.id.in_(holding))


def own_lines(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition on receipt lines that they hold copies of the actor, if he may read as a depositor."""
    if Reach.AS_DEPOSITOR not in reaches(actor, permission) or actor.organisation_id is None:
        return false()
    return ReceiptLine.id.in_(lines_of(actor.organisation_ids))


def on_a_side(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that a receipt is the actor's as one of its two sides, or as who watches over them."""
    return or_(false(), *(received_within(reach, actor) for reach in reaches(actor, permission)))


def received_within(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    """The condition that one of a receipt's two sides lies within this reach of the actor."""
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        # A parcel from nobody known belongs to the region where it came in.
        here = select(Organisation.id).where(Organisation.region_soato == actor.region_soato)
        unknown = and_(Receipt.depositor_id.is_(None), Receipt.depository_id.in_(here))
        return or_(Receipt.depositor_id.in_(here), unknown)
    if actor.organisation_id is None:
        return false()
    if reach is Reach.AS_DEPOSITORY:
        return Receipt.depository_id == actor.organisation_id
    return Receipt.depositor_id.in_(actor.organisation_ids)
