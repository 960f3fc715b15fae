"""Where a label was counted that is scanned once more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.deposits.receiving.books import Book, books_by_id
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.domain.actor import Actor
from app.domain.codes import ScannedCode, classify_scan
from app.infra.db import session


@dataclass(frozen=True, slots=True)
class CountedLabel:
    """A copy whose label counts already: its book, and the arrival with who scanned it there, and when.

    `arrival` None: it counts at another library, of which no more is told. `receipt` is the number of the
    receipt, empty while the parcel is open. `set_aside`: it was addressed elsewhere and counts for nothing.
    """

    book: Book | None
    arrival: Arrival | None
    name: str
    at: datetime
    receipt: str
    set_aside: bool


def counted_label(actor: Actor, scan_id: int | None, text: str) -> CountedLabel | None:
    """Return where the scan of this label counts; None where that scan is of something else."""
    code = classify_scan(text)
    if scan_id is None or not isinstance(code, ScannedCode):
        return None
    found = session().execute(
        select(Scan, Arrival, Account.name, Receipt.number)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Receipt, Receipt.arrival_id == Arrival.id)
        .outerjoin(Account, Account.id == Scan.by_id)
        .where(Scan.id == scan_id, Scan.text == code.text)
        .options(joinedload(Arrival.consignment))
    )
    row = found.one_or_none()
    if row is None:
        return None
    scan, arrival, name, receipt = row
    own = arrival.depository_id == actor.organisation_id
    book = books_by_id([scan.release_id or 0]).get(scan.release_id or 0)
    set_aside = scan.copy_id is None
    return CountedLabel(book, arrival if own else None, name or "", scan.at, receipt or "", set_aside)
