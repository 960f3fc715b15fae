"""What happens to stock-takes under way when a receipt is taken back."""

from sqlalchemy import select

from app.deposits.inventory.stock_takes.services import settle_releases
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.domain.events import Event
from app.infra.db import session


def receipt_reversed(event: Event) -> None:
    """What was scanned of its copies is no copy that came later: the library does not hold them any more."""
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
