"""When two names of organisations are the same name, written differently."""

from app.domain.script import search_key

LEGAL_FORMS = frozenset(map(search_key, (
    "mchj", "mjch", "ok", "xk", "qk", "aj", "ak", "dk", "duk", "uk", "xususiy", "korxonasi", "korxona",
    "masuliyati", "cheklangan", "jamiyati", "ooo", "oao", "ao", "zao", "chp", "gup", "up", "obshchestvo",
    "s", "ogranichennoy", "otvetstvennostyu", "chastnoe", "predpriyatie", "llc", "ltd", "jsc", "pe",
    "limited", "company",
)))  # fmt: skip
"""Words that say how an organisation is constituted, as `search_key` writes them."""


def bare_name(name: str) -> str:
    """Return a name folded for comparison, without its legal form: "Sharq" MCHJ and ООО «Шарқ» are one name.

    A name that is nothing but such words stays as it is.
    """
    words = search_key(name).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)
