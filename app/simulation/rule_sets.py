"""The rule sets that may be simulated: those adopted, and those that come with the product."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from sqlalchemy import select

from app.domain.errors import DomainError
from app.infra.db import session
from app.infra.storage import storage
from app.law import reading
from app.law.models import AdoptedRuleSet
from app.law.queries import rule_sets
from app.simulation.setup import ChosenLaw

BUNDLED = Path(reading.__file__).parent / "rule_sets"


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule set on offer; `key` names it in the form and `text` gives its text."""

    key: str
    code: str
    version: str
    hypothetical: bool
    title: Mapping[str, str]
    adopted: bool
    text: Callable[[], str]


def choices() -> list[Choice]:
    """Return what may be chosen: adopted sets, the newest first, then bundled ones that are none of those.

    The one place that decides it. A hypothetical set may be simulated anywhere: it owes nothing by that.
    """
    adopted = [
        Choice(
            f"adopted-{law.id}",
            law.code,
            law.version,
            law.hypothetical,
            law.rule_set.title,
            True,
            partial(_adopted_text, law.id),
        )
        for law in rule_sets()
    ]
    known = {(choice.code, choice.version) for choice in adopted}
    return [*adopted, *(choice for choice in _bundled() if (choice.code, choice.version) not in known)]


def chosen_law(key: str, field: str) -> ChosenLaw:
    """Return the choice with its text put into the store, where the run will find it unchanged.

    Raises:
        DomainError: `simulation.unknown_law` at `field`, nothing on offer has this key.
    """
    choice = next((choice for choice in choices() if choice.key == key), None)
    if choice is None:
        raise DomainError("simulation.unknown_law", field)
    digest = storage().put(choice.text().encode())
    return ChosenLaw(choice.code, choice.version, choice.hypothetical, dict(choice.title), digest)


def _adopted_text(rule_set_id: int) -> str:
    return session().scalars(select(AdoptedRuleSet.text).where(AdoptedRuleSet.id == rule_set_id)).one()


def _bundled() -> list[Choice]:
    return [_bundled_choice(path, _digest(path)) for path in sorted(BUNDLED.glob("*.yaml"))]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _bundled_choice(path: Path, digest: str) -> Choice:
    """Read once while its text stays the same, which `digest` tells."""
    text = path.read_text("utf-8")
    rule_set = reading.read_rule_set(text)
    return Choice(
        f"bundled-{path.stem}",
        rule_set.id,
        rule_set.version,
        rule_set.hypothetical,
        rule_set.title,
        False,
        lambda: text,
    )
