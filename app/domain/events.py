"""What happened: one event for each act, published by the service that did it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing an event is about, named by its table-independent kind and its identifier."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Event:
    """One act: who did what to which subjects, when, and what it changed.

    `name` is `noun.verb_past` (`consignment.sent`). `subjects[0]` is the main subject; the others are
    what the act also concerns, so that each one's timeline shows it. `before` and `after` hold JSON
    values only. Passwords, tokens and file contents never enter an event.
    """

    name: str
    by: Actor
    at: datetime
    subjects: tuple[Subject, ...]
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
