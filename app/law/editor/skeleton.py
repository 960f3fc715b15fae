"""An empty rule set to begin from: every key that must be there, with nothing in it."""

from app.domain.law import SCHEMA
from app.law.editor.parts import LISTS, WHOLE, known_keys
from app.law.writing import write_document


def empty_rule_set(jurisdiction: str) -> str:
    """The text of a rule set of a country that says nothing yet; the check lists what to fill in."""
    known: dict[str, object] = {
        "schema": SCHEMA,
        "jurisdiction": jurisdiction,
        "title": dict.fromkeys(("uz", "ru", "en"), ""),
        "working_week": 5,
        "unknowns": [],
        "requests": {},
        "receipt": {"required": None, "form": None, "citation": None},
        "imprint": {"elements": [], "citation": None},
        **{part.path: [] for part in LISTS},
    }
    return write_document({key: known.get(key) for key in known_keys(WHOLE)})
