"""What the rows of a list are like: organisations that are registered, and rows before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.domain.organisation_names import bare_name, marks_of
from app.infra.db import session
from app.organisations.models import IsbnPrefix, Organisation
from app.organisations.services.registering import NewOrganisation

Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Other:
    """An organisation that a row is held against: a registered one by its `id`, else a row by its `line`.

    Of a record that was merged, `id` and `name` are those of the record for which it stands.
    """

    name: str
    stir: str | None
    region_soato: str
    names: frozenset[str]
    id: int | None = None
    line: int | None = None

    def is_the_same(self, said: NewOrganisation) -> bool:
        """Whether a row is this organisation: by TIN, or by name and region unless the TINs differ."""
        if said.stir is not None and said.stir == self.stir:
            return True
        named_alike = said.region_soato == self.region_soato and self.is_called(said)
        return named_alike and (said.stir is None or self.stir is None)

    def is_called(self, said: NewOrganisation) -> bool:
        """Whether the name of a row is one of its own, once script and legal form are folded away."""
        return bare_name(said.name) in self.names


class Likeness:
    """Finds what has a mark in common with a row (`marks_of`): the whole register, read once for a list."""

    def __init__(self) -> None:
        self._by_mark: dict[Mark, list[Other]] = {}
        for other, marks in _registered():
            self._add(other, marks)

    def of(self, said: NewOrganisation) -> list[Other]:
        """Return the organisations and rows that a row is like, those with its TIN first."""
        found = (other for mark in sorted(_marks(said)) for other in self._by_mark.get(mark, ()))
        return sorted(dict.fromkeys(found), key=lambda other: (other.stir != said.stir, other.name))

    def note(self, line: int, said: NewOrganisation) -> None:
        """Let rows after this one be held against it."""
        names = frozenset(bare_name(name) for name in (said.name, said.name_ru, said.name_en) if name)
        self._add(Other(said.name, said.stir, said.region_soato, names, line=line), _marks(said))

    def _add(self, other: Other, marks: frozenset[Mark]) -> None:
        for mark in marks:
            self._by_mark.setdefault(mark, []).append(other)


def _marks(said: NewOrganisation) -> frozenset[Mark]:
    names = (said.name, said.name_ru, said.name_en)
    return marks_of(stir=said.stir, names=names, isbn_prefixes=said.isbn_prefixes)


def _registered() -> Iterator[tuple[Other, frozenset[Mark]]]:
    columns = (
        Organisation.id, Organisation.stir, Organisation.region_soato, Organisation.merged_into_id,
        Organisation.name, Organisation.short_name, Organisation.name_ru, Organisation.name_en,
    )  # fmt: skip
    rows = session().execute(select(*columns).order_by(Organisation.id)).all()
    names, prefixes = {row.id: row.name for row in rows}, _prefixes()
    for number, stir, region, merged_into, *called in rows:
        stands_for = merged_into or number
        marks = marks_of(stir=stir, names=called, isbn_prefixes=prefixes.get(number, ()))
        bare = frozenset(name for kind, name in marks if kind == "name")
        yield Other(names[stands_for], stir, region, bare, id=stands_for), marks


def _prefixes() -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, digits in session().execute(select(IsbnPrefix.organisation_id, IsbnPrefix.digits)):
        found.setdefault(number, []).append(digits)
    return found
