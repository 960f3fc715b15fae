"""Pages of the receiving desk and of receipts: one module for each matter, one blueprint."""

from app.deposits.receiving import messages
from app.deposits.receiving.views import by_title, deciding, desk, opening, receipts
from app.deposits.receiving.views.blueprint import blueprint

# Refusals are said in words, and routes exist, once these are imported.
__all__ = ["blueprint", "by_title", "deciding", "desk", "messages", "opening", "receipts"]
