"""Pages of accounts: one module for each matter, one blueprint; its routes exist once all are imported."""

from app.accounts.views import administration, colleagues, errands, for_whom, own, passwords, sign_in
from app.accounts.views.blueprint import blueprint, load_visitor

__all__ = [
    "administration",
    "blueprint",
    "colleagues",
    "errands",
    "for_whom",
    "load_visitor",
    "own",
    "passwords",
    "sign_in",
]
