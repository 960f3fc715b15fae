"""Rules of the older format."""

from collections.abc import Iterator
from typing import Any

from app.law.conversion.conditions import condition
from app.law.conversion.parts import Source, citation, deadline, texts

MORE_PRINT = "more_printed_copies"
PERIODS = {"week": "week", "month": "month", "year": "year"}


def rules(document: Source) -> Iterator[dict[str, Any]]:
    """Every rule, each with what the older format said once for the whole set."""
    for item in document["rules"]:
        found: dict[str, Any] = {"id": item["id"], "title": texts(item["title"]), "when": _applies(item)}
        for name in ("depositor", "delivered_by", "recipients", "copies", "copies_scope", "copies_limit"):
            if name in item:
                found[name] = item[name]
        missing = _when_missing(item, document)
        if missing:
            found["when_missing"] = missing
        found |= {"form": item["deposit_form"], "trigger": item["trigger"]}
        found |= _asked_and_collected(item, document["calendar"])
        found["deadline"] = deadline(item["deadline"], document["calendar"])
        found |= {"strength": item["obligation"], "cost": item["cost"]}
        found |= _copy(item)
        found |= {"citation": citation(item["source"]), "confidence": item["confidence"]}
        found |= {name: item[name] for name in ("field_confidence", "notes") if name in item}
        yield found


def _applies(item: Source) -> dict[str, Any]:
    applies = dict(item["applies"])
    return condition(applies | applies.pop("conditions", {}))


def _when_missing(item: Source, document: Source) -> dict[str, Any] | None:
    """More printed copies where a file does not come: the older format said so at the file."""
    for other in document["rules"]:
        same = all(other[name] == item[name] for name in ("depositor", "recipients", "applies"))
        alternative = other.get("alternative", {})
        if same and item["deposit_form"] == "physical" and alternative.get("mode") == MORE_PRINT:
            return {"form": other["deposit_form"], "copies": alternative["copies"]}
    return None


def _asked_and_collected(item: Source, counting: Source) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "request_window" in item:
        found["request_window"] = deadline(item["request_window"], counting)
    if "request_form" in item:
        found["request_forms"] = list(item["request_form"])
    if "harvest_frequency" in item:
        often = item["harvest_frequency"]
        found["harvest_frequency"] = {
            "times": often["value"],
            "period": PERIODS[often["per"]],
            "at_least": often.get("at_least", False),
        }
    return found


def _copy(item: Source) -> dict[str, Any]:
    """What the copy must be like, what comes with it, and what may come in its place."""
    found: dict[str, Any] = {}
    quality = dict(item.get("quality", {}))
    formats = quality.pop("formats", None)
    if quality:
        found["quality"] = [name if value is True else f"{name}_{value}" for name, value in quality.items()]
    if formats:
        found["formats"] = formats
    if "accompanying" in item:
        found["accompanying"] = item["accompanying"]
    mode = item.get("alternative", {}).get("mode")
    if mode not in (None, MORE_PRINT):
        found["alternative"] = mode
    return found
