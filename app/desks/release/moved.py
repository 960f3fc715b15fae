"""Whether registrations can be taken back still."""

from collections.abc import Sequence

from app.deposits.obligations.queries import has_moved
from app.edeposit.queries import obligations_with_waiting_files


def cannot_be_withdrawn(release_ids: Sequence[int]) -> bool:
    """Whether something of these releases has moved: what reactions to a withdrawal refuse, known before."""
    return has_moved(release_ids) or bool(obligations_with_waiting_files(release_ids))
