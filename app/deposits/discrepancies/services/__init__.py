"""Acts on discrepancies: writing to the other side, promising, settling, taking what is offered."""

from app.deposits.discrepancies.services.offers import take_offer
from app.deposits.discrepancies.services.promising import promise_replacement
from app.deposits.discrepancies.services.settling import settle
from app.deposits.discrepancies.services.writing import write_message

__all__ = ["promise_replacement", "settle", "take_offer", "write_message"]
