"""Pages of accounts: one module for each matter, one blueprint; its routes exist once all are imported."""

from app.accounts.views import administration, colleagues, ended_errands, errands, own, passwords, sign_in
from app.accounts.views.blueprint import blueprint, load_visitor

__all__ = [
    "administration",
    "blueprint",
    "colleagues",
    "ended_errands",
    "errands",
    "load_visitor",
    "own",
    "passwords",
    "sign_in",
]
