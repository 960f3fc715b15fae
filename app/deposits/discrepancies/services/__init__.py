"""Acts on discrepancies: writing to the other side, promising, settling, taking offers and giving back."""

from app.deposits.discrepancies.services.offers import give_back_offer, take_offer
from app.deposits.discrepancies.services.promising import promise_replacement
from app.deposits.discrepancies.services.settling import settle
from app.deposits.discrepancies.services.writing import write_message

__all__ = ["give_back_offer", "promise_replacement", "settle", "take_offer", "write_message"]
