"""Which columns a kind is never asked for."""

from functools import cache

from app.domain.kinds import DETAILS, KINDS, SERIALS
from app.domain.publication import Kind
from app.domain.registration import ASKED_OF_SOME
from app.domain.schemes import Scheme
from app.exchange.columns import BY_NAME
from app.exchange.periodical_columns import PERIODICAL_COLUMNS

_OF_PERIODICALS = frozenset(column.name for column in PERIODICAL_COLUMNS)
_ASKED_OF_PERIODICALS = _OF_PERIODICALS | {
    "title", "parallel_title", "language", "script", "kind", "origin", "carrier", "subjects", "audiences",
    "restricted", "isbn_reason", "another_title", "print_run", "pages", "price", "printer",
    "depositor_region", "country",
}  # fmt: skip
"""What its form asks: the title, and what is usual of an issue."""


@cache
def never_asked(kind: str, carrier: str) -> frozenset[str]:
    """Names of columns whose facts and numbers some kinds are asked for, but not this one on this carrier."""
    if kind in SERIALS:
        level = frozenset({"newspaper_level"} if kind != Kind.NEWSPAPER else ())
        return frozenset(BY_NAME) - _ASKED_OF_PERIODICALS | level
    definition = KINDS[Kind(kind)]
    asked = {*definition.asked(carrier), *map(_column_of, definition.schemes)}
    of_some = {*DETAILS, *ASKED_OF_SOME.values(), *map(_column_of, Scheme), *_OF_PERIODICALS}
    return frozenset(of_some - asked)


def _column_of(scheme: Scheme) -> str:
    return "isbns" if scheme is Scheme.ISBN else scheme.value
