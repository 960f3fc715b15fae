"""Exemptions and totals of the older format."""

from collections.abc import Iterator
from typing import Any

from app.law.conversion.conditions import condition
from app.law.conversion.parts import Source, citation, texts


def exemptions(document: Source) -> Iterator[dict[str, Any]]:
    """Every exemption that has not ended; one that had, when the file was written, is told in the notes."""
    for item in document["exemptions"]:
        if has_ended(item):
            continue
        found = {
            "id": item["id"],
            "title": texts(item["text"]),
            "when": condition(item["condition"]),
            "effect": item["effect"],
        }
        if item["effect"] == "one_medium_only":
            found["rules"] = [
                rule["id"] for rule in document["rules"] if "print" not in rule["applies"]["carriers"]
            ]
        yield found | {"citation": citation(item["source"]), "confidence": item["confidence"]}


def has_ended(item: Source) -> bool:
    """Whether an exemption held until a day only."""
    return "valid_to" in item["condition"]


def totals_of(document: Source) -> Iterator[dict[str, Any]]:
    """The copies of all rules together, where only that number is known."""
    for item in document.get("copies_totals", ()):
        yield {
            "when": condition(item["condition"]),
            "total": item["total"],
            "citation": citation(item["source"]),
            "confidence": item["confidence"],
        }
