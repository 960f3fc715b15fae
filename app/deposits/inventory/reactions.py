"""What happens to stock-takes under way when a receipt is taken back, or copies leave the library."""

from sqlalchemy import select

from app.deposits.inventory.stock_takes.services import settle_releases
from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine
from app.domain.events import Event
from app.infra.db import session


def copies_moved(event: Event) -> None:
    """Copies of a release left a library as the law orders, or lie there again."""
    releases = {subject.id for subject in event.subjects if subject.kind == "release"}
    arrivals = [subject.id for subject in event.subjects if subject.kind == "arrival"]
    libraries = select(Arrival.depository_id).where(Arrival.id.in_(arrivals)).distinct()
    for depository_id in session().scalars(libraries).all():
        settle_releases(depository_id=depository_id, release_ids=releases, at=event.at)


def receipt_changed(event: Event) -> None:
    """A receipt was taken back, or copies of it were given up or kept after all: what was scanned of them may
    be another copy, or none that the library holds."""
    receipts = [subject.id for subject in event.subjects if subject.kind == "receipt"]
    lines = (
        select(Receipt.depository_id, ReceiptLine.release_id)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .where(Receipt.id.in_(receipts))
        .distinct()
    )
    releases: dict[int, set[int]] = {}
    for depository_id, release_id in session().execute(lines):
        if release_id is not None:
            releases.setdefault(depository_id, set()).add(release_id)
    for depository_id, release_ids in releases.items():
        settle_releases(depository_id=depository_id, release_ids=release_ids, at=event.at)
