"""What a person who types something into a search may mean by it."""

from collections.abc import Iterator, Mapping
from itertools import combinations, islice

from app.domain.errors import DomainError
from app.domain.schemes import Scheme, parse_number
from app.domain.script import search_key

Words = tuple[str, ...]

_READ_WHOLE = (Scheme.ISBN, Scheme.ISSN, Scheme.ISMN, Scheme.DOI, Scheme.ISRC, Scheme.ISAN)
"""Schemes whose numbers people write in several ways."""
_LABELS = frozenset(search_key(scheme.name) for scheme in (*_READ_WHOLE, Scheme.EIDR))
LACKING: Mapping[str, str] = {"у": "ў", "к": "қ", "х": "ҳ"}
"""Letters of Uzbek that a Russian keyboard lacks, by what people type for them; ғ and г are one in a key."""
MOST_SPELLINGS = 32
_KINDS_OF_ISBN = ("10", "13")
_ISBN_10_BEGUN = range(6, 10)


def search_terms(typed: str) -> tuple[Words, ...]:
    """Return the alternatives that a search asks for, each a list of words of search keys (`search_key`).

    First what was typed, then what it may have been on a Russian keyboard (`spellings`). Then what it is if
    it is a number: an ISBN of ten digits also as one of thirteen, a number without its hyphens, its label
    ("ISSN") or the address before it; figures with hyphens as one number, which may be the beginning of an
    ISBN. Empty for a text without letters and digits.
    """
    words = tuple(search_key(typed).split())
    if not words:
        return ()
    meant = (tuple(search_key(text).split()) for text in spellings(typed))
    numbers = _numbers(typed, words) if any(character.isdigit() for character in typed) else ()
    return tuple(dict.fromkeys([*meant, *numbers]))


def spellings(typed: str) -> Iterator[str]:
    """Yield a text, then what it is if some letters stand for those that a Russian keyboard lacks: узбекистон
    for ўзбекистон. No more than MOST_SPELLINGS, those with fewer changes first."""
    places = [place for place, letter in enumerate(typed) if letter.lower() in LACKING]
    changes = (some for number in range(len(places) + 1) for some in combinations(places, number))
    for chosen in islice(changes, MOST_SPELLINGS):
        yield "".join(
            LACKING[letter.lower()] if place in chosen else letter for place, letter in enumerate(typed)
        )


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
