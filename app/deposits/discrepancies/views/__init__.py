"""Pages of discrepancies: one module for each matter, one blueprint."""

from app.deposits.discrepancies import messages
from app.deposits.discrepancies.views import deciding, listing, offers, reports
from app.deposits.discrepancies.views.blueprint import blueprint

# Refusals are said in words, and routes exist, once these are imported.
__all__ = ["blueprint", "deciding", "listing", "messages", "offers", "reports"]
