"""Pages of requests: a depositor asks, the authority decides, both see what became of it."""

from app.compliance.requests.views import asking as _asking  # noqa: F401 - declares its routes
from app.compliance.requests.views import deciding as _deciding  # noqa: F401 - declares its routes
from app.compliance.requests.views import listing as _listing  # noqa: F401 - declares its routes
from app.compliance.requests.views import naming as _naming  # noqa: F401 - declares its routes
from app.compliance.requests.views import showing as _showing  # noqa: F401 - declares its routes
from app.compliance.requests.views.blueprint import blueprint

__all__ = ["blueprint"]
