"""Reads of photographs of scanned copies."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import exists, or_, select, true

from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine, Scan
from app.deposits.receiving.photos.models import ScanPhoto
from app.deposits.receiving.queries.receipts import on_a_side, own_lines, sides_of
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile
from app.policy.permissions import Permission
from app.policy.table import may, may_with
from app.publications.models import Publication, Release
from app.publications.queries import full_title


class Pictured(NamedTuple):
    """A photograph of a copy in a receipt, with the title (empty: nobody registered it) and its fault."""

    photo_id: int
    title: str
    fault: str


def photos_of_scan(scan_id: int) -> Sequence[int]:
    """The numbers of a copy's photographs; the caller has made sure of its reach."""
    return session().scalars(select(ScanPhoto.id).where(ScanPhoto.scan_id == scan_id)).all()


def photos_read_by(actor: Actor, receipt: Receipt) -> list[Pictured]:
    """The photographs of copies in a receipt, or of his own in it, as the actor may read it."""
    whole = may_with(actor, Permission.RECEIPT_READ, sides_of(receipt))
    statement = (
        select(ScanPhoto.id, full_title(), ReceiptLine.discrepancy)
        .join(ReceiptLine, ReceiptLine.scan_id == ScanPhoto.scan_id)
        .outerjoin(Release, Release.id == ReceiptLine.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .where(
            ReceiptLine.receipt_id == receipt.id,
            true() if whole else own_lines(actor, Permission.RECEIPT_READ),
        )
        .order_by(ScanPhoto.id)
    )
    return [Pictured(id_, title or "", fault) for id_, title, fault in session().execute(statement)]


def photo_file(actor: Actor, photo_id: int) -> StoredFile:
    """A photograph's file: for the library that took it, and for who may read of the copy in the receipt.

    Raises:
        NotFound: there is none within reach.
    """
    receives = may(actor, Permission.RECEIVING_WORK)
    here = Arrival.depository_id == (actor.organisation_id if receives else None)
    whole = exists().where(Receipt.arrival_id == Scan.arrival_id, on_a_side(actor, Permission.RECEIPT_READ))
    own = exists().where(ReceiptLine.scan_id == Scan.id, own_lines(actor, Permission.RECEIPT_READ))
    statement = (
        select(StoredFile)
        .join(ScanPhoto, ScanPhoto.file_id == StoredFile.id)
        .join(Scan, Scan.id == ScanPhoto.scan_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(ScanPhoto.id == photo_id, or_(here, whole, own))
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found
