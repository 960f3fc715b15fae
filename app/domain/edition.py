"""New edition or unchanged reprint: decided from what has changed since the last release.

Changes of text, title, format or publisher make another edition, a new cover or price does not
(International ISBN Agency, ISBN Users' Manual: when a new ISBN is needed). What a reprint owes is not decided
here: that is the law's.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from app.domain.publication import EditionStatus


class Change(StrEnum):
    """What may differ from the last release; `NONE` says that nothing does."""

    TEXT = "text"
    TITLE = "title"
    FORMAT = "format"
    PUBLISHER = "publisher"
    COVER = "cover"
    PRICE = "price"
    NONE = "none"


RENEWING = frozenset({Change.TEXT, Change.TITLE, Change.FORMAT, Change.PUBLISHER})
"""Any one of these makes another edition."""

CHANGES_OF: Mapping[EditionStatus, list[str]] = MappingProxyType(
    {
        EditionStatus.REVISED: [Change.TEXT.value],
        EditionStatus.UNCHANGED_REPRINT: [Change.NONE.value],
    }
)
"""What has changed, where only the outcome was said, as in a list that was loaded."""


def edition_status(published_before: bool | None, changes: Collection[str]) -> EditionStatus | None:
    """Return which edition it is; None while that is not known. No `changes` means that nobody has said."""
    if published_before is None:
        return None
    if not published_before:
        return EditionStatus.FIRST
    if not changes:
        return None
    return EditionStatus.UNCHANGED_REPRINT if RENEWING.isdisjoint(changes) else EditionStatus.REVISED


def contradictory(changes: Collection[str]) -> bool:
    """Say whether it is answered both that nothing has changed and that something has."""
    return Change.NONE in changes and len(changes) > 1
