"""How a notice stands now: derived from what it names, never stored."""

from datetime import datetime
from enum import StrEnum


class NoticeStatus(StrEnum):
    """The state of a notice."""

    LIVE = "live"
    """Something that it names is still missing."""
    CURED = "cured"
    """All that it names was received."""
    LAPSED = "lapsed"
    """Nothing that it names is owed any longer, though not all of it was received."""
    SUPERSEDED = "superseded"
    """The authority took it back and issued another in its place."""
    WITHDRAWN = "withdrawn"
    """The authority took it back."""


def notice_status(
    *, withdrawn_at: datetime | None, replaced: bool, open_lines: int, lapsed_lines: int
) -> NoticeStatus:
    """The state of a notice: how many of its lines are still open, how many ended without the copies."""
    if replaced:
        return NoticeStatus.SUPERSEDED
    if withdrawn_at is not None:
        return NoticeStatus.WITHDRAWN
    if open_lines:
        return NoticeStatus.LIVE
    return NoticeStatus.LAPSED if lapsed_lines else NoticeStatus.CURED
