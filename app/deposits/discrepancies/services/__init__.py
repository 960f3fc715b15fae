"""Acts on discrepancies: writing to the other side, promising, settling, offers, photographs taken out."""

from app.deposits.discrepancies.services.offers import give_back_offer, take_offer
from app.deposits.discrepancies.services.photos import take_out_photo
from app.deposits.discrepancies.services.promising import promise_replacement
from app.deposits.discrepancies.services.settling import settle
from app.deposits.discrepancies.services.writing import write_message

__all__ = [
    "give_back_offer",
    "promise_replacement",
    "settle",
    "take_offer",
    "take_out_photo",
    "write_message",
]
