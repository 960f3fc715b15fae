"""Pages of the desks: one module for each, one blueprint."""

from app.desks.blueprint import blueprint
from app.desks.views import history, home, release, search, withdrawal

# Routes exist once these are imported.
__all__ = ["blueprint", "history", "home", "release", "search", "withdrawal"]
