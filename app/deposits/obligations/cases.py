"""Releases with all that judging them asks for, read for many at once in a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from app.deposits.obligations.holding import is_named, is_settled
from app.deposits.obligations.judging import Calendars
from app.deposits.obligations.models import IdentifiedParty, Obligation
from app.deposits.obligations.terms import Case, Found
from app.domain.publication import DepositorRole, ReleaseFacts
from app.infra.db import session
from app.law.queries import InForce
from app.publications.models import Release
from app.publications.queries import facts_of

Identified = Mapping[str, int | None]
AS_REGISTERED: Mapping[int, ReleaseFacts] = MappingProxyType({})


def cases_of(
    releases: Sequence[Release],
    laws: Sequence[InForce],
    *,
    today: date,
    lock: bool = False,
    said: Mapping[int, ReleaseFacts] = AS_REGISTERED,
    printer_forgotten: Collection[int] = (),
) -> list[Case]:
    """The cases of releases that were read with all their page shows; `lock` keeps others from their rows.

    `said` are facts, by release, that it does not say yet; `printer_forgotten` are those of which nobody is
    known to have printed them, whoever was found out.
    """
    ids = [release.id for release in releases]
    found, identified = _rows(ids, lock), _identified(ids, printer_forgotten)
    calendars = Calendars()
    return [
        Case(
            release_id=release.id,
            facts=_with_identified(said.get(release.id) or facts_of(release), identified.get(release.id, {})),
            region=release.depositor_region or release.publication.publisher.region_soato,
            today=today,
            laws=laws,
            found=found.get(release.id, ()),
            calendars=calendars,
            withdrawn=release.withdrawal is not None,
        )
        for release in releases
    ]


def _rows(release_ids: Sequence[int], lock: bool) -> Mapping[int, Sequence[Found]]:
    statement = select(Obligation, is_settled(), is_named()).where(Obligation.release_id.in_(release_ids))
    statement = statement.order_by(Obligation.id)
    if lock:
        statement = statement.with_for_update(of=Obligation)
    by_release: defaultdict[int, list[Found]] = defaultdict(list)
    for row, settled, named in session().execute(statement.execution_options(populate_existing=True)):
        by_release[row.release_id].append((row, bool(settled), bool(named)))
    return by_release


def _identified(release_ids: Sequence[int], printer_forgotten: Collection[int]) -> Mapping[int, Identified]:
    party = IdentifiedParty
    statement = select(party.release_id, party.role, party.organisation_id)
    by_release: defaultdict[int, dict[str, int | None]] = defaultdict(dict)
    for row in session().execute(statement.where(party.release_id.in_(release_ids))):
        if row.role != DepositorRole.PRINTER or row.release_id not in printer_forgotten:
            by_release[row.release_id][row.role] = row.organisation_id
    return by_release


def _with_identified(facts: ReleaseFacts, identified: Identified) -> ReleaseFacts:
    """The facts with who was found out to owe; what the release itself says goes first."""
    stated = {role: party for role, party in facts.parties.items() if party is not None}
    return replace(facts, parties={**facts.parties, **identified, **stated})
