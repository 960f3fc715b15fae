"""The columns of a list: one for each fact that a rule may ask for, and who owes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.errors import DomainError
from app.domain.law.conditions import FACTS, FactDefinition, FactType
from app.domain.publication import Carrier, DepositorRole, Kind, Origin
from app.infra.i18n import gettext

REQUIRED = ("kind", "carrier", "origin")
DEPOSITOR, PRINTER = "depositor", "printer"
"""Names of organisations, as the list gives them; the depositor is in every role but the printing house's."""
PARTIES = (DEPOSITOR, PRINTER)
COLUMNS = (*FACTS, *PARTIES)
ROLES_OF = {
    DEPOSITOR: tuple(role.value for role in DepositorRole if role is not DepositorRole.PRINTER),
    PRINTER: (DepositorRole.PRINTER.value,),
}
LONGEST_NAME = 200
LARGEST_NUMBER = 10**12
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
TRUTHS = {
    **dict.fromkeys(("yes", "true", "1", "ha", "да"), True),
    **dict.fromkeys(("no", "false", "0", "yoʻq", "yo'q", "нет"), False),
}
"""What people write for yes and no; spreadsheets say true and false."""
EXAMPLE: Mapping[str, str] = {
    "kind": Kind.BOOK.value,
    "carrier": Carrier.PRINT.value,
    "origin": Origin.DOMESTIC.value,
    "edition_status": "first",
    "depositor_region": "1726",
    "languages": "uz",
    "subjects": "science; education",
    "audiences": "general",
    "print_run": "1000",
    "pages": "320",
    "unit_cost": "45000",
    "original_deposited": "no",
    "restricted": "no",
    "depositor": "Namuna nashriyoti",
    "printer": "Namuna bosmaxonasi",
}
"""What the template shows in its one row."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A column in words: whether a row needs it, and what may stand in it."""

    name: str
    required: bool
    allowed: str


def read_cell(column: str, text: str) -> object:
    """Return the value of a cell that is not empty.

    Raises:
        DomainError: `list.*`, saying what may stand there.
    """
    if text.startswith("="):
        raise DomainError("list.formula")
    if column in PARTIES:
        if len(text) > LONGEST_NAME:
            raise DomainError("list.too_long", most=LONGEST_NAME)
        return text
    definition = FACTS[column]
    return _READERS[definition.type](text, definition)


def explained_columns() -> list[Explained]:
    """Return every column in the reader's language."""
    return [Explained(name, name in REQUIRED, _allowed(name)) for name in COLUMNS]


def _allowed(name: str) -> str:
    if name in PARTIES:
        return gettext("a name")
    definition = FACTS[name]
    if definition.words is not None:
        return ", ".join(sorted(definition.words))
    return {
        FactType.CODE: gettext("a code, as the rule set writes it"),
        FactType.CODES: gettext("codes, as the rule set writes them, with ; between them; a dash for none"),
        FactType.NUMBER: gettext("a whole number"),
        FactType.TRUTH: gettext("yes or no"),
    }[definition.type]


def _code(text: str, definition: FactDefinition) -> object:
    if definition.words is not None:
        if text not in definition.words:
            raise DomainError("list.unknown_word", allowed=", ".join(sorted(definition.words)))
        return text
    if not CODE.fullmatch(text):
        raise DomainError("list.not_a_code")
    return text


def _codes(text: str, definition: FactDefinition) -> object:
    if text in ("-", "–"):
        return frozenset()
    return frozenset(str(_code(part.strip(), definition)) for part in text.split(";") if part.strip())


def _number(text: str, definition: FactDefinition) -> object:
    figures = text.replace("\u00a0", "").replace(" ", "")
    if not (figures.isascii() and figures.isdigit()) or len(figures) > 13 or int(figures) > LARGEST_NUMBER:
        raise DomainError("list.not_a_number")
    return int(figures)


def _truth(text: str, definition: FactDefinition) -> object:
    if text.lower() not in TRUTHS:
        raise DomainError("list.not_yes_or_no")
    return TRUTHS[text.lower()]


_READERS: Mapping[FactType, Callable[[str, FactDefinition], object]] = {
    FactType.CODE: _code,
    FactType.CODES: _codes,
    FactType.NUMBER: _number,
    FactType.TRUTH: _truth,
}
