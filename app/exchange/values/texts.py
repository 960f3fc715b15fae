"""Texts that are kept as they are, and names of printing houses."""

import re

from app.domain.errors import DomainError
from app.domain.identifiers import compact
from app.exchange.values.reader import Answers, Reader, Surroundings


def text(answer: str, most: int) -> Reader:
    """Return a reader of a text of at most so many characters."""

    def read(written: str, _around: Surroundings) -> Answers:
        if len(written) > most:
            raise DomainError("exchange.too_long", length=len(written), most=most)
        return {answer: written}

    return read


def title(most: int) -> Reader:
    """Return a reader of a title: a text in which something can be read aloud."""
    kept = text("title", most)

    def read(written: str, around: Surroundings) -> Answers:
        if not any(map(str.isalnum, written)):
            raise DomainError("exchange.no_title", written=written[:60])
        return kept(written, around)

    return read


def printer(written: str, around: Surroundings) -> Answers:
    """Read a printing house: its STIR, which the register will be asked for, or its name."""
    if re.fullmatch(r"\d{9}", compact(written)):
        return {"printer_stir": compact(written)}
    return text("printer_name", 300)(written, around)
