"""Pages of accounts: one module for each matter, one blueprint."""

from app.accounts import messages as _messages  # noqa: F401 - refusals are said in words
from app.accounts.views import administration as _administration  # noqa: F401 - routes exist once imported
from app.accounts.views import own as _own  # noqa: F401
from app.accounts.views import passwords as _passwords  # noqa: F401
from app.accounts.views import sign_in as _sign_in  # noqa: F401
from app.accounts.views.blueprint import blueprint, load_visitor

__all__ = ["blueprint", "load_visitor"]
