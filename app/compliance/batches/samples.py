"""What a notice of a batch would say, as a file that says itself that it is none."""

from dataclasses import replace
from datetime import datetime

from app.compliance.batches.models import NoticeBatch
from app.compliance.batches.queries import first_waiting
from app.compliance.documents import Hands, notice_paper
from app.compliance.issuers import issuer
from app.compliance.numbering import Identity
from app.compliance.queries.late_lines import unnoticed_ids
from app.compliance.services.issuing import preview_notice
from app.compliance.wordings.queries import wording_in_force
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.infra import clock
from app.infra.papers import render_paper

NO_CODE = "0000-0000-0000"
"""Nothing is found under it: who scans the symbol of a preview learns that there is no such document."""


def sample_pdf(batch: NoticeBatch, *, by: Actor, at: datetime) -> bytes:
    """Render the notice of the first who waits, as it would be now.

    Raises:
        Conflict: `notice.nothing_left`, nobody waits, or nothing of the first one's is late any more.
        DomainError: as `preview_notice` does.
    """
    depositor_id, today = first_waiting(batch), clock.local_day(at)
    if depositor_id is None:
        raise Conflict("notice.nothing_left")
    lines = unnoticed_ids(by, depositor_id, today=today)
    found = preview_notice(depositor_id=depositor_id, obligation_ids=lines, by=by, at=at)
    if found.grounds is None:
        raise Conflict("notice.nothing_left")
    identity = Identity("preview", today.year, 0, NO_CODE, at)
    asked = found.grounds.in_force.rule_set.countersigns_notices
    hands = _hands(batch, by) if asked else Hands(by)
    paper = notice_paper(
        identity, found.checked.lines, found.grounds, case="", hands=hands, language=batch.language
    )
    marked = replace(paper, preview=True)
    wording = wording_in_force(batch.language, today)
    edited = wording.texts if wording is not None else None
    identifier = f"preview {batch.id}".encode()
    return render_paper(marked, batch.language, identifier=identifier, created=at, edited=edited)


def _hands(batch: NoticeBatch, by: Actor) -> Hands:
    """Who would issue and countersign if the reader started the batch; who prepared it cannot."""
    preparer = issuer(batch.created_by_id) or by
    return Hands(preparer, None if preparer.account_id == by.account_id else by)
