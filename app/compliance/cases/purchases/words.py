"""Amounts of money in the reader's language."""

from app.infra.i18n import NO_BREAK, current_language
from app.infra.money import amount_text


def money_text(hundredths: int, currency: str) -> str:
    """Write an amount of a currency, such as `45 000 UZS`."""
    return f"{amount_text(hundredths, current_language().code)}{NO_BREAK}{currency}"
