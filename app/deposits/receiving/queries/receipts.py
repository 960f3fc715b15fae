"""Reads of receipts, each within the actor's reach."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import owed_on_paper
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.receiving import Condition
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Publication, Release

_reversal = aliased(Receipt)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Copies of one book with the same condition and fault; `release` None: nobody registered `note`."""

    release: Release | None
    copies: int
    counted: int
    condition: Condition
    discrepancy: str
    note: str


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """A receipt with what its page and its paper show; `reversed_by` is the receipt that took it back."""

    receipt: Receipt
    rows: Sequence[ReceiptRow]
    shortages: Sequence[tuple[Release, int]]
    reversed_by: Receipt | None
    reverses: Receipt | None

    @property
    def scanned(self) -> int:
        """Copies that arrived (below zero in a reversal)."""
        return sum(row.copies for row in self.rows)

    @property
    def counted(self) -> int:
        """Copies that count towards obligations."""
        return sum(row.counted for row in self.rows)

    @property
    def short(self) -> int:
        """Copies announced that did not come."""
        return sum(copies for _, copies in self.shortages)


def list_receipts(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int
) -> Sequence[tuple[Receipt, bool]]:
    """Return receipts within reach, the newest first, each with whether it was reversed."""
    is_reversed = exists().where(_reversal.reverses_id == Receipt.id)
    statement = _receipts().add_columns(is_reversed).where(_within_reach(actor))
    if after is not None:
        statement = statement.where(tuple_(Receipt.at, Receipt.id) < tuple_(*after))
    ordered = statement.order_by(Receipt.at.desc(), Receipt.id.desc()).limit(limit)
    return [(receipt, taken_back) for receipt, taken_back in session().execute(ordered)]


def receipts_of_release(actor: Actor, release_id: int) -> Sequence[Receipt]:
    """Return the receipts within reach that hold copies of a release, the newest first, with their files."""
    holds = exists().where(ReceiptLine.receipt_id == Receipt.id, ReceiptLine.release_id == release_id)
    statement = _receipts().where(holds, _within_reach(actor)).options(joinedload(Receipt.file))
    return session().scalars(statement.order_by(Receipt.at.desc(), Receipt.id.desc())).all()


def receipt_for(actor: Actor, number: str) -> ReceiptRecord:
    """Return a receipt by its number. Raises `NotFound` when there is none within reach."""
    return _record(_receipts().where(Receipt.number == number.upper(), _within_reach(actor)))


def receipt_by_code(code: str) -> ReceiptRecord | None:
    """Return the receipt with a verification code in its one written form, for anyone; None without one.

    The page that shows it names no person.
    """
    try:
        return _record(_receipts().where(Receipt.verification_code == code))
    except NotFound:
        return None


def receipt_by_id(receipt_id: int) -> ReceiptRecord:
    """Return a receipt for the making of its paper. Raises `NotFound`."""
    return _record(_receipts().where(Receipt.id == receipt_id))


def obligations_met(receipt: Receipt) -> list[Obligation]:
    """Return the obligations that a receipt counts towards, with their rule sets."""
    ids = {line.obligation_id for line in receipt.lines if line.obligation_id is not None}
    statement = select(Obligation).where(Obligation.id.in_(ids)).options(joinedload(Obligation.rule_set))
    return list(session().scalars(statement.order_by(Obligation.id)))


def obligations_left_open(receipt: Receipt) -> list[Obligation]:
    """Return what is owed on paper to the library of a receipt for the books in it, by whoever sent them."""
    shortages = select(Shortage.release_id).where(Shortage.receipt_id == receipt.id)
    in_it = {line.release_id for line in receipt.lines if line.release_id is not None}
    sender = true() if receipt.depositor_id is None else Obligation.depositor_id == receipt.depositor_id
    statement = select(Obligation).where(
        owed_on_paper(receipt.depository_id),
        or_(Obligation.release_id.in_(in_it), Obligation.release_id.in_(shortages)),
        sender,
    )
    return list(session().scalars(statement.order_by(Obligation.id)))


def _receipts() -> Select[Receipt]:
    return select(Receipt).options(
        joinedload(Receipt.depositor), joinedload(Receipt.depository), joinedload(Receipt.consignment)
    )


def _record(statement: Select[Receipt]) -> ReceiptRecord:
    publication = joinedload(ReceiptLine.release).joinedload(Release.publication)
    lines = selectinload(Receipt.lines).options(
        publication.selectinload(Publication.contributors), publication.selectinload(Publication.identifiers)
    )
    receipt = session().scalar(statement.options(lines, joinedload(Receipt.file)))
    if receipt is None:
        raise NotFound("not_found")
    reversed_by = session().scalar(select(Receipt).where(Receipt.reverses_id == receipt.id))
    reverses = session().get(Receipt, receipt.reverses_id) if receipt.reverses_id else None
    return ReceiptRecord(receipt, _rows(receipt), _shortages(receipt), reversed_by, reverses)


def _rows(receipt: Receipt) -> list[ReceiptRow]:
    copies: Counter[tuple[int | None, Condition, str, str]] = Counter()
    counted: Counter[tuple[int | None, Condition, str, str]] = Counter()
    releases = {line.release_id: line.release for line in receipt.lines}
    for line in receipt.lines:
        key = (line.release_id, line.condition, line.discrepancy, line.note)
        copies[key] += line.copies
        counted[key] += line.copies if line.obligation_id is not None else 0
    return [
        ReceiptRow(
            releases[release_id], number, counted[release_id, condition, fault, note], condition, fault, note
        )
        for (release_id, condition, fault, note), number in copies.items()
    ]


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


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    return or_(false(), *(_condition(reach, actor) for reach in reaches(actor, Permission.RECEIPT_READ)))


def _condition(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        # A parcel from nobody known belongs to the region where it came in.
        here = select(Organisation.id).where(Organisation.region_soato == actor.region_soato)
        unknown = and_(Receipt.depositor_id.is_(None), Receipt.depository_id.in_(here))
        return or_(Receipt.depositor_id.in_(here), unknown)
    if actor.organisation_id is None:
        return false()
    own = Receipt.depositor_id if reach is Reach.AS_DEPOSITOR else Receipt.depository_id
    return own == actor.organisation_id
