"""Names of people, several in one cell."""

import re
from collections.abc import Iterator

from app.domain.errors import DomainError
from app.domain.registration import Person
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.exchange.words import allowed, known

PEOPLE_OF_ONE = 30
LONGEST_NAME = 200
_NOBODY = ("-", "–", "—")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BROKEN = re.compile(r"[^;\s][^\S\r\n]*[\r\n]\s*[^;\s]")
"""A line that ends within a name, or between two people with no ; between them."""
_LINES_OR_BRACKETS = re.compile(r"[\r\n(]")
_NAME_WITH_ROLE = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")


def people(role: str) -> Reader:
    """Return a reader of names with ; between them; a role in parentheses goes before that of the column, and
    a dash says that there is nobody."""

    def read(written: str, _around: Surroundings) -> Answers:
        names = [] if written in _NOBODY else _names(written)
        if len(names) > PEOPLE_OF_ONE:
            raise DomainError("exchange.too_many", number=len(names), most=PEOPLE_OF_ONE)
        return {"people": tuple(_person(name, role) for name in names)}

    return read


def faults_in(written: str) -> Iterator[DomainError]:
    """Yield what leaves open whom a cell of a table names; a message has elements for each name and role.

    `exchange.name_on_lines`: its lines may be two people, or one; `exchange.role_not_known`: what stands in
    parentheses behind a name, figures aside, is no role.
    """
    if not _LINES_OR_BRACKETS.search(written):
        return
    if _BROKEN.search(written):
        yield DomainError("exchange.name_on_lines", written=" ".join(written.split())[:60])
    for name in _names(" ".join(written.split())):
        found = _NAME_WITH_ROLE.fullmatch(name)
        if found and known("role", found[2]) is None and not any(map(str.isdigit, found[2])):
            yield DomainError("exchange.role_not_known", said=found[2][:60], allowed=allowed("role"))


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
    bare = _IN_BRACKETS.sub("", name)
    if not any(map(str.isalpha, bare)) or known("role", bare):
        raise DomainError("exchange.no_name", written=written[:60])
    if len(name) > LONGEST_NAME:
        raise DomainError("exchange.too_long", length=len(name), most=LONGEST_NAME)
    return Person(name, named or role)
