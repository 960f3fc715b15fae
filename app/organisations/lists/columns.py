"""The columns of a list of organisations, and what may stand in each."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.errors import DomainError
from app.domain.identifiers import parse_isbn_prefix, parse_stir
from app.domain.organisation_names import says_something, turns_letters
from app.infra.i18n import gettext
from app.infra.sheet_days import counted_days
from app.organisations.field_checks import is_telephone
from app.organisations.models import OrganisationKind
from app.web.forms import EMAIL_PATTERN

REQUIRED = ("kind", "name", "region")
NAMES = {"name": 300, "name_ru": 300, "name_en": 300, "contact_name": 200}
REASON = "other_reason"
"""Why it is another organisation, where it is like one that is registered."""
TEXTS = {"legal_address": 500, "address": 500, "licence_number": 60, REASON: 1000}
"""Columns of plain text, and how long it may be."""
COLUMNS = ("kind", "name", "name_ru", "name_en", "stir", "region", "district", "legal_address", "address",
           "licence_number", "licensed_on", "isbn_prefixes", "contact_name", "phone", "email",
           REASON)  # fmt: skip
KINDS = tuple(
    kind.value
    for kind in OrganisationKind
    if kind not in (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)
)
EXAMPLE: Mapping[str, str] = {
    "kind": OrganisationKind.PUBLISHER.value,
    "name": "Namuna nashriyoti MChJ",
    "name_ru": "ООО «Намуна нашриёти»",
    "name_en": "Namuna Press LLC",
    "stir": "300000001",
    "region": "1726",
    "district": "1726262",
    "legal_address": "Namuna koʻchasi, 1-uy",
    "address": "Namuna koʻchasi, 1-uy",
    "licence_number": "AA 0001",
    "licensed_on": "2024-01-15",
    "isbn_prefixes": "978-9943-7251; 978-9910-01",
    "contact_name": "Nodira Namunayeva",
    "phone": "(998 71) 000-00-01",
    "email": "devon@example.uz",
    REASON: "",
}
"""What the template shows in its one row."""
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_cell(column: str, text: str) -> Any:
    """Return the value of a cell that is not empty; places stay as they are written.

    Raises:
        DomainError: says what may stand there.
    """
    if text.startswith("="):
        raise DomainError("list.formula")
    if column in TEXTS:
        return _text(text, TEXTS[column])
    if column in NAMES:
        return _name(text, NAMES[column])
    return _READERS[column](text)


def allowed(column: str) -> str:
    """Return in the reader's language what may stand in a column."""
    told = {
        "kind": ", ".join(KINDS),
        "stir": gettext("nine digits"),
        "region": gettext("a SOATO code, or a name"),
        "district": gettext("a SOATO code, or a name"),
        "licensed_on": gettext("a day, such as 2024-01-15 or 15.01.2024"),
        "isbn_prefixes": gettext("prefixes with ; between them"),
        "email": gettext("an e-mail"),
        REASON: gettext("why it is another organisation than one like it that is registered"),
    }
    return told.get(column) or gettext("a text")


def _text(text: str, most: int) -> str:
    if len(text) > most:
        raise DomainError("list.too_long", most=most)
    return text


def _name(text: str, most: int) -> str:
    if turns_letters(text):
        raise DomainError("list.name_turned")
    if not says_something(text):
        raise DomainError("organisation.name_says_nothing")
    return _text(text, most)


def _telephone(text: str) -> str:
    if not is_telephone(text):
        raise DomainError("list.not_a_telephone")
    return _text(text, 50)


def _kind(text: str) -> OrganisationKind:
    if text.lower() not in KINDS:
        raise DomainError("list.unknown_word", allowed=", ".join(KINDS))
    return OrganisationKind(text.lower())


def _day(text: str) -> date:
    written, counted = _DAY.fullmatch(text), counted_days(text)
    if counted is not None:
        raise DomainError("list.day_counted", written=text, since_1900=counted[0], since_1904=counted[1])
    try:
        if written is not None:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise DomainError("list.not_a_day") from error


def _prefixes(text: str) -> tuple[str, ...]:
    return tuple(parse_isbn_prefix(part) for part in re.split("[;,]", text) if part.strip())


def _email(text: str) -> str:
    if not re.fullmatch(EMAIL_PATTERN, _text(text, 254)):
        raise DomainError("list.not_an_email")
    return text


_READERS: Mapping[str, Callable[[str], Any]] = {
    "kind": _kind,
    "stir": parse_stir,
    "region": str,
    "district": str,
    "licensed_on": _day,
    "isbn_prefixes": _prefixes,
    "phone": _telephone,
    "email": _email,
}
