"""What follows a duty in the older format: claims, sanctions, refunds."""

from typing import Any

from app.law.conversion.conditions import condition
from app.law.conversion.parts import Source, citation, deadline, texts

AUTHORITIES = {
    "the library itself": "the_library_itself",
    "county court or sheriff": "county_court_or_sheriff",
    "unknown": None,
}


def claim(item: Source, counting: Source) -> dict[str, Any]:
    """A step after a missed due date."""
    return {
        "step": item["step"],
        "action": item["action"],
        "addressee": item["addressee"],
        "after": deadline(item["after"], counting),
        "citation": citation(item["source"]),
    }


def cure_period(document: Source) -> dict[str, Any] | None:
    """The time that a notice leaves, which the older format said at its step; None if it says none."""
    for item in document["claims"]:
        if "cure_period" in item:
            within = deadline(item["cure_period"], document["calendar"])
            return {"within": within, "citation": citation(item["source"])}
    return None


def sanction(item: Source) -> dict[str, Any]:
    """A penalty; an amount that is no number becomes what bounds it."""
    amount = item["amount"] or {"min": None, "max": None, "unit": None}
    found = {
        "id": item["id"],
        "kind": item["kind"],
        "offences": list(item["offence"]),
        "liable": item["liable"],
        "minimum": amount["min"],
        "maximum": amount["max"],
    }
    if isinstance(amount["max"], str):
        found |= {"maximum": None, "measure": amount["max"]}
    return found | {
        "unit": amount["unit"],
        "authority": AUTHORITIES.get(item["authority"], item["authority"]),
        "citation": citation(item["source"]),
    }


def compensation(item: Source, counting: Source) -> dict[str, Any]:
    """A refund, of which some texts say neither the least cost nor the time."""
    tests = dict(item.get("condition", {}))
    least = tests.pop("unit_cost_min", {"value": None, "unit": None})
    window = item.get("application_window")
    return {
        "id": item["id"],
        "title": texts(item["text"]),
        "when": condition(tests),
        "unit_cost_min": least["value"],
        "unit": least["unit"],
        "apply_within": deadline(window, counting) if window else None,
        "citation": citation(item["source"]),
    }
