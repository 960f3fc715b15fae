"""Amounts of money as they are written."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal


def amount_text(hundredths: int, locale: Locale | str) -> str:
    """Write an amount that is kept in hundredths; they are shown, as two figures, only where it has some."""
    form = "#,##0.00" if hundredths % 100 else "#,##0"
    return format_decimal(Decimal(hundredths) / 100, form, locale=locale)
