"""Pages of the life of rule sets."""

from app.law.drafts.views import comparing, deciding, editing, preparing, repealing, showing
from app.law.drafts.views.blueprint import blueprint

__all__ = ["blueprint", "comparing", "deciding", "editing", "preparing", "repealing", "showing"]
