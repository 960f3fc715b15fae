"""What happens to stock-takes under way when a receipt is taken back, or copies leave the library."""

from sqlalchemy import Select, select

from app.deposits.inventory.stock_takes.services import settle_releases
from app.deposits.receiving.models import Arrival, Receipt
from app.domain.events import Event
from app.infra.db import session


def copies_moved(event: Event) -> None:
    """Copies of a release left a library as the law orders, or lie there again."""
    _compare_anew(event, select(Arrival.depository_id).where(Arrival.id.in_(_ids(event, "arrival"))))


def receipt_changed(event: Event) -> None:
    """A receipt was taken back, or copies of it were given up or kept after all: what was scanned of them may
    be another copy, or none that the library holds."""
    _compare_anew(event, select(Receipt.depository_id).where(Receipt.id.in_(_ids(event, "receipt"))))


def _compare_anew(event: Event, libraries: Select[int]) -> None:
    """Compare what was scanned of the releases that the event names, and of no others: whoever scans the
    shelves waits meanwhile."""
    releases = _ids(event, "release")
    if not releases:
        return
    for depository_id in session().scalars(libraries.distinct()).all():
        settle_releases(depository_id=depository_id, release_ids=releases, at=event.at)


def _ids(event: Event, kind: str) -> set[int]:
    return {subject.id for subject in event.subjects if subject.kind == kind}
