"""The acts of the receiving desk."""

from app.deposits.receiving.services.arrivals import discard_arrival, open_arrival
from app.deposits.receiving.services.confirming import confirm_arrival
from app.deposits.receiving.services.deciding import accept_scan, return_scan, set_condition, undo_scan
from app.deposits.receiving.services.receipts import (
    Entry,
    Parties,
    reverse_receipt,
    write_receipt,
)
from app.deposits.receiving.services.scanning import ASKING, Outcome, ScanResult, scan, take_by_title

__all__ = [
    "ASKING",
    "Entry",
    "Outcome",
    "Parties",
    "ScanResult",
    "accept_scan",
    "confirm_arrival",
    "discard_arrival",
    "open_arrival",
    "return_scan",
    "reverse_receipt",
    "scan",
    "set_condition",
    "take_by_title",
    "undo_scan",
    "write_receipt",
]
