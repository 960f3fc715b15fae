"""Reads of attestations, each within the actor's reach."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, undefer

from app.attestations.documents import PAPERS
from app.attestations.models import Attestation, AttestationKind
from app.attestations.scope import attestations_within_reach
from app.attestations.standing import Standing, standing_of
from app.domain.actor import Actor
from app.domain.documents import AttestationPaper
from app.domain.documents.storing import paper_of
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.db import session
from app.policy.permissions import Permission

_later = aliased(Attestation)


@dataclass(frozen=True, slots=True)
class AttestationRow:
    """An attestation as lists show it."""

    attestation: Attestation
    standing: Standing

    @property
    def issued_on(self) -> date:
        """The legal day of issue."""
        return clock.local_day(self.attestation.issued_at)


@dataclass(frozen=True, slots=True)
class AttestationRecord:
    """One attestation: the record, what its file says, how it stands, and what followed it."""

    attestation: Attestation
    paper: AttestationPaper
    standing: Standing


def list_attestations(
    actor: Actor,
    *,
    kind: AttestationKind | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int,
) -> list[AttestationRow]:
    """Attestations within reach, the newest first; `after` is the key (issued_at, id) before them."""
    statement = _rows().where(
        attestations_within_reach(actor, Permission.ATTESTATION_READ),
        true() if kind is None else Attestation.kind == kind,
    )
    if after is not None:
        statement = statement.where(tuple_(Attestation.issued_at, Attestation.id) < after)
    ordered = statement.order_by(Attestation.issued_at.desc(), Attestation.id.desc()).limit(limit)
    return [
        AttestationRow(found, _standing(found, followed)) for found, followed in session().execute(ordered)
    ]


def attestation_for(actor: Actor, attestation_id: int) -> AttestationRecord:
    """Return an attestation. Raises `NotFound` when there is none within reach."""
    reached = attestations_within_reach(actor, Permission.ATTESTATION_READ)
    found = _record(_rows().where(Attestation.id == attestation_id, reached))
    if found is None:
        raise NotFound("not_found")
    return found


def attestation_by_code(code: str) -> AttestationRecord | None:
    """Return the attestation with a verification code in its written form, for anyone; None without one."""
    return _record(_rows().where(Attestation.verification_code == code))


def _rows() -> Select[Any, Any]:
    followed = exists().where(
        _later.depositor_id == Attestation.depositor_id,
        _later.kind == Attestation.kind,
        _later.first_day == Attestation.first_day,
        _later.last_day == Attestation.last_day,
        _later.id > Attestation.id,
    )
    loaded = joinedload(Attestation.depositor), joinedload(Attestation.file)
    return select(Attestation, followed).options(*loaded)


def _record(statement: Select[Any, Any]) -> AttestationRecord | None:
    row = session().execute(statement.options(undefer(Attestation.facts))).one_or_none()
    if row is None:
        return None
    found, followed = row
    paper: AttestationPaper = paper_of(PAPERS[found.kind], found.facts)
    return AttestationRecord(found, paper, _standing(found, followed))


def _standing(attestation: Attestation, followed: bool) -> Standing:
    return standing_of(withdrawn=attestation.withdrawn_at is not None, followed=followed)
