"""What requests of a depositor do to one obligation: derived from them, kept beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Pause(StrEnum):
    """Why nobody is accused by an obligation, though its day is past."""

    ASKED = "asked"
    """A request that names it waits for an answer."""
    UPHELD = "upheld"
    """An objection was accepted, and the authority has not reopened it."""


class Effect(StrEnum):
    """What granting a request does."""

    EXTENDED = "extended"
    EXCUSED = "excused"
    UPHELD = "upheld"


@dataclass(frozen=True, slots=True)
class Claimed:
    """One line of one request. `granted` None: not decided; `waits`: it is neither decided nor ended.

    `until` is the day of an extension; `reopened`: what was upheld was taken up again.
    """

    effect: Effect
    waits: bool
    granted: bool | None = None
    until: date | None = None
    decided_at: datetime | None = None
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Relief:
    """What stands beside an obligation; its due day itself never moves."""

    pause: Pause | None = None
    extended_to: date | None = None
    excused_at: datetime | None = None


def relief_of(lines: Sequence[Claimed]) -> Relief:
    """What all requests that name one obligation give it together: the furthest day, the first excuse."""
    granted = [line for line in lines if line.granted]
    days = [line.until for line in granted if line.effect is Effect.EXTENDED and line.until]
    excuses = [line.decided_at for line in granted if line.effect is Effect.EXCUSED and line.decided_at]
    upheld = any(line.effect is Effect.UPHELD and not line.reopened for line in granted)
    pause = Pause.ASKED if any(line.waits for line in lines) else Pause.UPHELD if upheld else None
    return Relief(pause, max(days, default=None), min(excuses, default=None))


def spares(pause: Pause | None, extended_to: date | None, today: date) -> bool:
    """Whether a request speaks against asking for it on `today`: it waits, was accepted, or gave time."""
    return pause is not None or (extended_to is not None and extended_to >= today)


def spares_for_a_time(pause: Pause | None, extended_to: date | None, today: date) -> bool:
    """Whether it is spared and not for good, as what was accepted is unless it is reopened."""
    return spares(pause, extended_to, today) and pause is not Pause.UPHELD


def is_over(due_on: date | None, today: date) -> bool:
    """Whether the law's own day is over, whatever time was granted besides. Where facts were amended so that
    it is still to come, or there is none any more, nobody asks for anything."""
    return due_on is not None and due_on < today


def last_day(due_on: date | None, extended_to: date | None) -> date | None:
    """The last day on which the duty is done in time: the due day, or a later one that was granted."""
    return max(due_on, extended_to) if due_on and extended_to else due_on
