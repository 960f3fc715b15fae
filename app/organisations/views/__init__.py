"""Pages of organisations: one module for each matter; its routes exist once all are imported."""

from app.organisations.views import correcting, lists, mandates, own, own_names, records, relations
from app.organisations.views.blueprint import blueprint

__all__ = ["blueprint", "correcting", "lists", "mandates", "own", "own_names", "records", "relations"]
