"""Parts that many places of a rule set share: texts, citations, deadlines."""

from collections.abc import Mapping
from typing import Any

from app.law.conversion.titles import translated

Source = Mapping[str, Any]

EVENTS = {"unknown": None, "later_of_publication_or_request": "publication", "deadline_missed": "due_date"}
"""Events that are called otherwise now. The later of publication and request is what `on_request` means."""


def texts(source: str) -> dict[str, str]:
    """A text in each language; where no translation is known the original stands in for it."""
    return translated(source)


def citation(source: Source | None) -> dict[str, Any] | None:
    """Where the law says so; None where the older file does not say."""
    return None if source is None else {"instrument": source["instrument"], "locator": source["locator"]}


def deadline(source: Source, counting: Source, default_event: str | None = None) -> dict[str, Any]:
    """A deadline, counted as the whole set is: the older format says that once, in `calendar`."""
    event = source.get("from", default_event)
    direction = source.get("direction", "after")
    day_count = counting["day_count"]
    return {
        "value": source["value"],
        "unit": source["unit"],
        "day_count": None if day_count == "unknown" else day_count,
        "event": EVENTS.get(event, event),
        "direction": direction,
        "start_day_counts": counting["start_day_counts"],
        "roll": counting["roll"] if direction == "after" else "none",
    }
