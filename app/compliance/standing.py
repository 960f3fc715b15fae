"""How a notice stands now: derived from what it names, never stored."""

from datetime import datetime
from enum import StrEnum


class NoticeStatus(StrEnum):
    """The state of a notice."""

    LIVE = "live"
    """Something that it names is still missing, and nothing speaks against asking for it."""
    SPARED = "spared"
    """All that is still missing of it is in dispute, or was given time."""
    CURED = "cured"
    """All that it names was received."""
    LAPSED = "lapsed"
    """Nothing more is asked for, though not all came: owed no longer, its day is to come again after an
    amendment, or an objection was accepted."""
    SUPERSEDED = "superseded"
    """The authority took it back and issued another in its place."""
    WITHDRAWN = "withdrawn"
    """The authority took it back."""


def notice_status(
    *, withdrawn_at: datetime | None, replaced: bool, missing: int, spared: int, lapsed: int
) -> NoticeStatus:
    """The state of a notice: how many copies are missing, how many of others are spared for a time, for how
    many lines nothing more is asked for though not all came."""
    if replaced:
        return NoticeStatus.SUPERSEDED
    if withdrawn_at is not None:
        return NoticeStatus.WITHDRAWN
    if missing or spared:
        return NoticeStatus.LIVE if missing else NoticeStatus.SPARED
    return NoticeStatus.LAPSED if lapsed else NoticeStatus.CURED
