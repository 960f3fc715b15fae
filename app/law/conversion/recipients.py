"""Recipients of the older format, which named no library by a code."""

from collections.abc import Iterator
from typing import Any

from app.law.conversion.parts import Source, deadline, texts

CHOSEN_BY = {
    "by_depositor_region": "depositor_region",
    "by_depositor_municipality": "depositor_municipality",
    "by_language": "languages",
    "by_subject": "subjects",
}
UNKNOWN_TIME = {"value": None, "unit": "day", "from": "delivered"}


def recipients(document: Source) -> Iterator[dict[str, Any]]:
    """Every recipient, tied to libraries; and those to whom one passes copies on, known by name only.

    The older format names no library by a code, so codes are made from the country's and the recipient's id.
    """
    country = document["ruleset"]["jurisdiction"].lower()
    for item in document["recipients"]:
        onward = f"{item['id']}-onward"
        found = {"id": item["id"], "title": texts(item["name"]), "role": item["role"]}
        found |= _libraries(item, f"{country}-{item['id']}")
        if "distributes_to" in item:
            within = deadline(UNKNOWN_TIME, document["calendar"])
            found["forwards_to"] = [{"recipient": onward, "copies": None, "within": within}]
        yield found
        if "distributes_to" in item:
            yield {
                "id": onward,
                "title": texts(item["distributes_to"]),
                "role": "deposit_library_group",
                "depository": f"{country}-{onward}",
            }


def _libraries(item: Source, code: str) -> dict[str, Any]:
    members = item.get("members")
    if item.get("region_soato") is None and item["region_scope"] in CHOSEN_BY:
        return {"members": {"by": CHOSEN_BY[item["region_scope"]], "prefix": f"{code}-"}}
    if members is not None and members > 1:
        return {"group": [f"{code}-{number}" for number in range(1, members + 1)]}
    return {"depository": code}
