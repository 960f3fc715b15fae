"""Acts on obligations: working out what is owed, counting what came in, naming who owes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from app.deposits.obligations.cases import cases_of
from app.deposits.obligations.changes import note_changes, note_changes_of
from app.deposits.obligations.judging import Judgement
from app.deposits.obligations.models import IdentifiedParty, Obligation, UndecidedRule
from app.deposits.obligations.planning import TOLD, Difference, Register, Values, plan, told_value
from app.deposits.obligations.queries import assignable
from app.deposits.obligations.terms import Case
from app.deposits.obligations.writing import is_open, write_new, write_plan
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.obligations.relief import Relief
from app.domain.publication import DepositorRole
from app.infra import clock
from app.infra.db import batched, session
from app.infra.events import publish
from app.law.queries import rule_sets
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Release
from app.publications.queries import release_for

# Which kinds of organisation may be named in a role; a role that is not here is open to every depositor.
KINDS_OF_ROLE = {
    DepositorRole.PUBLISHER: {OrganisationKind.PUBLISHER, OrganisationKind.AUTHOR_PUBLISHER},
    DepositorRole.PRINTER: {OrganisationKind.PRINTER},
    DepositorRole.PRODUCER: {OrganisationKind.PRODUCER},
    DepositorRole.IMPORTER: {OrganisationKind.IMPORTER},
    DepositorRole.EDITORIAL_OFFICE: {OrganisationKind.EDITORIAL_OFFICE, OrganisationKind.PUBLISHER},
    DepositorRole.ACADEMIC_COUNCIL: {OrganisationKind.ACADEMIC_COUNCIL},
}
# Where one of these answers changes, another printing house is named, or none.
PRINTER_FACTS = frozenset({"printer_id", "printer_name"})
NEVER_OWE = frozenset({OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY})


def recompute_obligations(*, release_id: int, by: Actor, at: datetime) -> None:
    """Bring what is kept as owed for a release into line with its facts, by difference.

    What was received stays. One event tells what was added, changed and cancelled, if anything was.

    Raises:
        NotFound: there is no such release.
        DomainError: `calendar.out_of_range` with the event as its field; `calendar.missing`.
    """
    written = work_out(release_id=release_id, at=at)
    if written:
        publish(recomputed(release_id, written, by, at))


def work_out(*, release_id: int, at: datetime) -> Difference:
    """Judge a release as the law, its facts and the calendar are now, and keep what is owed; told to nobody.

    Raises as `recompute_obligations` does.
    """
    session().execute(select(Release.id).where(Release.id == release_id).with_for_update())
    release = release_for(SYSTEM, release_id)
    cases = cases_of([release], rule_sets(), today=clock.local_day(at), lock=True)
    worked_out = plan(cases[0], Register.naming(cases))
    write_plan(release_id, worked_out, at=at)
    return worked_out.difference


def keep_new(judged: Sequence[tuple[Case, Judgement]], *, at: datetime) -> Mapping[int, Difference]:
    """Keep what is owed for judged releases for which nothing is kept yet; told to nobody.

    Libraries and regions are read once, and all rows are stored in one go, so that thousands of releases
    registered together take little longer than their rows. Returned is what was added, by release.

    Raises:
        sqlalchemy.exc.IntegrityError: something is kept already for one of them.
        DomainError: `law.unknown_depository`.
    """
    return write_new(judged, Register.naming([case for case, _judgement in judged]), at=at)


def cancel_all(release_ids: Sequence[int], *, at: datetime) -> None:
    """Let nothing be owed for releases of which nothing has moved; told by the act that says why."""
    note_changes_of(release_ids)
    for some in batched(release_ids):
        standing = update(Obligation).where(
            Obligation.release_id.in_(some), Obligation.cancelled_at.is_(None)
        )
        session().execute(standing.values(cancelled_at=at, open=False))
        session().execute(delete(UndecidedRule).where(UndecidedRule.release_id.in_(some)))


def recomputed(release_id: int, written: Difference, by: Actor, at: datetime) -> Event:
    """The act that tells all that changed of what is owed for a release; what was revived is owed anew."""
    changed = [item for item in written.changed if not item.revived]
    revived = [item.after for item in written.changed if item.revived]
    return Event(
        "obligation.recomputed",
        by,
        at,
        (Subject("release", release_id),),
        before={
            "changed": [_told(item.before) for item in changed],
            "cancelled": [_told(item.before) for item in written.cancelled],
        },
        after={
            "changed": [_told(item.after) for item in changed],
            "added": [_told(item) for item in (*written.added, *revived)],
        },
    )


def add_received(*, obligation: Obligation, copies: int) -> None:
    """Count `copies` more as received, or fewer where it is negative (a reversal).

    The caller holds the row locked, and writes the allocation that the count sums up.

    Raises:
        Conflict: `obligation.received_below_zero`.
    """
    if obligation.received + copies < 0:
        raise Conflict("obligation.received_below_zero")
    obligation.received += copies
    _reckon_open(obligation)


def add_held(*, obligation: Obligation, copies: int) -> None:
    """Count `copies` more as held by another library for the depository, or fewer where it is negative.

    The caller holds the row locked. Raises as `add_received` does.
    """
    if obligation.held + copies < 0:
        raise Conflict("obligation.received_below_zero")
    obligation.held += copies
    _reckon_open(obligation)


def relieve(*, obligation: Obligation, relief: Relief) -> None:
    """Keep beside an obligation what the requests that name it give it; the caller holds the row locked."""
    obligation.pause, obligation.extended_to = relief.pause, relief.extended_to
    obligation.excused_at = relief.excused_at
    _reckon_open(obligation)


def _reckon_open(obligation: Obligation) -> None:
    obligation.open = is_open(
        copies=obligation.copies,
        handed_over=obligation.handed_over,
        ended=obligation.cancelled_at is not None or obligation.excused_at is not None,
    )
    note_changes([(obligation.depositor_id, obligation.due_on)])
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


def forget_identified_printer(*, release_id: int) -> None:
    """Let go of who was found out to have printed a release, for it names another printing house now."""
    found = delete(IdentifiedParty).where(
        IdentifiedParty.release_id == release_id, IdentifiedParty.role == DepositorRole.PRINTER.value
    )
    session().execute(found)


def _told(values: Values) -> dict[str, object]:
    return {name: told_value(values[name]) for name in TOLD}


def _can_owe_as(depositor: Organisation, obligation: Obligation) -> bool:
    fitting = KINDS_OF_ROLE.get(DepositorRole(obligation.depositor_role))
    return depositor.kind in fitting if fitting else depositor.kind not in NEVER_OWE
