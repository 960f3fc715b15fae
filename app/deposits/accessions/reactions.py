"""What happens to accession numbers when copies are taken in, taken back or reversed."""

from sqlalchemy import select, true

from app.deposits.accessions.models import StruckFor
from app.deposits.accessions.services.numbering import number_arrival
from app.deposits.accessions.services.striking import (
    NOT_KEPT,
    UNDONE,
    follow_label,
    restore,
    strike,
)
from app.deposits.receiving.models import Arrival, Receipt
from app.domain.events import Event
from app.infra.db import session


def receipt_confirmed(event: Event) -> None:
    """Number the copies that are taken in; strike out the numbers of those that are not."""
    for arrival_id in _ids(event, "arrival"):
        strike(
            arrival_id=arrival_id, fallen=NOT_KEPT, reason=StruckFor.NOT_TAKEN_IN, by=event.by, at=event.at
        )
        number_arrival(session().get_one(Arrival, arrival_id), true(), by=event.by, at=event.at)


def scan_undone(event: Event) -> None:
    """The number of a scan that was taken back stays, struck out."""
    for arrival_id in _ids(event, "arrival"):
        strike(arrival_id=arrival_id, fallen=UNDONE, reason=StruckFor.TAKEN_BACK, by=event.by, at=event.at)


def label_scanned(event: Event) -> None:
    """A copy that was scanned by its ISBN and then by its label keeps its number."""
    if "instead_of" in event.after:
        for arrival_id in _ids(event, "arrival"):
            follow_label(arrival_id=arrival_id, at=event.at)


def receipt_reversed(event: Event) -> None:
    """The numbers of the receipt that is taken back stay, struck out."""
    for arrival_id in _arrivals_of_receipts(event):
        strike(arrival_id=arrival_id, fallen=UNDONE, reason=StruckFor.REVERSED, by=event.by, at=event.at)


def surplus_decided(event: Event) -> None:
    """Numbers of copies that are given up are struck out, and stand again where the copies stay after all."""
    for arrival_id in _arrivals_of_receipts(event):
        strike(arrival_id=arrival_id, fallen=NOT_KEPT, reason=StruckFor.GIVEN_UP, by=event.by, at=event.at)
        restore(arrival_id=arrival_id, by=event.by, at=event.at)


def copies_given(event: Event) -> None:
    """Numbers of copies given away by law are struck out, and stand again if that is taken back."""
    for arrival_id in _ids(event, "arrival"):
        strike(arrival_id=arrival_id, fallen=NOT_KEPT, reason=StruckFor.GIVEN_UP, by=event.by, at=event.at)
        restore(arrival_id=arrival_id, by=event.by, at=event.at)


def _arrivals_of_receipts(event: Event) -> list[int]:
    arrivals = select(Receipt.arrival_id).where(Receipt.id.in_(_ids(event, "receipt")))
    return [arrival_id for arrival_id in session().scalars(arrivals) if arrival_id is not None]


def _ids(event: Event, kind: str) -> list[int]:
    return [subject.id for subject in event.subjects if subject.kind == kind]
