"""Amounts of money in the reader's language."""

from app.infra.i18n import format_number


def money_text(hundredths: int, currency: str) -> str:
    """Write an amount of a currency, such as `45 000 UZS`."""
    return f"{format_number(hundredths // 100 if hundredths % 100 == 0 else hundredths / 100)} {currency}"
