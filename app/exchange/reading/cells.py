"""What is wrong with a cell of a table before its text is read: what a spreadsheet has left of a formula, and
names of people that run together."""

import re
from collections.abc import Sequence

from app.domain.errors import DomainError
from app.exchange.values.people import faults_in
from app.publications.vocabulary import ROLES

_ERROR = re.compile(
    r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|FIELD!"
    r"|Н/Д|ПУСТО!|ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ\?|ЧИСЛО!|ПЕРЕНОС!|ВЫЧИСЛ!|ПОЛЕ!)",
    re.IGNORECASE,
)
"""What programs show in English and in Russian where a formula has failed."""
_FORMULA = re.compile(
    r"=(?:[-+(]|\s*(?:[\w.]+\(|\$?[A-Z]{1,3}\$?[\d:]|(?:'[^']+'|[^\s!'=]+)!|\d+(?:[.,]\d+)?[-+*/^&]|…))",
    re.IGNORECASE,
)
"""A call, a cell, one of another sheet, a sum; ="0123" is how a table of text keeps figures."""
OF_PEOPLE = frozenset({*ROLES, "people"})
SIGNS = ("#", "=")
"""A cell that has a fault begins with one of these, or is of a column of people."""


def faults_of(column: str, cell: str) -> Sequence[DomainError]:
    """Return what keeps a cell from being read for a column of ours; each refuses its row."""
    if cell.startswith("#") and _ERROR.fullmatch(cell):
        return (DomainError("exchange.cell_error"),)
    if cell.startswith("=") and _FORMULA.match(cell):
        return (DomainError("exchange.formula_without_value"),)
    return tuple(faults_in(cell)) if column in OF_PEOPLE else ()
