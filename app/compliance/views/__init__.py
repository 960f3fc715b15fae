"""Pages of compliance: who is late, previews and issues of notices, notices and their files."""

from app.compliance import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.views import issuing as _issuing  # noqa: F401 - declares its routes
from app.compliance.views import late as _late  # noqa: F401 - declares its routes
from app.compliance.views import notices as _notices  # noqa: F401 - declares its routes
from app.compliance.views import replacing as _replacing  # noqa: F401 - declares its routes
from app.compliance.views.blueprint import blueprint

__all__ = ["blueprint"]
