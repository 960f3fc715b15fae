"""What a person who types something into a search may mean by it."""

from collections.abc import Iterator

from app.domain.errors import DomainError
from app.domain.schemes import Scheme, parse_number
from app.domain.script import search_key

Words = tuple[str, ...]

_READ_WHOLE = (Scheme.ISBN, Scheme.ISSN, Scheme.ISMN, Scheme.DOI, Scheme.ISRC, Scheme.ISAN)
"""Schemes whose numbers people write in several ways."""
_LABELS = frozenset(search_key(scheme.name) for scheme in (*_READ_WHOLE, Scheme.EIDR))
_KINDS_OF_ISBN = ("10", "13")
_ISBN_10_BEGUN = range(6, 10)


def search_terms(typed: str) -> tuple[Words, ...]:
    """Return the alternatives that a search asks for, each a list of words of search keys (`search_key`).

    First what was typed. Then what it is if it is a number: an ISBN of ten digits also as one of thirteen, a
    number without its hyphens, its label ("ISSN") or the address before it; figures with hyphens as one
    number, which may be the beginning of an ISBN. Empty for a text without letters and digits.
    """
    words = tuple(search_key(typed).split())
    if not any(character.isdigit() for character in typed):
        return (words,) if words else ()
    return tuple(dict.fromkeys([words, *_numbers(typed, words)])) if words else ()


def _numbers(typed: str, words: Words) -> Iterator[Words]:
    for scheme in _READ_WHOLE:
        try:
            number = parse_number(scheme, typed)
        except DomainError:
            continue
        yield tuple(search_key(number.value).split())
    if words[0] in _LABELS and len(words) > 1:
        words = words[2:] if words[1] in _KINDS_OF_ISBN and len(words) > 2 else words[1:]
        yield words
    figures = "".join(words)
    if figures.isdigit():
        yield (figures,)
        if len(figures) in _ISBN_10_BEGUN:
            yield (f"978{figures}",)


def mistyped_number(typed: str) -> Scheme | None:
    """Return of which scheme a typed number is whose check digit is wrong; None for anything else."""
    for scheme in (Scheme.ISBN, Scheme.ISSN, Scheme.ISMN):
        try:
            number = parse_number(scheme, typed)
        except DomainError:
            continue
        return None if number.valid else scheme
    return None
