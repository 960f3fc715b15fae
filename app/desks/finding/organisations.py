"""The organisations that a search finds, for who reaches more than one."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from app.domain.actor import Actor, Role
from app.infra.db import read
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import OrganisationNames, named_like
from app.policy.permissions import Permission
from app.policy.table import may

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
    statement = select(
        Organisation.id, Organisation.kind, Organisation.stir, Organisation.region_soato,
        Organisation.name, Organisation.name_ru, Organisation.name_en,
    ).where(named_like(text))  # fmt: skip
    if not chooses_depositors(actor):
        statement = statement.where(Organisation.id == actor.organisation_id)
    if actor.role is Role.REGULATOR and actor.region_soato is not None:
        statement = statement.where(Organisation.region_soato == actor.region_soato)
    ordered = statement.order_by(Organisation.search_key, Organisation.id).limit(SHOWN)
    return [
        FoundOrganisation(
            OrganisationNames(*names), kind, stir, regions.get(region, ""), _record(actor, number),
            _titles(actor, number),
        )
        for number, kind, stir, region, *names in read(ordered)
    ]  # fmt: skip


def chooses_depositors(actor: Actor) -> bool:
    """Whether the actor sees what more than one depositor publishes."""
    return actor.role is not Role.DEPOSITOR


def depositor_names(actor: Actor, organisation_id: int) -> OrganisationNames | None:
    """What a depositor is called; None where there is none within reach."""
    statement = select(Organisation.name, Organisation.name_ru, Organisation.name_en)
    statement = statement.where(Organisation.id == organisation_id)
    if actor.role is Role.REGULATOR and actor.region_soato is not None:
        statement = statement.where(Organisation.region_soato == actor.region_soato)
    found = read(statement).one_or_none()
    return None if found is None or not chooses_depositors(actor) else OrganisationNames(*found)


def _titles(actor: Actor, organisation_id: int) -> str:
    if chooses_depositors(actor):
        return url_for("desks.search", depositor=organisation_id)
    return url_for("publications.list_releases")


def _record(actor: Actor, organisation_id: int) -> str:
    if not chooses_depositors(actor):
        return url_for("organisations.own")
    if may(actor, Permission.ORGANISATION_MANAGE):
        return url_for("organisations.organisation", organisation_id=organisation_id)
    return url_for("obligations.index", depositor=organisation_id)
