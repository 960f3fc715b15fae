"""Pages of heads: how regions, kinds and publishers do, and what waits for the authority itself."""

from app.oversight.views import authority as _authority  # noqa: F401 - declares its routes
from app.oversight.views import lists as _lists  # noqa: F401 - declares its routes
from app.oversight.views import overview as _overview  # noqa: F401 - declares its routes
from app.oversight.views import report as _report  # noqa: F401 - declares its routes
from app.oversight.views.blueprint import blueprint

__all__ = ["blueprint"]
