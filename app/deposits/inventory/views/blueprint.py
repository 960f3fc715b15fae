"""The blueprint of sections, stock-takes and campaigns, and what its forms have in common."""

from datetime import date

from flask import Blueprint

from app.deposits.inventory import messages as _messages  # noqa: F401 - refusals are said in words
from app.domain.errors import DomainError
from app.web.forms import DateField

blueprint = Blueprint("inventory", __name__)


def period_of(first: DateField, last: DateField) -> tuple[date, date]:
    """Return the days that were typed. Raises `inventory.no_day` for one that is empty."""
    if first.value is None:
        raise DomainError("inventory.no_day", "first")
    if last.value is None:
        raise DomainError("inventory.no_day", "last")
    return first.value, last.value
