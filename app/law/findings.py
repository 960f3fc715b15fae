"""What reading a text as a rule set finds: the set, or everything that keeps the text from being one."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.law import Problem, RuleSet


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a text: the line it stands in (from 1; 0: not known) and, where one value is at fault, how
    it is written there without quotes."""

    problem: Problem
    line: int
    written: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text says: its rule set, or everything that keeps it from being one. `document` is what could be
    read as plain data, None where the text is no YAML or JSON object."""

    rule_set: RuleSet | None
    document: Mapping[str, object] | None
    findings: tuple[Finding, ...]
