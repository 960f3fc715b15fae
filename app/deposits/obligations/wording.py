"""Facts and their values in the reader's words."""

from app.infra.i18n import format_number, gettext
from app.publications import vocabulary
from app.publications.languages import LANGUAGES

_VALUES = {
    "carrier": vocabulary.CARRIERS,
    "origin": vocabulary.ORIGINS,
    "edition_status": vocabulary.EDITIONS,
    "languages": LANGUAGES,
    "subjects": vocabulary.SUBJECTS,
    "audiences": vocabulary.AUDIENCES,
    "newspaper_level": vocabulary.NEWSPAPER_LEVELS,
}


def fact_name(fact: str) -> str:
    """What a fact that a rule asks for is called."""
    return vocabulary.word(vocabulary.FACTS, fact)


def fact_value(value: object, fact: str) -> str:
    """What a value of a fact is called: a code of its list, a number, yes or no."""
    if value is None:
        return gettext("Not known")
    if isinstance(value, frozenset | set | tuple | list):
        return ", ".join(sorted(fact_value(item, fact) for item in value)) or gettext("none")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int):
        return format_number(value)
    if fact == "kind":
        return vocabulary.kind_name(str(value))
    return vocabulary.word(_VALUES.get(fact, {}), str(value))
