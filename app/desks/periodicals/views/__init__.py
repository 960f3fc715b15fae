"""Pages of periodicals: one module for each group of acts, one blueprint."""

from app.desks.periodicals.views import (
    announcing,
    history,
    issues,
    listing,
    registering,
    reporting,
    showing,
    taking_back,
)
from app.desks.periodicals.views.blueprint import blueprint

# Routes exist once these are imported.
__all__ = [
    "announcing",
    "blueprint",
    "history",
    "issues",
    "listing",
    "registering",
    "reporting",
    "showing",
    "taking_back",
]
