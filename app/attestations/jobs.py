"""Makes the files of attestations from their facts; killed at any moment, it loses and doubles nothing."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.attestations.documents import PAPERS
from app.attestations.models import Attestation
from app.attestations.services import keep_paper
from app.compliance.filing import make_file, sheet_of, store_each
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.press import print_sheet

ATTESTATIONS = "attestations"
AT_ONCE = 40
"""Releases in an annex up to which the file is made while its reader waits; more take seconds."""


def store_waiting_papers() -> int:
    """Make the files that are still missing, the oldest first, and return how many were."""
    waiting = select(Attestation.id).where(Attestation.file_id.is_(None)).order_by(Attestation.id)
    return store_each(session().scalars(waiting).all(), _store)


def store_soon(attestation_id: int) -> None:
    """Make a short file at once; a long one, or one that fails, is the worker's."""
    annex = session().get_one(Attestation, attestation_id).facts.get("releases")
    if isinstance(annex, list) and len(annex) > AT_ONCE:
        wake(ATTESTATIONS)
    else:
        store_each([attestation_id], _store)


def attestation_pdf(attestation: Attestation) -> bytes:
    """Render an attestation from its facts, without signing it; equal facts give equal bytes."""
    return print_sheet(sheet_of(attestation, PAPERS[attestation.kind], created=attestation.issued_at))


def _store(attestation_id: int) -> bool:
    found = session().get_one(Attestation, attestation_id, options=[undefer(Attestation.facts)])
    if found.file_id is not None:
        return False
    made = make_file(found, PAPERS[found.kind], created=found.issued_at)
    with transaction():
        return keep_paper(attestation_id=attestation_id, made=made, at=clock.now())
