"""Names of people, several in one cell."""

import re

from app.domain.errors import DomainError
from app.domain.registration import Person
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.exchange.words import known

PEOPLE_OF_ONE = 30
LONGEST_NAME = 200
_NAME_WITH_ROLE = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")


def people(role: str) -> Reader:
    """Return a reader of names with ; between them; a role in parentheses goes before that of the column."""

    def read(written: str, _around: Surroundings) -> Answers:
        names = _names(written)
        if len(names) > PEOPLE_OF_ONE:
            raise DomainError("exchange.too_many", number=len(names), most=PEOPLE_OF_ONE)
        return {"people": tuple(_person(name, role) for name in names)}

    return read


def _names(written: str) -> list[str]:
    parts = [part.strip() for part in written.split(";")]
    if len(parts) == 1:
        commas = [part.strip() for part in written.split(",")]
        # “Tolstoy, Leo” is one person; “T. Aliyev, M. Karimova” and “Aliyev, Karimova, Umarov” are several.
        whole_names = all(" " in part or "." in part for part in commas if part)
        if whole_names or (len(commas) > 2 and not any(" " in part for part in commas)):
            parts = commas
    return [part for part in parts if part]


def _person(written: str, role: str) -> Person:
    found = _NAME_WITH_ROLE.fullmatch(written)
    named = known("role", found[2]) if found else None
    name = found[1] if found and named else written
    if len(name) > LONGEST_NAME:
        raise DomainError("exchange.too_long", length=len(name), most=LONGEST_NAME)
    return Person(name, named or role)
