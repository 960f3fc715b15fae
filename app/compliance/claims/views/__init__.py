"""Pages of claims: a library makes them, a depositor answers, both and the authority see what came of it."""

from app.compliance.claims.views import answering as _answering  # noqa: F401 - declares its routes
from app.compliance.claims.views import listing as _listing  # noqa: F401 - declares its routes
from app.compliance.claims.views import making as _making  # noqa: F401 - declares its routes
from app.compliance.claims.views import withdrawing as _withdrawing  # noqa: F401 - declares its routes
from app.compliance.claims.views.blueprint import blueprint

__all__ = ["blueprint"]
