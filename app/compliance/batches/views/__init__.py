"""Pages of batches of notices: selection, progress, files."""

from app.compliance.batches import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.batches.views import files as _files  # noqa: F401 - declares its routes
from app.compliance.batches.views import making as _making  # noqa: F401 - declares its routes
from app.compliance.batches.views import showing as _showing  # noqa: F401 - declares its routes
from app.compliance.batches.views.blueprint import blueprint

__all__ = ["blueprint"]
