"""Pages of sections, stock-takes and campaigns: one module for each matter, one blueprint."""

from app.deposits.inventory.views import (
    acts,
    campaigns,
    lists,
    overview,
    sections,
    sent_scans,
    shelves,
    stock_takes,
)
from app.deposits.inventory.views.blueprint import blueprint

__all__ = [
    "acts",
    "blueprint",
    "campaigns",
    "lists",
    "overview",
    "sections",
    "sent_scans",
    "shelves",
    "stock_takes",
]
