"""Makes the files of attestations from their facts; killed at any moment, it loses and doubles nothing."""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.attestations.documents import PAPERS
from app.attestations.models import Attestation
from app.attestations.services import keep_paper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.papers import render_paper, template_version

log = structlog.get_logger()
ATTESTATIONS = "attestations"
AT_ONCE = 40
"""Releases in an annex up to which the file is made while its reader waits; more take seconds."""


def store_waiting_papers() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    One that cannot be made does not keep the others waiting.
    """
    waiting = select(Attestation.id).where(Attestation.file_id.is_(None)).order_by(Attestation.id)
    return sum(_tried(attestation_id) for attestation_id in session().scalars(waiting).all())


def store_soon(attestation_id: int) -> None:
    """Make a short file at once; a long one, or one that fails, is the worker's."""
    annex = session().get_one(Attestation, attestation_id).facts.get("releases")
    if isinstance(annex, list) and len(annex) > AT_ONCE:
        wake(ATTESTATIONS)
    else:
        _tried(attestation_id)


def attestation_pdf(attestation: Attestation) -> bytes:
    """Render an attestation from its facts; equal facts give equal bytes."""
    return render_paper(
        paper_of(PAPERS[attestation.kind], attestation.facts),
        attestation.language,
        identifier=f"{attestation.series} {attestation.number}".encode(),
        created=attestation.issued_at,
    )


def _tried(attestation_id: int) -> bool:
    try:
        return _store(attestation_id)
    except Exception:
        # It is issued and stands; its file is tried again at the next look.
        log.exception("attestation not rendered", attestation=attestation_id)
        return False


def _store(attestation_id: int) -> bool:
    found = session().get_one(Attestation, attestation_id, options=[undefer(Attestation.facts)])
    if found.file_id is not None:
        return False
    content, version = attestation_pdf(found), template_version(found.kind.value)
    with transaction():
        return keep_paper(attestation_id=attestation_id, content=content, version=version, at=clock.now())
