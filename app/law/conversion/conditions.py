"""Tests of the older format as conditions."""

from collections.abc import Iterable
from typing import Any

from app.domain.errors import DomainError
from app.law.conversion.parts import Source

NEWSPAPER_LEVELS = {
    "federal": "national",
    "national": "national",
    "regional": "regional",
    "municipal": "local",
}
LISTS = {
    "kinds": ("kind", "any_of"),
    "kinds_not": ("kind", "none_of"),
    "carriers": ("carrier", "any_of"),
    "origin": ("origin", "any_of"),
    "languages": ("languages", "any_of"),
    "languages_not": ("languages", "none_of"),
    "subjects": ("subjects", "any_of"),
    "audiences": ("audiences", "any_of"),
    "depositor_region": ("depositor_region", "any_of"),
    "depositor_region_not": ("depositor_region", "none_of"),
}
RANGES = {
    "print_run_min": ("print_run", "min"),
    "print_run_max": ("print_run", "max"),
    "pages_max": ("pages", "max"),
    "import_copies_min": ("import_copies", "min"),
    "import_copies_max": ("import_copies", "max"),
}
TRUTHS = frozenset(
    {"original_deposited", "restricted", "print_on_demand", "hire_only", "file_delivered", "multi_medium",
     "same_identifier", "editorially_processed", "has_imprint", "other_regime"}
)  # fmt: skip
OUTSIDE = {"foreign": "imported"}


def condition(tests: Source) -> dict[str, Any]:
    """Tests of the older format as one condition.

    Raises:
        DomainError: `law.not_convertible`, the file asks for something that is not known here.
    """
    found: dict[str, Any] = {}
    for name, value in tests.items():
        if name in LISTS:
            fact, word = LISTS[name]
            found[fact] = {word: [OUTSIDE.get(str(item), item) for item in value]}
        elif name in RANGES:
            fact, word = RANGES[name]
            found[fact] = {**found.get(fact, {}), word: value}
        elif name in TRUTHS:
            found[name] = value
        elif name == "unchanged_reprint":
            found["edition_status"] = {"any_of" if value else "none_of": ["unchanged_reprint"]}
        elif name != "newspaper_level":
            raise DomainError("law.not_convertible", name=name)
    if "import_copies" in found:
        # How many copies are brought in is asked of what is brought in only.
        found = {"origin": {"any_of": ["imported"]}, **found}
    return found | _level(tests.get("newspaper_level"), tests.get("kinds", ()))


def _level(levels: Iterable[str] | None, kinds: Iterable[str]) -> dict[str, Any]:
    """The level of newspapers; of other kinds in the same rule it is not asked."""
    if levels is None:
        return {}
    asked = {"newspaper_level": {"any_of": [NEWSPAPER_LEVELS[level] for level in levels]}}
    if set(kinds) <= {"newspaper"}:
        return asked
    return {"any": [{"kind": {"none_of": ["newspaper"]}}, asked]}
