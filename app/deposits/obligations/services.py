"""Acts on obligations: working out what is owed, counting what came in, naming who owes."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.deposits.obligations.judging import judge
from app.deposits.obligations.models import IdentifiedParty, Obligation
from app.deposits.obligations.queries import assignable
from app.deposits.obligations.writing import is_open, write_judgement
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.publication import DepositorRole, ReleaseFacts
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Release
from app.publications.queries import facts_of, release_for

# Which kinds of organisation may be named in a role; a role that is not here is open to every depositor.
KINDS_OF_ROLE = {
    DepositorRole.PUBLISHER: {OrganisationKind.PUBLISHER, OrganisationKind.AUTHOR_PUBLISHER},
    DepositorRole.PRINTER: {OrganisationKind.PRINTER},
    DepositorRole.PRODUCER: {OrganisationKind.PRODUCER},
    DepositorRole.IMPORTER: {OrganisationKind.IMPORTER},
    DepositorRole.EDITORIAL_OFFICE: {OrganisationKind.EDITORIAL_OFFICE, OrganisationKind.PUBLISHER},
    DepositorRole.ACADEMIC_COUNCIL: {OrganisationKind.ACADEMIC_COUNCIL},
}
NEVER_OWE = frozenset({OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY})


def recompute_obligations(*, release_id: int, by: Actor, at: datetime) -> None:
    """Bring what is kept as owed for a release into line with its facts, by difference.

    What was received stays. One event tells what was added, changed and cancelled, if anything was.

    Raises:
        NotFound: there is no such release.
        DomainError: `calendar.out_of_range` with the event as its field; `calendar.missing`.
    """
    session().execute(select(Release.id).where(Release.id == release_id).with_for_update())
    release = release_for(SYSTEM, release_id)
    facts = _with_identified(release_id, facts_of(release))
    written = write_judgement(release, judge(facts, today=clock.local_day(at)), at=at)
    if written:
        publish(
            Event(
                "obligation.recomputed",
                by,
                at,
                (Subject("release", release_id),),
                before={"changed": written.before, "cancelled": written.cancelled},
                after={"changed": written.after, "added": written.added},
            )
        )


def recompute_provisional(*, by: Actor, at: datetime) -> None:
    """Work out anew what rests on an estimated feast: the calendar has changed."""
    resting = select(Obligation.release_id).where(Obligation.provisional, Obligation.cancelled_at.is_(None))
    for release_id in session().scalars(resting.distinct().order_by(Obligation.release_id)).all():
        recompute_obligations(release_id=release_id, by=by, at=at)


def add_received(*, obligation: Obligation, copies: int) -> None:
    """Count `copies` more as received, or fewer where it is negative (a reversal).

    The caller holds the row locked, and writes the allocation that the count sums up.

    Raises:
        Conflict: `obligation.received_below_zero`.
    """
    received = obligation.received + copies
    if received < 0:
        raise Conflict("obligation.received_below_zero")
    obligation.received = received
    obligation.open = is_open(
        copies=obligation.copies, received=received, cancelled=obligation.cancelled_at is not None
    )
    session().flush()


def identify_depositor(*, obligation_id: int, depositor_id: int, by: Actor, at: datetime) -> Obligation:
    """Name who owes an obligation that has no depositor yet, and all others of the release in that role.

    Raises:
        NotFound: there is no such obligation within reach.
        Conflict: `obligation.already_identified`.
        DomainError: `obligation.not_a_depositor`.
    """
    obligation = assignable(by, obligation_id, lock=True)
    if obligation.depositor_id is not None:
        raise Conflict("obligation.already_identified")
    depositor = session().get(Organisation, depositor_id)
    if depositor is None or depositor.closed_at is not None or not _can_owe_as(depositor, obligation):
        raise DomainError("obligation.not_a_depositor", "depositor_id")
    session().merge(
        IdentifiedParty(
            release_id=obligation.release_id,
            role=obligation.depositor_role,
            organisation_id=depositor_id,
            identified_at=at,
            identified_by_id=by.account_id,
        )
    )
    session().flush()
    publish(
        Event(
            "obligation.identified",
            by,
            at,
            (
                Subject("obligation", obligation_id),
                Subject("release", obligation.release_id),
                Subject("organisation", depositor_id),
            ),
            after={"role": obligation.depositor_role, "depositor": depositor.name},
        )
    )
    recompute_obligations(release_id=obligation.release_id, by=by, at=at)
    return obligation


def _with_identified(release_id: int, facts: ReleaseFacts) -> ReleaseFacts:
    """The facts with who was found out to owe; what the release itself says goes first."""
    found = session().execute(
        select(IdentifiedParty.role, IdentifiedParty.organisation_id).where(
            IdentifiedParty.release_id == release_id
        )
    )
    identified: dict[str, int | None] = {row.role: row.organisation_id for row in found}
    stated = {role: party for role, party in facts.parties.items() if party is not None}
    return replace(facts, parties={**facts.parties, **identified, **stated})


def _can_owe_as(depositor: Organisation, obligation: Obligation) -> bool:
    fitting = KINDS_OF_ROLE.get(DepositorRole(obligation.depositor_role))
    return depositor.kind in fitting if fitting else depositor.kind not in NEVER_OWE
