"""Acts on attestations: they are made, kept as files, and withdrawn."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.attestations.account import (
    Period,
    lines_due,
    lines_of,
    not_covered,
    overdue_of,
    registered_in,
)
from app.attestations.documents import Account, attestation_paper, file_name, rule_sets_of
from app.attestations.models import Attestation, AttestationKind
from app.attestations.scope import attestations_within_reach, depositor_for, ids_of
from app.compliance.filing import MadeFile, keep_made
from app.compliance.papers import refuse_while_key_is_unusable
from app.deposits.obligations.rows import ObligationRow
from app.deposits.series import next_number
from app.domain.actor import SYSTEM, Actor, Role
from app.domain.codes import document_number, draw_verification_code
from app.domain.documents import RuleSetName
from app.domain.documents.storing import facts_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.i18n import BY_CODE
from app.infra.papers import template_version
from app.infra.settings import settings
from app.law.queries import rule_set_on
from app.organisations.queries import authority_near
from app.policy.permissions import Permission

LONGEST = 5 * 366
"""Days that a certificate can be about."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an attestation would say now. For `overdue` lines, of so many, a certificate is refused."""

    account: Account
    overdue: Sequence[ObligationRow]
    overdue_in_all: int


def preview_attestation(
    *, kind: AttestationKind, depositor_id: int, period: Period, by: Actor, at: datetime
) -> Preview:
    """Tell what an attestation would say, if it were made now; nothing is kept.

    Raises:
        NotFound: the depositor is not within reach.
        DomainError: `attestation.period_reversed`, `.period_ahead`, `.period_long`, `.no_authority`.
    """
    today = clock.local_day(at)
    _check_period(kind, period, at)
    depositor = depositor_for(by, depositor_id)
    authority = authority_near(by.organisation_id)
    if authority is None:
        raise DomainError("attestation.no_authority")
    ids = ids_of(depositor)
    of_statement = kind is AttestationKind.STATEMENT
    lines = (lines_of if of_statement else lines_due)(ids, period, today=today)
    account = Account(
        kind=kind,
        depositor=depositor,
        authority=authority,
        period=period,
        lines=lines,
        not_covered=not_covered(ids, period, today=today),
        laws=_laws(sorted({line.rule_set_id for line in lines}), at),
        signs=by.role is Role.REGULATOR,
        registered=registered_in(ids, period) if of_statement else (),
    )
    overdue, in_all = ([], 0) if of_statement else overdue_of(ids, by, today=today)
    return Preview(account, overdue, in_all)


def issue_attestation(
    *, kind: AttestationKind, depositor_id: int, period: Period, language: str, by: Actor, at: datetime
) -> Attestation:
    """Make a statement or a certificate of what is known at this moment. Its file is made afterwards.

    While one of the same kind, period and language awaits its file, it is that one.

    Raises as `preview_attestation` does, and:
        Conflict: `attestation.overdue`, `attestation.nothing_due`: a certificate would not be true, or empty;
            `paper.cannot_sign`.
        DomainError: `attestation.language`, `attestation.hypothetical_law`.
    """
    if language not in BY_CODE:
        raise DomainError("attestation.language", field="language")
    refuse_while_key_is_unusable()
    found = preview_attestation(kind=kind, depositor_id=depositor_id, period=period, by=by, at=at)
    account = found.account
    if found.overdue_in_all:
        raise Conflict("attestation.overdue", number=found.overdue_in_all)
    if kind is AttestationKind.CERTIFICATE and not account.whole.obligations:
        raise Conflict("attestation.nothing_due")
    if account.rules.hypothetical and not settings().hypothetical_law:
        raise DomainError("attestation.hypothetical_law", rules=account.rules.code)
    awaited = _awaiting_file(account, language)
    if awaited is not None:
        return awaited
    attestation = _made(account, language, by=by, at=at)
    session().add(attestation)
    session().flush()
    after = {
        "kind": kind.value,
        "number": attestation.number,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "specimen": attestation.specimen,
        "language": language,
    }
    publish(Event("attestation.issued", by, at, _subjects(attestation), after=after))
    return attestation


def withdraw_attestation(*, attestation_id: int, reason: str, by: Actor, at: datetime) -> Attestation:
    """Withdraw an attestation with a reason; its number is never used again.

    Raises:
        NotFound: there is none within reach.
        Conflict: `attestation.withdrawn_already`.
        DomainError: `attestation.reason_missing`.
    """
    reached = attestations_within_reach(by, Permission.ATTESTATION_WITHDRAW)
    attestation = session().scalar(
        select(Attestation)
        .where(Attestation.id == attestation_id, reached)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if attestation is None:
        raise NotFound("not_found")
    if attestation.withdrawn_at is not None:
        raise Conflict("attestation.withdrawn_already")
    if not reason.strip():
        raise DomainError("attestation.reason_missing", field="reason")
    attestation.withdrawn_at, attestation.withdrawal_reason = at, reason.strip()
    session().flush()
    after = {"number": attestation.number, "reason": attestation.withdrawal_reason}
    publish(Event("attestation.withdrawn", by, at, _subjects(attestation), after=after))
    return attestation


def keep_paper(*, attestation_id: int, made: MadeFile, at: datetime) -> bool:
    """Keep the file of an attestation; False if it is kept already."""
    attestation = session().get_one(Attestation, attestation_id, with_for_update=True, populate_existing=True)
    if attestation.file_id is not None:
        return False
    name = file_name(attestation.kind, attestation.number, specimen=attestation.specimen)
    kept = keep_made(attestation, made, name=name, at=at)
    session().flush()
    after = {"number": attestation.number, **kept}
    publish(Event("attestation.filed", SYSTEM, at, _subjects(attestation)[:1], after=after))
    return True


def _check_period(kind: AttestationKind, period: Period, at: datetime) -> None:
    today = clock.local_day(at)
    if period.last < period.first:
        raise DomainError("attestation.period_reversed", field="last")
    if period.first > today or (kind is AttestationKind.CERTIFICATE and period.last > today):
        raise DomainError("attestation.period_ahead", field="last")
    if (period.last - period.first).days > LONGEST:
        raise DomainError("attestation.period_long", field="first")


def _laws(ids: Sequence[int], at: datetime) -> list[RuleSetName]:
    """The sets under which the lines are owed; where nothing is, the one in force on that day."""
    if ids:
        return rule_sets_of(ids)
    in_force = rule_set_on(clock.local_day(at))
    if in_force is None:
        return [RuleSetName("", "", hypothetical=settings().hypothetical_law)]
    return [RuleSetName(in_force.code, in_force.version, in_force.hypothetical)]


def _awaiting_file(account: Account, language: str) -> Attestation | None:
    return session().scalar(
        select(Attestation)
        .where(
            Attestation.depositor_id == account.depositor.id,
            Attestation.kind == account.kind,
            Attestation.first_day == account.period.first,
            Attestation.last_day == account.period.last,
            Attestation.language == language,
            Attestation.file_id.is_(None),
            Attestation.withdrawn_at.is_(None),
        )
        .limit(1)
    )


def _made(account: Account, language: str, *, by: Actor, at: datetime) -> Attestation:
    """The row with all that its paper says. Its number is taken last of all: others wait for it."""
    kind, year, code = account.kind, clock.local_day(at).year, draw_verification_code(secrets.choice)
    paper = attestation_paper(account, code=code, at=at, language=language)
    series = f"{'specimen-' if paper.specimen else ''}{kind.value}"
    sequence = next_number(series, year)
    number = document_number(year, sequence)
    return Attestation(
        kind=kind,
        series=series,
        year=year,
        sequence=sequence,
        number=number,
        specimen=paper.specimen,
        verification_code=code,
        depositor_id=account.depositor.id,
        region_soato=account.depositor.region_soato,
        first_day=account.period.first,
        last_day=account.period.last,
        language=language,
        template_version=template_version(kind.value),
        facts=facts_of(replace(paper, number=number)),
        issued_at=at,
        issued_by_id=by.account_id,
    )


def _subjects(attestation: Attestation) -> tuple[Subject, ...]:
    return (
        Subject("attestation", attestation.id),
        Subject("organisation", attestation.depositor_id),
    )
