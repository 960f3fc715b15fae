"""The register of what libraries took in: one row for each line of each receipt, in the order of time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Row, Select, and_, case, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from app.deposits.accessions.models import Accession
from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import NAMES, Party
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.deposits.receiving.queries.receipts import within_receipt_reach
from app.domain.actor import Actor
from app.infra.db import UtcDateTime, read, streamed
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import first_identifier, full_title

Key = tuple[datetime, int, int]
"""Moment, receipt and line of the last row before a page."""


class RegisterFilter(NamedTuple):
    """From which moment until before which; `depository_id` None: of every library within reach."""

    since: datetime
    until: datetime
    depository_id: int | None


class RegisterRow(NamedTuple):
    """One line, in the order in which it is selected; `copies` is below zero where a receipt was taken back.

    `title` None: nobody registered the book. `reverses`, `reversed_by`: the number of the receipt that this
    one takes back, or that took this one back. `rule_id` None: no obligation. `by_parcel`: not a file.
    `depositor` of a copy that the library `passed_on_by` sent is whose copy it is. A copy that a collecting
    library takes in is `held_for` the library to which that rule gives it.
    """

    at: datetime
    receipt_id: int
    id: int
    number: str
    reason: str
    reverses: str | None
    reversed_by: str | None
    by_parcel: bool
    parcel: str | None
    release_id: int | None
    title: str | None
    language: str | None
    script: str | None
    kind: str | None
    identifier: str | None
    year: int | None
    copies: int
    condition: str
    discrepancy: str
    note: str
    copy: str | None
    accession: str | None
    rule_id: str | None
    locator: str | None
    depositor: Party | None
    depository: Party
    passed_on_by: Party | None
    held_for: Party | None


_PARTY = ("id", *NAMES)
_PARTIES = (_depositor, _depository, _passer, _last) = tuple(aliased(Organisation) for _ in range(4))
_FACTS = len(RegisterRow._fields) - len(_PARTIES)
_on_label = aliased(Obligation)
_taken_back, _taking_back = aliased(Receipt), aliased(Receipt)


def register_page(
    actor: Actor, wanted: RegisterFilter, *, after: Key | None = None, limit: int
) -> list[RegisterRow]:
    """Lines within reach, the earliest first, after the line of this key."""
    statement = _lines(actor, wanted).limit(limit)
    if after is not None:
        at, receipt_id, line_id = after
        key = tuple_(
            literal(at, UtcDateTime()), literal(receipt_id, BigInteger()), literal(line_id, BigInteger())
        )
        statement = statement.where(tuple_(Receipt.at, Receipt.id, ReceiptLine.id) > key)
    return [_read(row) for row in read(statement).all()]


def whole_register(actor: Actor, wanted: RegisterFilter) -> Iterator[RegisterRow]:
    """All of the lines, read a batch at a time for an export."""
    for row in streamed(_lines(actor, wanted)):
        yield _read(row)


def within(actor: Actor, wanted: RegisterFilter) -> ColumnElement[bool]:
    """The condition that a receipt belongs to a register and may be read."""
    chosen = within_receipt_reach(actor)
    if wanted.depository_id is not None:
        chosen = and_(chosen, Receipt.depository_id == wanted.depository_id)
    # Said so that no index answers it: SQLite would sort all that a library ever took in, instead of walking
    # the moments of the period in their order.
    return and_(
        Receipt.at >= literal(wanted.since, UtcDateTime()),
        Receipt.at < literal(wanted.until, UtcDateTime()),
        case((chosen, 1), else_=0) == 1,
    )


def _lines(actor: Actor, wanted: RegisterFilter) -> Select[Any]:
    made_first = func.coalesce(_taken_back.arrival_id, Receipt.arrival_id)
    # What a library passed on is a copy of who owes it, else of whose label it bears.
    passed_on = case(
        (Consignment.is_transfer, func.coalesce(Obligation.depositor_id, _on_label.depositor_id))
    )
    columns: list[Any] = [
        Receipt.at, Receipt.id, ReceiptLine.id, Receipt.number, Receipt.reason, _taken_back.number,
        _taking_back.number, made_first.is_not(None), Consignment.code, ReceiptLine.release_id, full_title(),
        Publication.language, Publication.script, Publication.kind, first_identifier(), Release.year,
        ReceiptLine.copies, ReceiptLine.condition, ReceiptLine.discrepancy, ReceiptLine.note, Copy.code,
        Accession.number, Obligation.rule_id, Obligation.locator,
        *(getattr(party, name) for party in _PARTIES for name in _PARTY),
    ]  # fmt: skip
    # Several of the columns have one name.
    named = [column.label(f"c{place}") for place, column in enumerate(columns)]
    return (
        select(*named)
        .select_from(Receipt)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .join(_depository, _depository.id == Receipt.depository_id)
        .outerjoin(_taken_back, _taken_back.id == Receipt.reverses_id)
        .outerjoin(_taking_back, _taking_back.reverses_id == Receipt.id)
        .outerjoin(Consignment, Consignment.id == Receipt.consignment_id)
        .outerjoin(Release, Release.id == ReceiptLine.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .outerjoin(Scan, Scan.id == ReceiptLine.scan_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(Accession, Accession.scan_id == Scan.id)
        .outerjoin(Obligation, Obligation.id == ReceiptLine.handed_over_for)
        .outerjoin(_last, and_(ReceiptLine.held_for_id.is_not(None), _last.id == Obligation.depository_id))
        .outerjoin(ConsignmentLine, and_(Consignment.is_transfer, ConsignmentLine.id == Copy.line_id))
        .outerjoin(_on_label, _on_label.id == ConsignmentLine.obligation_id)
        .outerjoin(_depositor, _depositor.id == func.coalesce(passed_on, Receipt.depositor_id))
        .outerjoin(_passer, and_(Consignment.is_transfer, _passer.id == Receipt.depositor_id))
        .where(within(actor, wanted))
        .order_by(Receipt.at, Receipt.id, ReceiptLine.id)
    )


def _read(row: Row[Any]) -> RegisterRow:
    named = (row[first : first + len(_PARTY)] for first in range(_FACTS, len(row), len(_PARTY)))
    parties: list[Any] = [None if party[0] is None else Party(*party) for party in named]
    return RegisterRow(*row[:_FACTS], *parties)
