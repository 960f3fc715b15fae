"""Pages of accession numbers, of labels, and of single copies."""

from app.deposits.accessions.views import copies, labels, series
from app.deposits.accessions.views.blueprint import blueprint

__all__ = ["blueprint", "copies", "labels", "series"]
