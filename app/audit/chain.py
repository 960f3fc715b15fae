"""The chain: each sealed act carries a hash over itself and over the hash before it.

The hash is SHA-256 (FIPS 180-4) over canonical JSON: keys sorted, no spaces, UTF-8, moments in UTC.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from app.audit.models import AuditEvent

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class SealedAct:
    """An act with what it concerns, as it was sealed."""

    event: AuditEvent
    subjects: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The first position at which the chain does not hold, and why in one English line."""

    position: int
    reason: str


def content_of(
    event: AuditEvent, subjects: Iterable[tuple[str, int]], *, position: int, previous: str
) -> dict[str, object]:
    """Return what of an act at a position of the chain is hashed."""
    return {
        "position": position,
        "previous_hash": previous,
        "id": event.id,
        "name": event.name,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account_id": event.account_id,
        "actor_name": event.actor_name,
        "actor_role": event.actor_role,
        "actor_organisation_id": event.actor_organisation_id,
        "before": event.before,
        "after": event.after,
        "subjects": sorted([kind, subject_id] for kind, subject_id in subjects),
    }


def hash_content(content: Mapping[str, object]) -> str:
    """Return the hash of what `content_of` gave, also after it was written as JSON and read again."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def hash_act(event: AuditEvent, subjects: Iterable[tuple[str, int]], *, position: int, previous: str) -> str:
    """Return the hash of an act at a position of the chain."""
    return hash_content(content_of(event, subjects, position=position, previous=previous))


def first_break(acts: Iterable[SealedAct]) -> Break | None:
    """Return where a chain, given in order of position, breaks first; None if it holds.

    A changed, removed, inserted or moved act changes a hash or leaves a gap.
    """
    return next(_breaks(acts), None)


def _breaks(acts: Iterable[SealedAct]) -> Iterator[Break]:
    previous, expected = BEGINNING, 1
    for act in acts:
        event = act.event
        position = event.position or 0
        if position != expected:
            yield Break(expected, f"the act at this position is missing; the next one found is {position}")
        elif event.previous_hash != previous:
            yield Break(position, "the act does not follow the one before it")
        elif event.hash != hash_act(event, act.subjects, position=position, previous=previous):
            yield Break(position, "the act or what it concerns was changed after it was sealed")
        previous, expected = event.hash or "", position + 1
