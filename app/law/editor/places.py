"""Where a problem of a document is mended: its place, its line, and the form of the object it lies in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.law.editor.parts import PARTS
from app.law.findings import Finding
from app.law.problems import advice

WHOLE = "whole"
PRESENT = "present"
"""The item of a part that is one object and no list."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A problem as a person reads it: the place (a path, empty for all of it), its line (0: none), advice.

    `part` and `item` name the form that holds the place; both are empty where there is none. Beside that form
    `field` is the id of the input that is nearest to the place.
    """

    place: str
    line: int
    text: str
    part: str
    item: str
    field: str = ""


def mend_for(finding: Finding, document: Mapping[str, object] | None) -> Mend:
    """A finding in the reader's language, with the form in which it can be mended."""
    part, item = form_of(finding.problem.path, document)
    return Mend(finding.problem.path, finding.line, advice(finding), part, item)


def form_of(path: str, document: Mapping[str, object] | None) -> tuple[str, str]:
    """The part and the item of the form that holds a path; an id in the path is looked up."""
    if document is None or not path:
        return "", ""
    part, bracket, rest = path.partition("[")
    if not bracket or part not in PARTS:
        steps = re.split(r"[.[]", path)
        names = (".".join(steps[:2]), steps[0])
        known = next((name for name in names if name in PARTS and not PARTS[name].many), "")
        if known:
            return known, PRESENT
        return ("", "") if steps[0] in PARTS or steps[0] not in document else (WHOLE, PRESENT)
    named = rest.partition("]")[0]
    entries = document.get(part)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and entry.get("id") == named:
            return part, str(number)
    return (part, named) if named.isdigit() else ("", "")
