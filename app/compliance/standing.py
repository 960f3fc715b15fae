"""How a notice stands now: derived from what it names, never stored."""

from datetime import datetime
from enum import StrEnum


class NoticeStatus(StrEnum):
    """The state of a notice."""

    LIVE = "live"
    """Something that it names is still missing."""
    CURED = "cured"
    """All that it names was received, or is owed no longer."""
    WITHDRAWN = "withdrawn"
    """The authority took it back."""


def notice_status(*, withdrawn_at: datetime | None, open_lines: int) -> NoticeStatus:
    """The state of a notice of which so many lines are still open."""
    if withdrawn_at is not None:
        return NoticeStatus.WITHDRAWN
    return NoticeStatus.LIVE if open_lines else NoticeStatus.CURED
