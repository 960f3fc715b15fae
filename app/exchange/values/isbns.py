"""ISBNs; what a spreadsheet has made of one is refused, never guessed."""

import re
from collections.abc import Sequence

from app.domain.errors import DomainError
from app.domain.identifiers import Isbn, compact, parse_isbn, parse_issn
from app.domain.registration import GivenIdentifier
from app.domain.schemes import Scheme
from app.exchange.values.reader import Answers, Surroundings

ISBNS_OF_ONE = 30
_POWER = re.compile(r"^\d+(?:[.,]\d+)?e\+?\d+$", re.IGNORECASE)
_POINT_ZERO = re.compile(r"[.,]0$")
_LOST_ZEROS = re.compile(r"\d{6,8}[\dX]")
"""An ISBN-10 whose zeros in front a spreadsheet has dropped; an ISSN is written with its hyphen."""
_BETWEEN_ISBNS = re.compile(r"(?:[;,/|\n]+|(?<=[\dX])\s+(?=97[89]))(?![^(\[]*[)\]])")
"""Not within brackets, where a volume and a binding may stand."""
_WRITTEN_AS_ISSN = re.compile(r"(?:e-?)?(?:ISSN)?[:\s]*\d{4}-\d{3}[\dXХ]", re.IGNORECASE)


def isbns(written: str, _around: Surroundings) -> Answers:
    """Read ISBNs with ; between them; what a spreadsheet has made of one is refused, never guessed."""
    read = [_isbn(part) for part in _parts(written)]
    doubtful = tuple(isbn.digits for isbn in read if not isbn.valid)
    given = tuple(GivenIdentifier(Scheme.ISBN, isbn.digits, isbn.for_people) for isbn in read)
    return {"identifiers": given, "doubtful": doubtful}


def _parts(written: str) -> Sequence[str]:
    if written.isdecimal():
        return (written,)
    if _POWER.match(compact(written)):
        raise DomainError("exchange.isbn_rounded", written=written[:60])
    parts = [part for part in map(str.strip, _BETWEEN_ISBNS.split(written)) if part]
    if len(parts) > ISBNS_OF_ONE:
        raise DomainError("exchange.too_many", number=len(parts), most=ISBNS_OF_ONE)
    return parts


def _isbn(written: str) -> Isbn:
    number = written if written.isdecimal() else compact(written)
    if _POWER.match(number):
        raise DomainError("exchange.isbn_rounded", written=written[:60])
    if _LOST_ZEROS.fullmatch(written) and parse_isbn(number.zfill(10)).valid:
        raise DomainError("exchange.isbn_lost_zero", written=written[:60], perhaps=number.zfill(10))
    try:
        isbn = parse_isbn(_POINT_ZERO.sub("", written) if number[:3] in ("978", "979") else written)
    except DomainError as error:
        if _is_issn(written):
            raise DomainError("exchange.issn_as_isbn", written=written[:60]) from error
        raise
    if not isbn.valid and isbn.printed.endswith("000"):
        raise DomainError("exchange.isbn_rounded", written=written[:60])
    return isbn


def _is_issn(written: str) -> bool:
    """Whether it is an ISSN, or written as one, whose check character may be wrong."""
    if _WRITTEN_AS_ISSN.fullmatch(written):
        return True
    try:
        return parse_issn(written).valid
    except DomainError:
        return False
