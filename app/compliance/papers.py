"""Why a paper of the authority is not there, and that nothing is issued while it could not be signed."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.compliance.numbered import NumberedPaper
from app.domain.errors import Conflict
from app.infra import clock
from app.infra.signing.here import trouble_at

USUAL_WAIT = timedelta(minutes=15)
"""Longer than a paper waits for its turn; a time-stamp authority that is silent is told by it."""


class Wait(StrEnum):
    """What a paper waits for."""

    TURN = "turn"
    KEY = "key"
    """The key that is configured cannot sign."""
    LONG = "long"
    """It could not be made for longer than usual; it is tried again and again."""


def refuse_while_key_is_unusable(refusal: str = "paper.cannot_sign") -> None:
    """Keep what starts clocks, and what others rely on, from being issued without a paper.

    Only what is known without the network counts: a silent time-stamp authority holds up papers, not acts.

    Raises:
        Conflict: `paper.cannot_sign`, or the refusal that is given.
    """
    if trouble_at(clock.now()) is not None:  # papers are signed when they are made, whatever day they bear
        raise Conflict(refusal)


def wait_of(paper: NumberedPaper, issued_at: datetime, at: datetime) -> Wait | None:
    """What a paper waits for at this moment; None if it is there."""
    if paper.file_id is not None:
        return None
    if trouble_at(at) is not None:
        return Wait.KEY
    return Wait.LONG if at - issued_at > USUAL_WAIT else Wait.TURN
