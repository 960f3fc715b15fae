"""The acts on accession numbers."""

from app.deposits.accessions.services.defining import choose_labels, close_series, define_series
from app.deposits.accessions.services.numbering import number_arrival, number_scans

__all__ = ["choose_labels", "close_series", "define_series", "number_arrival", "number_scans"]
