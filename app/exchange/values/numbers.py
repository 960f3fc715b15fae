"""Whole numbers as people write them, with the unit behind."""

import re

from app.domain.errors import DomainError
from app.domain.extent import pages_of_parts
from app.exchange.values.reader import Answers, Reader, Surroundings

EARLIEST_YEAR, MOST_PAGES = 1450, 100_000
_BLANKS = re.compile(r"[\s\u00a0\u202f']")
_POINT_OF_NOTHING = re.compile(r"[.,]0+$")
_PERHAPS_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UNITS = re.compile(
    r"(?<=\d)\s*(?:pp?|pages?|b|bet|бет|б|с|стр|s|sah|soʻm|so['‘’]m|сўм|сум|сумов|uzs|dona|дона|экз|nusxa)\.?$",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"\s*-?\s*(?:y|yil|г|год|йил)\.?$")


def number(answer: str, least: int, most: int) -> Reader:
    """Return a reader of a whole number, whose unit may stand behind it: 320 b."""

    def read(written: str, _around: Surroundings) -> Answers:
        return {answer: whole_number(written, least, most)}

    return read


def pages(written: str, _around: Surroundings) -> Answers:
    """Read a number of pages; parts that are numbered apart are added up, which `pages_of_parts` tells."""
    total = pages_of_parts(written)
    if total is not None:
        number_of_pages = whole_number(str(total), 1, MOST_PAGES)
        return {"pages": number_of_pages, "pages_of_parts": written}
    try:
        return {"pages": whole_number(written, 1, MOST_PAGES)}
    except DomainError as error:
        if error.code != "exchange.not_a_number":
            raise
        raise DomainError("exchange.not_pages", written=written[:60]) from error


def year(written: str, around: Surroundings) -> Answers:
    """Read a year up to the next."""
    return {"year": whole_number(_OF_YEAR.sub("", written), EARLIEST_YEAR, around.today.year + 1)}


def whole_number(written: str, least: int, most: int) -> int:
    """Return a whole number as people write it.

    Raises:
        DomainError: `exchange.not_a_number`, `exchange.out_of_range`.
    """
    figures = written
    if not figures.isdigit():
        figures = _BLANKS.sub("", _UNITS.sub("", written))
        if not _PERHAPS_THOUSANDS.fullmatch(figures):  # 1.000 is a thousand to one and one to another
            figures = _POINT_OF_NOTHING.sub("", figures)
    if not (figures.isascii() and figures.isdigit()):
        raise DomainError("exchange.not_a_number", written=written[:60])
    if len(figures) > 15 or not least <= int(figures) <= most:
        raise DomainError("exchange.out_of_range", written=written[:60], least=least, most=most)
    return int(figures)
