"""Cells and subfields as answers of a registration; what cannot be read is refused with what to write."""

from app.exchange.values.codes import country, language, truth, word, words
from app.exchange.values.days import day
from app.exchange.values.details import detail
from app.exchange.values.identifiers import identifiers
from app.exchange.values.isbns import isbns
from app.exchange.values.numbers import number, pages, year
from app.exchange.values.people import people
from app.exchange.values.periodicals import first_day, month_days, weekdays
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.exchange.values.texts import printer, text, title

__all__ = [
    "Answers",
    "Reader",
    "Surroundings",
    "country",
    "day",
    "detail",
    "first_day",
    "identifiers",
    "isbns",
    "language",
    "month_days",
    "number",
    "pages",
    "people",
    "printer",
    "text",
    "title",
    "truth",
    "weekdays",
    "word",
    "words",
    "year",
]
