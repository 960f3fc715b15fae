"""Pages of the ladder."""

from app.compliance.ladder import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.ladder.views import due as _due  # noqa: F401 - routes register themselves
from app.compliance.ladder.views import ordering as _ordering  # noqa: F401 - routes register themselves
from app.compliance.ladder.views.blueprint import blueprint

__all__ = ["blueprint"]
