"""Pages of reminders: when one is reminded, what was sent, and the way out of a digest."""

from app.reminders.views import own, stopping
from app.reminders.views.blueprint import blueprint

__all__ = ["blueprint", "own", "stopping"]
