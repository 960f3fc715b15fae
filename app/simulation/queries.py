"""Reads of runs, and of the releases that they count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, undefer

from app.deposits.obligations.models import IdentifiedParty
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.publication import ReleaseFacts
from app.infra.db import session
from app.organisations.models import Organisation
from app.organisations.queries import OrganisationNames
from app.publications.models import Publication, Release
from app.publications.queries import RELEASE_LOADED, facts_of
from app.simulation.models import SimulationRun
from app.simulation.scope import registered_in, runs_within_reach

CHUNK = 500


def run_for(actor: Actor, run_id: int) -> SimulationRun:
    """Return a run with its result, its file and who began it. Raises `NotFound`."""
    found = session().scalar(
        _runs(actor).where(SimulationRun.id == run_id).options(undefer(SimulationRun.result))
    )
    if found is None:
        raise NotFound("not_found")
    return found


def list_runs(actor: Actor, *, after: int | None, limit: int) -> Sequence[SimulationRun]:
    """Return runs within reach, the newest first, older than the run `after`."""
    statement = _runs(actor)
    if after is not None:
        statement = statement.where(SimulationRun.id < after)
    return session().scalars(statement.order_by(SimulationRun.id.desc()).limit(limit)).all()


def count_registered(region: str | None, first: date, last: date) -> int:
    """Return how many releases were registered from `first` to `last`, both included."""
    statement = (
        select(func.count(Release.id))
        .join(Release.publication)
        .join(Publication.publisher)
        .where(registered_in(region, first, last))
    )
    return session().scalar(statement) or 0


def registered_facts(region: str | None, first: date, last: date) -> Iterator[list[ReleaseFacts]]:
    """Yield the facts of those releases, some at a time; what is registered meanwhile is left out."""
    last_id = session().scalar(select(func.max(Release.id))) or 0
    after = 0
    while True:
        statement = (
            select(Release)
            .join(Release.publication)
            .join(Publication.publisher)
            .options(*RELEASE_LOADED)
            .where(registered_in(region, first, last), Release.id > after, Release.id <= last_id)
            .order_by(Release.id)
            .limit(CHUNK)
        )
        releases = session().scalars(statement).all()
        if not releases:
            return
        after = releases[-1].id
        identified = _identified([release.id for release in releases])
        yield [_with(facts_of(release), identified.get(release.id)) for release in releases]


def names_of(ids: Sequence[int]) -> Mapping[int, OrganisationNames]:
    """Return the names of organisations by id."""
    columns = select(Organisation.id, Organisation.name, Organisation.name_ru, Organisation.name_en)
    rows = session().execute(columns.where(Organisation.id.in_(ids)))
    return {number: OrganisationNames(*names) for number, *names in rows}


def depository_names(codes: Sequence[str]) -> Mapping[str, OrganisationNames]:
    """Return the names of depositories in the register, by their codes."""
    columns = select(Organisation.code, Organisation.name, Organisation.name_ru, Organisation.name_en)
    rows = session().execute(columns.where(Organisation.code.in_(codes)))
    return {code: OrganisationNames(*names) for code, *names in rows if code is not None}


def _runs(actor: Actor) -> Select[SimulationRun]:
    loaded = (joinedload(SimulationRun.file), joinedload(SimulationRun.created_by))
    return select(SimulationRun).where(runs_within_reach(actor)).options(*loaded)


def _identified(release_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """Who was found out to owe in a role where the release names nobody."""
    columns = select(IdentifiedParty.release_id, IdentifiedParty.role, IdentifiedParty.organisation_id)
    found: dict[int, dict[str, int]] = {}
    for release_id, role, organisation_id in session().execute(
        columns.where(IdentifiedParty.release_id.in_(release_ids))
    ):
        found.setdefault(release_id, {})[role] = organisation_id
    return found


def _with(facts: ReleaseFacts, identified: Mapping[str, int] | None) -> ReleaseFacts:
    return replace(facts, parties={**facts.parties, **identified}) if identified else facts
