"""Amounts of money as they are written, and in which currencies."""

from datetime import date
from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.numbers import format_decimal, get_territory_currencies

from app.infra.i18n import NO_BREAK, current_language

WHOLE = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"}
    | {"PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""Currencies of which nothing smaller is counted (ISO 4217, minor unit 0)."""
THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies divided into a thousand (ISO 4217, minor unit 3): hundredths would lose something."""


def currencies_on(day: date) -> set[str]:
    """The codes of what was money somewhere on a day (CLDR): no metals, funds, codes for tests or none."""
    return {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, day, day)
    }


def amount_text(hundredths: int, locale: Locale | str) -> str:
    """Write an amount that is kept in hundredths; they are shown, as two figures, only where it has some."""
    form = "#,##0.00" if hundredths % 100 else "#,##0"
    return format_decimal(Decimal(hundredths) / 100, form, locale=locale)


def money_text(hundredths: int, currency: str) -> str:
    """Write an amount of a currency in the reader's language, such as `45 000 UZS`."""
    return f"{amount_text(hundredths, current_language().code)}{NO_BREAK}{currency}"
