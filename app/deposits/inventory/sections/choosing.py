"""Which copies a run of accession numbers names."""

from typing import Any

from sqlalchemy import ColumnElement, Tuple, func, literal, select, tuple_

from app.deposits.accessions.models import Accession, AccessionSeries
from app.deposits.accessions.typed import own_numbers, series_at
from app.deposits.receiving.models import Scan
from app.domain.errors import DomainError

_YEAR_DIGITS = 4


def within_range(depository_id: int, first: str, last: str) -> ColumnElement[bool]:
    """The condition on scans that the copy bears a number from `first` to `last`, whichever is the smaller.

    Both are read as numbers of one series, and compared as it counts. Raises `placing.no_range`.
    """
    series = series_at(depository_id)
    begins, ends = own_numbers(series, first, bare=True), own_numbers(series, last, bare=True)
    pairs = {(begin, end): one for one, begin in begins for other, end in ends if one.id == other.id}
    if len(pairs) != 1:
        raise DomainError("placing.no_range", "first", first=first, last=last)
    (pair, one) = pairs.popitem()
    low, high = sorted(pair, key=lambda number: (number.year, number.number))
    counted = _in_order(one, Accession.number)
    numbered = select(Accession.scan_id).where(
        Accession.series_id == one.id,
        counted >= _in_order(one, literal(low.text)),
        counted <= _in_order(one, literal(high.text)),
    )
    return Scan.id.in_(numbered)


def _in_order(series: AccessionSeries, number: Any) -> Tuple:
    """What orders the numbers of a series as it counts: the year, then, as none has needless zeros, the
    length, then the figures."""
    stem = len(series.prefix) + (_YEAR_DIGITS if series.yearly else 0)
    return tuple_(func.substr(number, 1, stem), func.length(number), number)
