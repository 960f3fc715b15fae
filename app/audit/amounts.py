"""Amounts of money among the facts of acts, as the reader's language writes them."""

from collections.abc import Mapping
from decimal import Decimal

from app.infra.i18n import current_language
from app.infra.money import amount_text


def with_amounts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts with `amount`, kept as `20000.00`, and `prices`, kept in hundredths, in words; others as kept.

    Raises:
        ArithmeticError: an amount is none.
    """
    said = dict(facts)
    if "currency" not in facts:
        return said
    if isinstance(amount := facts.get("amount"), str):
        said["amount"] = _text(int(Decimal(amount) * 100))
    if isinstance(prices := facts.get("prices"), list):
        said["prices"] = [_text(price) for price in prices]
    return said


def _text(hundredths: int) -> str:
    return amount_text(hundredths, current_language().code)
