"""Reads of places and organisations; who may open them is decided at the route."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.errors import NotFound
from app.domain.script import search_key
from app.infra.db import session
from app.infra.i18n import place_name
from app.organisations.models import District, Organisation, OrganisationKind, Region


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
    return {region.soato: place_name(region) for region in regions()}


def districts_of(region_soato: str) -> Sequence[District]:
    """Return the districts and cities of a region by their code."""
    chosen = select(District).where(District.region_soato == region_soato)
    return session().scalars(chosen.order_by(District.soato)).all()


def organisations_of(kinds: Iterable[OrganisationKind]) -> Sequence[Organisation]:
    """Return the open organisations of these kinds by name, for a choice."""
    chosen = select(Organisation).where(Organisation.kind.in_(list(kinds)), Organisation.closed_at.is_(None))
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
        by_name = Organisation.search_key.contains(search_key(search), autoescape=True)
        statement = statement.where(by_name | (Organisation.stir == search.strip()))
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
