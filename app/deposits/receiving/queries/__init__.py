"""Reads of the receiving desk and of receipts."""

from app.deposits.receiving.queries.behind import obligations_met
from app.deposits.receiving.queries.counted import CountedLabel, counted_label
from app.deposits.receiving.queries.editions import choices_for, editions_on_offer
from app.deposits.receiving.queries.elsewhere import SlipElsewhere, addressed_to, slip_elsewhere
from app.deposits.receiving.queries.in_hand import open_parcels
from app.deposits.receiving.queries.otherwise import (
    CameOtherwise,
    came_before,
    came_of,
    came_otherwise,
    turned_up,
)
from app.deposits.receiving.queries.parcels import (
    Parcel,
    parcel_changed,
    parcel_for,
    parcels_on_their_way,
    receipt_of,
    scan_for,
)
from app.deposits.receiving.queries.receipts import (
    ReceiptRecord,
    empty_slips,
    list_receipts,
    maker_of,
    readable_receipts,
    receipt_by_code,
    receipt_by_id,
    receipt_for,
    receipt_of_slip,
    receipt_read_by,
    receipts_of_release,
    short_of_slips,
    turned_up_of,
    within_receipt_reach,
)
from app.deposits.receiving.queries.rows import ReceiptRow

__all__ = [
    "CameOtherwise",
    "CountedLabel",
    "Parcel",
    "ReceiptRecord",
    "ReceiptRow",
    "SlipElsewhere",
    "addressed_to",
    "came_before",
    "came_of",
    "came_otherwise",
    "choices_for",
    "counted_label",
    "editions_on_offer",
    "empty_slips",
    "list_receipts",
    "maker_of",
    "obligations_met",
    "open_parcels",
    "parcel_changed",
    "parcel_for",
    "parcels_on_their_way",
    "readable_receipts",
    "receipt_by_code",
    "receipt_by_id",
    "receipt_for",
    "receipt_of",
    "receipt_of_slip",
    "receipt_read_by",
    "receipts_of_release",
    "scan_for",
    "short_of_slips",
    "slip_elsewhere",
    "turned_up",
    "turned_up_of",
    "within_receipt_reach",
]
