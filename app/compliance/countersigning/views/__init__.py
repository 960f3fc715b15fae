"""Pages of proposals: those that wait, and one to look at and decide on."""

from app.compliance.countersigning import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.countersigning.views import deciding as _deciding  # noqa: F401 - declares its routes
from app.compliance.countersigning.views import listing as _listing  # noqa: F401 - declares its routes
from app.compliance.countersigning.views.blueprint import blueprint

__all__ = ["blueprint"]
