"""Issues batches and makes their print files; killed at any moment, it loses and doubles nothing."""

import structlog

from app.compliance.batches import working
from app.compliance.batches.printing import batches_to_print, print_batch
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.jobs import wake

log = structlog.get_logger()
BATCHES = "notice batches"
ISSUED_BEFORE_WAKING = 20
"""The files are made beside, while the next notices are issued."""


def issue_batches() -> int:
    """Issue every batch that was started, the oldest first; return how many depositors were dealt with."""
    return sum(_issue(batch_id) for batch_id in working.running_batches())


def make_print_files() -> int:
    """Make the print files of batches whose notices all have their files, and return how many were made."""
    return sum(_print(batch_id) for batch_id in batches_to_print())


def _issue(batch_id: int) -> int:
    settled = 0
    while True:
        line_id = working.next_line(batch_id)
        if line_id is None:
            break
        if not _settle(line_id):
            return settled  # another worker holds it: that one goes on
        settled += 1
        if settled % ISSUED_BEFORE_WAKING == 1:
            wake("notices")
    with transaction():
        working.finish_batch(batch_id=batch_id, at=clock.now())
    if settled:
        wake("notices")
    return settled


def _settle(line_id: int) -> bool:
    try:
        with transaction():
            return working.issue_line(line_id=line_id, at=clock.now())
    except DomainError as error:
        refusal = error
    except Exception:
        # Whatever it was, the other depositors must not wait for it; the batch says so and can be retried.
        log.exception("notice of a batch not issued", line=line_id)
        refusal = DomainError("notice_batch.broken")
    with transaction():
        working.note_failure(line_id=line_id, error=refusal, at=clock.now())
    return True


def _print(batch_id: int) -> bool:
    try:
        return print_batch(batch_id)
    except Exception:
        log.exception("print file not made", batch=batch_id)
        return False
