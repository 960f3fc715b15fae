"""A whole rule set, from the older format to the one that the product runs."""

from typing import Any

from app.domain.law import SCHEMA
from app.law.conversion.consequences import claim, compensation, cure_period, sanction
from app.law.conversion.exemptions import exemptions, totals_of
from app.law.conversion.formalities import imprint, periodicals, receipt
from app.law.conversion.notes import notes
from app.law.conversion.parts import Source, texts
from app.law.conversion.recipients import recipients
from app.law.conversion.rules import rules
from app.law.conversion.telling_apart import told_apart

WORKING_WEEK = 5
"""Days. The older format does not say; every country it describes has one of five."""


def convert(document: Source) -> dict[str, Any]:
    """The document of a rule set in the format `deposit-rules/2`; reading and checking it is the caller's.

    What was said once for the whole set (how days are counted) stands at each deadline now. `calendar`,
    `terms` and the dates of effect, which belong to an adoption, are told in the notes.

    Raises:
        DomainError: `law.not_convertible`, a condition is not known here.
    """
    head = document["ruleset"]
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "id": head["id"],
        "jurisdiction": head["jurisdiction"],
        "version": head["version"],
        "title": texts(head["title"]),
        "hypothetical": head["status"] == "hypothetical",
        "confidence": head["confidence"],
        "working_week": WORKING_WEEK,
        "notes": " ".join(notes(document)),
        "instruments": [_instrument(item) for item in document["instruments"]],
        "recipients": list(recipients(document)),
        "rules": list(told_apart(rules(document))),
        "exemptions": list(exemptions(document)),
    }
    totals = list(totals_of(document))
    if totals:
        found["copies_totals"] = totals
    found |= {"reminders": [], "claims": [claim(item, document["calendar"]) for item in document["claims"]]}
    found |= {"cure_period": cure_period(document), "requests": {}}
    found["sanctions"] = [sanction(item) for item in document["sanctions"]]
    found["compensation"] = [compensation(item, document["calendar"]) for item in document["compensation"]]
    found |= {"receipt": receipt(document["receipt"]), "imprint": imprint(document["imprint"])}
    if "periodicals" in document:
        found["periodicals"] = periodicals(document["periodicals"])
    return found | {"unknowns": list(document["unknowns"])}


def _instrument(item: Source) -> dict[str, Any]:
    return {
        "id": item["id"],
        "title": texts(item["title"]),
        "citation": item["citation"],
        "url": item["url"] or None,
        "how_seen": item["how_seen"],
    }
