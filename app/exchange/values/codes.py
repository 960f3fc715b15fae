"""Codes of lists, by all that people call them."""

import re

from app.domain.publication import Origin
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.exchange.words import code_of, known

_BETWEEN_CODES = re.compile(r"[;,|\n]+")


def word(answer: str, kind: str) -> Reader:
    """Return a reader of one code of a list, or one of its names."""
    return lambda written, _around: {answer: code_of(kind, written)}


def words(answer: str, kind: str) -> Reader:
    """Return a reader of codes of a list; a dash says that there is none."""

    def read(written: str, _around: Surroundings) -> Answers:
        if written in ("-", "–", "—"):
            return {answer: frozenset[str]()}
        return {answer: codes_of(kind, written)}

    return read


def codes_of(kind: str, written: str) -> frozenset[str]:
    """Return the codes of a list that a text means. Raises as `code_of` does."""
    whole = known(kind, written)  # a name of the list may itself hold a comma
    if whole is not None:
        return frozenset({whole})
    parts = (part.strip() for part in _BETWEEN_CODES.split(written))
    return frozenset(code_of(kind, part) for part in parts if part)


def truth(answer: str) -> Reader:
    """Return a reader of yes and no."""
    return lambda written, _around: {answer: code_of("truth", written) == "yes"}


def language(written: str, _around: Surroundings) -> Answers:
    """Read a language by name, by its code of two or three letters, or as a tag such as uz-Cyrl."""
    main, _, rest = written.partition("-")
    if known("language", written) is None and rest and known("language", main):
        script = known("script", rest)
        return {"language": code_of("language", main), **({"script": script} if script else {})}
    return {"language": code_of("language", written)}


def country(written: str, around: Surroundings) -> Answers:
    """Tell the origin from the country of publication (ISO 3166), where the file says no more."""
    return {"origin": Origin.DOMESTIC.value if written.upper() == around.home else Origin.IMPORTED.value}
