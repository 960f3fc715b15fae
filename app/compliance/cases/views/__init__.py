"""Pages of cases: the list, and each act on a page of its own. The case itself is a page of the desks."""

from app.compliance.cases import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.cases.views import keeping as _keeping  # noqa: F401 - declares its routes
from app.compliance.cases.views import listing as _listing  # noqa: F401 - declares its routes
from app.compliance.cases.views import papers as _papers  # noqa: F401 - declares its routes
from app.compliance.cases.views import paying as _paying  # noqa: F401 - declares its routes
from app.compliance.cases.views import purchasing as _purchasing  # noqa: F401 - declares its routes
from app.compliance.cases.views import settling as _settling  # noqa: F401 - declares its routes
from app.compliance.cases.views.blueprint import blueprint

__all__ = ["blueprint"]
