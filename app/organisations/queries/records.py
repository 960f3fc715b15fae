"""Reads of places and organisations; who may open them is decided at the route."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, bindparam, false, or_, select, true
from sqlalchemy.orm import joinedload

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.identifiers import compact
from app.domain.organisation_names import marks_of
from app.domain.script import search_key
from app.infra.db import read, session
from app.infra.i18n import place_name
from app.organisations.models import (
    District,
    IsbnPrefix,
    Organisation,
    OrganisationKind,
    OrganisationList,
    Region,
)

_STIR = "stir"


@dataclass(frozen=True, slots=True)
class OrganisationNames:
    """The names of an organisation, as the `organisation` filter reads them."""

    name: str
    name_ru: str
    name_en: str


def regions() -> Sequence[Region]:
    """Return the regions by their code."""
    return session().scalars(select(Region).order_by(Region.soato)).all()


def region_names() -> dict[str, str]:
    """Return what each region is called in the reader's language, by its code."""
    named = select(Region.soato, Region.name_uz, Region.name_uz_cyrl, Region.name_ru, Region.name_en)
    return {row.soato: place_name(row) for row in read(named.order_by(Region.soato))}


def districts_of(region_soato: str) -> Sequence[District]:
    """Return the districts and cities of a region by their code."""
    chosen = select(District).where(District.region_soato == region_soato)
    return session().scalars(chosen.order_by(District.soato)).all()


def organisations_of(kinds: Iterable[OrganisationKind]) -> Sequence[Organisation]:
    """Return the open organisations of these kinds by name, for a choice."""
    chosen = select(Organisation).where(
        Organisation.kind.in_(list(kinds)),
        Organisation.closed_at.is_(None),
        Organisation.merged_into_id.is_(None),
    )
    return session().scalars(chosen.order_by(Organisation.name, Organisation.id)).all()


def depositories() -> Sequence[Organisation]:
    """Return every depository with its region, by name."""
    chosen = select(Organisation).where(Organisation.kind == OrganisationKind.DEPOSITORY)
    return (
        session().scalars(chosen.options(joinedload(Organisation.region)).order_by(Organisation.name)).all()
    )


def authority_near(organisation_id: int | None) -> Organisation | None:
    """Return this authority, else the first one there is; None if none is registered."""
    chosen = select(Organisation).where(
        Organisation.kind == OrganisationKind.AUTHORITY, Organisation.closed_at.is_(None)
    )
    own_first = (Organisation.id == (organisation_id or 0)).desc()
    return session().scalar(chosen.order_by(own_first, Organisation.id).limit(1))


def depository_by_code(code: str) -> Organisation:
    """Return the depository that rule sets call `code` (`uz-natlib`).

    Raises:
        NotFound: there is none.
    """
    found = session().scalar(select(Organisation).where(Organisation.code == code))
    if found is None:
        raise NotFound("not_found")
    return found


def merged_into(organisation_id: int) -> int | None:
    """Return the organisation that a duplicate was merged into; None unless it was."""
    return session().scalar(select(Organisation.merged_into_id).where(Organisation.id == organisation_id))


def records_of(organisation_id: int) -> frozenset[int]:
    """The records of an organisation: those that were merged with it are its own as well."""
    head = merged_into(organisation_id) or organisation_id
    same = or_(Organisation.id == head, Organisation.merged_into_id == head)
    return frozenset(session().scalars(select(Organisation.id).where(same)))


def organisation_by_id(organisation_id: int) -> Organisation:
    """Return an organisation with its region.

    Raises:
        NotFound: there is none.
    """
    # Not by `get`: an organisation that is in the session already would come back without its region.
    wanted = select(Organisation).where(Organisation.id == organisation_id)
    found = session().scalar(wanted.options(joinedload(Organisation.region)))
    if found is None:
        raise NotFound("not_found")
    return found


def likely_duplicates(
    *, stir: str | None, names: Iterable[str], isbn_prefixes: Iterable[str] = (), limit: int = 5
) -> Sequence[Organisation]:
    """Return organisations that may be the one described, with their regions, by name (`marks_of`).

    A record that was merged into another stands for that one.
    """
    said = marks_of(stir=stir, names=names, isbn_prefixes=isbn_prefixes)
    bare, digits = ([mark for kind, mark in said if kind == wanted] for wanted in ("name", "prefix"))
    alike = [Organisation.search_key.contains(max(name.split(), key=len), autoescape=True) for name in bare]
    statement = select(Organisation).options(joinedload(Organisation.region)).where(or_(false(), *alike))
    found = {
        row.id: row
        for row in session().scalars(statement)
        if said & marks_of(stir=None, names=(row.name, row.short_name, row.name_ru, row.name_en))
    }
    holders = select(IsbnPrefix.organisation_id).where(IsbnPrefix.digits.in_(digits))
    of_stir = Organisation.stir == stir if stir is not None else false()
    sure = or_(of_stir, Organisation.id.in_(holders))
    certain = select(Organisation).options(joinedload(Organisation.region)).where(sure)
    found |= {row.id: row for row in session().scalars(certain)}
    ordered = sorted(found.values(), key=lambda row: (row.stir != stir, row.name, row.id))
    survivors = {row.id: row for row in map(survivor_of, ordered)}
    return list(survivors.values())[:limit]


def survivor_of(organisation: Organisation) -> Organisation:
    """Return the record into which this one was merged, with its region; by default itself."""
    merged_into = organisation.merged_into_id
    return organisation if merged_into is None else organisation_by_id(merged_into)


def isbn_prefixes_of(organisation_id: int) -> Sequence[str]:
    """Return the digits of an organisation's ISBN prefixes, in their order."""
    own = select(IsbnPrefix.digits).where(IsbnPrefix.organisation_id == organisation_id)
    return session().scalars(own.order_by(IsbnPrefix.digits)).all()


def districts() -> Sequence[District]:
    """Return every district and city by its code, so that those of a region stand together."""
    return session().scalars(select(District).order_by(District.soato)).all()


def list_of_organisations(list_id: int) -> OrganisationList:
    """Return a list that was sent, with its file. Raises `NotFound`."""
    wanted = select(OrganisationList).where(OrganisationList.id == list_id)
    found = session().scalar(wanted.options(joinedload(OrganisationList.file)))
    if found is None:
        raise NotFound("not_found")
    return found


def own_organisation(actor: Actor) -> Organisation:
    """Return the organisation that a person belongs to, with its region. Raises `NotFound`."""
    if actor.organisation_id is None:
        raise NotFound("not_found")
    return organisation_by_id(actor.organisation_id)


def find_by_reference(text: str) -> Organisation:
    """Return the organisation that a TIN of nine digits, or else the number of its record, names.

    Raises:
        DomainError: `organisation.no_such`.
    """
    digits = "".join(text.split())
    found = None
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        named = Organisation.stir == digits if len(digits) == 9 else Organisation.id == int(digits)
        found = session().scalar(select(Organisation).where(named))
    if found is None:
        raise DomainError("organisation.no_such", field="reference")
    return found


def district_of(organisation: Organisation) -> District | None:
    """Return the district or city of an organisation, if its record names one."""
    soato = organisation.district_soato
    return session().get(District, soato) if soato else None


def named_values(typed: str) -> dict[str, str]:
    """Return what `named_like` is asked for: each word, in any spelling, and the STIR if it may be one."""
    values = {f"word_{place}": word for place, word in enumerate(search_key(typed).split())}
    figures = compact(typed)
    return values | {_STIR: figures} if figures.isdigit() else values


def named_like(values: Mapping[str, str]) -> ColumnElement[bool]:
    """Return the condition that an organisation's names hold every word, or that it has this STIR.

    `values` are the `named_values` of what was typed; a statement that was kept looks for something else
    where it is executed with others of the same names. Without a STIR the index of names alone tells.
    """
    words = [bindparam(name, value, type_=String()) for name, value in values.items() if name != _STIR]
    held = (Organisation.search_key.contains(word) for word in words)  # they are of letters and digits only
    named = and_(true() if words else false(), *held)
    return (
        or_(named, Organisation.stir == bindparam(_STIR, values[_STIR], type_=String()))
        if _STIR in values
        else named
    )


def list_organisations(
    *,
    search: str = "",
    kind: OrganisationKind | None = None,
    region_soato: str | None = None,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> Sequence[Organisation]:
    """Return organisations by search key, one more than `limit` if more follow.

    `search` finds any spelling of a part of a name, and a whole STIR.
    """
    statement = select(Organisation).options(joinedload(Organisation.region))
    if search.strip():
        statement = statement.where(named_like(named_values(search)))
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    if region_soato is not None:
        statement = statement.where(Organisation.region_soato == region_soato)
    if after is not None:
        key, last_id = after
        same = (Organisation.search_key == key) & (Organisation.id > last_id)
        statement = statement.where((Organisation.search_key > key) | same)
    ordered = statement.order_by(Organisation.search_key, Organisation.id)
    return session().scalars(ordered.limit(limit + 1)).all()
