"""Publishing of events: reactions run at once, in the transaction of the act."""

from collections import defaultdict
from collections.abc import Callable

from flask import Flask, current_app

from app.domain.events import Event

Reaction = Callable[[Event], None]
EVERY = "*"


class Reactions:
    """Which functions run when an event of a name is published; filled by `app/wiring.py` alone."""

    def __init__(self) -> None:
        self._by_name: defaultdict[str, list[Reaction]] = defaultdict(list)

    def on(self, name: str, reaction: Reaction) -> None:
        """Let `reaction` run after each event called `name`, or after every event for `EVERY`."""
        self._by_name[name].append(reaction)

    def run(self, event: Event) -> None:
        """Run what is tied to this event's name, then what is tied to every event."""
        for reaction in (*self._by_name[event.name], *self._by_name[EVERY]):
            reaction(event)


def init_events(app: Flask) -> Reactions:
    """Give the application its own, empty table of reactions."""
    reactions = Reactions()
    app.extensions["nusxa_reactions"] = reactions
    return reactions


def publish(event: Event) -> None:
    """Tell everything that listens what has just been done; a failing reaction undoes the act."""
    reactions: Reactions = current_app.extensions["nusxa_reactions"]
    reactions.run(event)
