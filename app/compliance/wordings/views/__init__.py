"""Pages of the texts of the notice."""

from app.compliance.wordings import messages
from app.compliance.wordings.views import deciding, editing, listing, preparing, taking_back
from app.compliance.wordings.views.blueprint import blueprint

__all__ = ["blueprint", "deciding", "editing", "listing", "messages", "preparing", "taking_back"]
