"""MARC records by their dialect."""

from collections.abc import Callable, Mapping

from app.exchange.mapping import marc21, unimarc
from app.exchange.mapping.mapped import Mapped
from app.exchange.reading.marc.record import Dialect, MarcRecord

MAPPINGS: Mapping[Dialect, Mapping[str, str]] = {
    Dialect.MARC21: marc21.PLACES,
    Dialect.UNIMARC: unimarc.PLACES,
}
_READERS: Mapping[Dialect, Callable[[MarcRecord], Mapped]] = {
    Dialect.MARC21: marc21.mapped,
    Dialect.UNIMARC: unimarc.mapped,
}


def given_by(record: MarcRecord) -> Mapped:
    """Return what a record gives for columns of ours."""
    return _READERS[record.dialect](record)
