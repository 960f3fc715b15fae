"""Reads of receipts, each within the actor's reach."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import concerned
from app.deposits.receiving.matching import owed_on_paper
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.deposits.receiving.tally import announced_lines
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.receiving import Condition
from app.domain.slips import announced_among
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Publication, Release
from app.publications.queries import reached

_reversal = aliased(Receipt)
_Key = tuple[int | None, Condition, str, str, Organisation | None]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Copies of one book with the same condition and fault; `release` None: nobody registered `note`.

    `announced` of the `copies` were on the slip. `held_for` is the library to which they are to be passed on.
    """

    release: Release | None
    announced: int
    copies: int
    counted: int
    condition: Condition
    discrepancy: str
    note: str
    held_for: Organisation | None


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """A receipt with what its page and its paper show; `reversed_by` is the receipt that took it back."""

    receipt: Receipt
    rows: Sequence[ReceiptRow]
    shortages: Sequence[tuple[Release, int]]
    reversed_by: Receipt | None
    reverses: Receipt | None

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
    def announced(self) -> int:
        """Copies that the slip announced."""
        return sum(row.announced for row in self.rows) + self.short

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


def receipt_for(actor: Actor, number: str) -> ReceiptRecord:
    """Return a receipt by its number. Raises `NotFound` when there is none within reach."""
    return _record(_receipts().where(Receipt.number == number.upper(), within_receipt_reach(actor)))


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


def readable_releases(actor: Actor, record: ReceiptRecord) -> set[int]:
    """Return those releases of a receipt whose pages the actor may read: a parcel can hold another's."""
    named = {line.release_id for line in record.receipt.lines}
    named.update(release.id for release, _copies in record.shortages)
    statement = (
        select(Release.id)
        .join(Release.publication)
        .join(Publication.publisher)
        .where(Release.id.in_(named), or_(reached(actor), concerned(actor)))
    )
    return set(session().scalars(statement))


def maker_of(receipt: Receipt) -> str:
    """Return the name of the person who made a receipt, for people of the same library."""
    return session().scalar(select(Account.name).where(Account.id == receipt.by_id)) or ""


def obligations_met(receipt: Receipt) -> list[Obligation]:
    """Return the obligations that a receipt counts towards, with their rule sets."""
    ids = {line.handed_over_for for line in receipt.lines if line.handed_over_for is not None}
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
    slip = joinedload(Receipt.consignment).selectinload(Consignment.lines)
    receipt = session().scalar(statement.options(lines, slip, joinedload(Receipt.file)))
    if receipt is None:
        raise NotFound("not_found")
    reversed_by = session().scalar(select(Receipt).where(Receipt.reverses_id == receipt.id))
    reverses = session().get(Receipt, receipt.reverses_id) if receipt.reverses_id else None
    return ReceiptRecord(receipt, _rows(receipt), _shortages(receipt), reversed_by, reverses)


def _rows(receipt: Receipt) -> list[ReceiptRow]:
    copies: Counter[_Key] = Counter()
    counted: Counter[_Key] = Counter()
    releases = {line.release_id: line.release for line in receipt.lines}
    libraries = _held_for(receipt)
    for line in receipt.lines:
        library = libraries.get(line.held_for_id or 0)
        key = (line.release_id, line.condition, line.discrepancy, line.note, library)
        copies[key] += line.copies
        counted[key] += line.copies if line.handed_over_for is not None else 0
    announced = _announced(receipt, [(key[0], key[2], number) for key, number in copies.items()])
    return [
        ReceiptRow(releases[key[0]], on_slip, number, counted[key], *key[1:])
        for (key, number), on_slip in zip(copies.items(), announced, strict=True)
    ]


def _held_for(receipt: Receipt) -> dict[int, Organisation]:
    """By obligation to another library, that library."""
    ids = {line.held_for_id for line in receipt.lines if line.held_for_id is not None}
    if not ids:
        return {}
    owed_to = select(Obligation.id, Organisation).join(Obligation.depository).where(Obligation.id.in_(ids))
    return dict(iter(session().execute(owed_to)))


def _announced(receipt: Receipt, rows: Sequence[tuple[int | None, str, int]]) -> list[int]:
    """Tell how many copies of each row the slip announced; rows are (release, fault, copies)."""
    announced = [0] * len(rows)
    if receipt.reverses_id is not None:
        return announced
    for line in announced_lines(receipt.consignment) or ():
        mine = [place for place, row in enumerate(rows) if row[0] == line.release_id]
        places, _missing = announced_among(line.copies, [rows[place][1:] for place in mine])
        for place, copies in zip(mine, places, strict=True):
            announced[place] = copies
    return announced


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
    """The condition that the actor may read a receipt."""
    return or_(false(), *(_condition(reach, actor) for reach in reaches(actor, Permission.RECEIPT_READ)))


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


def _condition(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    within = received_within(reach, actor)
    if reach is not Reach.AS_DEPOSITOR or actor.organisation_id is None:
        return within
    # A copy that came from somebody else, or from nobody known, meets its depositor's obligation too.
    counted, held = (
        select(ReceiptLine.receipt_id)
        .join(Obligation, Obligation.id == obligation_id)
        .where(Obligation.depositor_id.in_(actor.organisation_ids))
        for obligation_id in (ReceiptLine.obligation_id, ReceiptLine.held_for_id)
    )
    return or_(within, Receipt.id.in_(counted.union(held)))
