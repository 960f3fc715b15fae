"""When two names of organisations are the same name, written differently."""

from collections.abc import Iterable

from app.domain.script import search_key

LEGAL_FORMS = frozenset(map(search_key, (
    "mchj", "mjch", "ok", "xk", "qk", "aj", "ak", "dk", "duk", "uk", "xususiy", "korxonasi", "korxona",
    "masuliyati", "cheklangan", "jamiyati", "ooo", "oao", "ao", "zao", "chp", "gup", "up", "obshchestvo",
    "s", "ogranichennoy", "otvetstvennostyu", "chastnoe", "predpriyatie", "llc", "ltd", "jsc", "pe",
    "limited", "company",
)))  # fmt: skip
"""Words that say how an organisation is constituted, as `search_key` writes them."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9, 2)."""


def bare_name(name: str) -> str:
    """Return a name folded for comparison, without its legal form: "Sharq" MCHJ and ООО «Шарқ» are one name.

    A name that is nothing but such words, or in letters that no key holds, stays as it is.
    """
    words = search_key(name).split()
    bare = " ".join(word for word in words if word not in LEGAL_FORMS)
    return bare or " ".join(words) or name.strip().casefold()


def is_same_name(first: str, second: str) -> bool:
    """Say whether two names are one, also where Russian spelling writes дж for what Uzbek writes j."""
    return _spoken(first) == _spoken(second)


def _spoken(name: str) -> str:
    return bare_name(name).replace("dj", "j")


def says_something(name: str) -> bool:
    """Whether a name has a letter or a figure of any script."""
    return any(character.isalnum() for character in name)


def turns_letters(name: str) -> bool:
    """Whether hidden characters let a name be seen in another order than it is written in."""
    return not _TURNING.isdisjoint(name)


def marks_of(
    *, stir: str | None, names: Iterable[str], isbn_prefixes: Iterable[str] = ()
) -> frozenset[tuple[str, str]]:
    """Return by what a record is told: two that have one of these in common may be one organisation.

    A prefix is given as its digits.
    """
    bare = {bare_name(name) for name in names if name.strip()}
    return frozenset(
        {
            *((("stir", stir),) if stir else ()),
            *(("name", name) for name in bare),
            *(("prefix", digits) for digits in isbn_prefixes),
        }
    )
