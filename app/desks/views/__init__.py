"""Pages of the desks: one module for each, one blueprint."""

from app.desks.blueprint import blueprint
from app.desks.views import home, release, search, withdrawal

# Routes exist once these are imported.
__all__ = ["blueprint", "home", "release", "search", "withdrawal"]
