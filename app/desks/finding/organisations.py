"""The organisations that a search finds, for who reaches more than one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, select

from app.desks.finding.wanted import KEPT
from app.domain.actor import Actor, Role
from app.infra.db import read
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import OrganisationNames, named_like, named_values
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.rows import numbered

SHOWN = 10


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation with where it leads: its record, or what it owes; and to its titles."""

    names: OrganisationNames
    kind: OrganisationKind
    stir: str | None
    region: str
    url: str
    titles_url: str


def find_organisations(actor: Actor, text: str, regions: Mapping[str, str]) -> list[FoundOrganisation]:
    """Organisations by any of their names or TIN within reach, which is a depositor's own.

    `regions` are the names of regions by their codes.
    """
    values = named_values(text)
    own = None if chooses_depositors(actor) else actor.organisation_id or 0  # who has none finds none
    found = read(_statement(own, _bound_to(actor), tuple(values)), values).all()
    if not found:
        return []
    record, titles = _records(actor), _titles(actor)
    return [
        FoundOrganisation(
            OrganisationNames(*names), kind, stir, regions.get(region, ""), record(number), titles(number)
        )
        for number, kind, stir, region, *names in found
    ]


@lru_cache(KEPT)
def _statement(own: int | None, region: str | None, names: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Kept for a reach and for the names of `named_values`, whatever they are."""
    statement = select(
        Organisation.id, Organisation.kind, Organisation.stir, Organisation.region_soato,
        Organisation.name, Organisation.name_ru, Organisation.name_en,
    ).where(named_like(dict.fromkeys(names, "")))  # fmt: skip
    if own is not None:
        statement = statement.where(Organisation.id == own)
    if region is not None:
        statement = statement.where(Organisation.region_soato == region)
    return statement.order_by(Organisation.search_key, Organisation.id).limit(SHOWN)


def _bound_to(actor: Actor) -> str | None:
    """The region outside of which the actor finds no organisation."""
    return actor.region_soato if actor.role is Role.REGULATOR else None


def chooses_depositors(actor: Actor) -> bool:
    """Whether the actor sees what more than one depositor publishes."""
    return actor.role is not Role.DEPOSITOR


def depositor_names(actor: Actor, organisation_id: int) -> OrganisationNames | None:
    """What a depositor is called; None where there is none within reach."""
    statement = select(Organisation.name, Organisation.name_ru, Organisation.name_en)
    statement = statement.where(Organisation.id == organisation_id)
    region = _bound_to(actor)
    if region is not None:
        statement = statement.where(Organisation.region_soato == region)
    found = read(statement).one_or_none()
    return None if found is None or not chooses_depositors(actor) else OrganisationNames(*found)


def _titles(actor: Actor) -> Callable[[int], str]:
    return _of_depositor("desks.search") if chooses_depositors(actor) else _own("publications.list_releases")


def _records(actor: Actor) -> Callable[[int], str]:
    if not chooses_depositors(actor):
        return _own("organisations.own")
    if may(actor, Permission.ORGANISATION_MANAGE):
        return numbered("organisations.organisation", "organisation_id")
    return _of_depositor("obligations.index")


def _own(endpoint: str) -> Callable[[int], str]:
    address = url_for(endpoint)
    return lambda _organisation_id: address


def _of_depositor(endpoint: str) -> Callable[[int], str]:
    """A list narrowed to a depositor: the address of the list alone is remembered from answer to answer."""
    address = url_for(endpoint)
    return lambda organisation_id: f"{address}?depositor={organisation_id}"
