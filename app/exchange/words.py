"""Codes by all that people call them: in every language of the interface, and by the codes of other lists."""

import csv
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from app.domain.errors import DomainError
from app.domain.publication import Kind
from app.domain.script import search_key
from app.exchange.word_lists import ALSO, LISTS
from app.infra.i18n import in_each_language
from app.publications.vocabulary import kind_name

REGIONS_FILE = Path(__file__).parent.parent / "organisations" / "data" / "regions.csv"
SHOWN = 6
"""So many codes of a list are named where another word was written; a form shows all of them."""


def code_of(kind: str, text: str) -> str:
    """Return the code of a list (`kind`, `language`, `script`, `role`, …) that a text means.

    Raises:
        DomainError: `exchange.unknown_word`, with what may stand there.
    """
    found = known(kind, text)
    if found is None:
        raise DomainError("exchange.unknown_word", written=text[:60], allowed=allowed(kind))
    return found


def allowed(kind: str) -> str:
    """Return the first codes of a list with their names in the reader's language: what it looks like."""
    if kind == "region":
        return ", ".join(sorted({row["soato"] for row in _regions()}))
    shown = [f"{code} ({name})" for code, name in islice(codes_and_names(kind), SHOWN + 1)]
    return ", ".join([*shown[:SHOWN], *("…" for _more in shown[SHOWN:])])


def has_list(kind: str) -> bool:
    """Say whether there is a list of codes of this name."""
    return kind == "kind" or kind in LISTS


def codes_and_names(kind: str) -> list[tuple[str, str]]:
    """Return the codes of a list with their names in the reader's language, in the order of the list."""
    return [(code, _name(kind, code)) for code in _codes(kind)]


@lru_cache(maxsize=4096)
def known(kind: str, text: str) -> str | None:
    """Return the code that a text means, None if it is no word of the list."""
    # Cached by what is written: a file of a hundred thousand rows repeats a few words.
    return _table(kind).get(search_key(text))


@cache
def _table(kind: str) -> Mapping[str, str]:
    pairs = [*_named(kind), *ALSO.get(kind, {}).items()]
    return {search_key(word): code for word, code in reversed(pairs)}


def _named(kind: str) -> Iterable[tuple[str, str]]:
    if kind == "region":
        for row in _regions():
            yield from ((word, row["soato"]) for name, word in row.items() if name != "kind")
        return
    codes = _codes(kind)
    yield from ((code, code) for code in codes)
    for names in in_each_language(lambda: [_name(kind, code) for code in codes]).values():
        yield from zip(names, codes, strict=True)


def _codes(kind: str) -> list[str]:
    return [str(code) for code in (Kind if kind == "kind" else LISTS[kind])]


def _name(kind: str, code: str) -> str:
    return kind_name(code) if kind == "kind" else str(LISTS[kind][code])


@cache
def _regions() -> list[dict[str, str]]:
    with REGIONS_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
