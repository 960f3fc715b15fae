"""How a table is applied: the longest entry first, in the case of the text it replaces."""

import re
from collections.abc import Iterable


def alternatives(entries: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any entry in any case and prefers the longest."""
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    return re.compile("|".join(re.escape(entry) for entry in ordered), re.IGNORECASE)


def match_case(source: str, target: str) -> str:
    """Return `target` in capitals, with one capital or as it is, as `source` was written."""
    if not source[:1].isupper():
        return target
    if len(source) > 1 and source.isupper():
        return target.upper()
    return target[:1].upper() + target[1:]
