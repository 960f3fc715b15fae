"""The rule sets that may be simulated: adopted, being prepared, and those that come with the product."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.infra.db import session
from app.infra.storage import storage
from app.law import reading
from app.law.drafts.queries import state_of_draft, whole_drafts
from app.law.drafts.states import State
from app.law.models import AdoptedRuleSet
from app.law.queries import rule_sets
from app.policy.permissions import Permission
from app.policy.table import may
from app.simulation.setup import ChosenLaw

BUNDLED = Path(reading.__file__).parent / "rule_sets"


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule set on offer; `key` names it in the form and `text` gives its text.

    `draft` is how far it has come, empty unless it is being prepared.
    """

    key: str
    code: str
    version: str
    hypothetical: bool
    title: Mapping[str, str]
    adopted: bool
    text: Callable[[], str]
    draft: State | None = None


def choices(by: Actor | None = None) -> list[Choice]:
    """Return what may be chosen: adopted sets, the newest first, then bundled ones that are none of those.

    Whoever prepares rule sets may choose drafts and proposals too, if nothing is wrong in them. The one place
    that decides it. A hypothetical set may be simulated anywhere: it owes nothing by that.
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
    bundled = [choice for choice in _bundled() if (choice.code, choice.version) not in known]
    prepares = by is not None and may(by, Permission.LAW_SIMULATE) and may(by, Permission.LAW_PREPARE)
    return [*adopted, *(_drafts() if prepares else ()), *bundled]


def chosen_law(key: str, field: str, by: Actor) -> ChosenLaw:
    """Return the choice with its text put into the store, where the run will find it unchanged.

    Raises:
        DomainError: `simulation.unknown_law` at `field`, nothing on offer has this key.
    """
    choice = next((choice for choice in choices(by) if choice.key == key), None)
    if choice is None:
        raise DomainError("simulation.unknown_law", field)
    digest = storage().put(choice.text().encode())
    draft = choice.draft.value if choice.draft is not None else ""
    return ChosenLaw(choice.code, choice.version, choice.hypothetical, dict(choice.title), digest, draft)


def _adopted_text(rule_set_id: int) -> str:
    return session().scalars(select(AdoptedRuleSet.text).where(AdoptedRuleSet.id == rule_set_id)).one()


def _drafts() -> list[Choice]:
    return [_draft_choice(draft.id, draft.text, state_of_draft(draft)) for draft in whole_drafts()]


@lru_cache(maxsize=100)
def _draft_choice(draft_id: int, text: str, state: State) -> Choice:
    """Read once while its text stays the same."""
    return _choice(f"draft-{draft_id}", text, state)


def _choice(key: str, text: str, state: State | None = None) -> Choice:
    found = reading.read_rule_set(text)
    return Choice(key, found.id, found.version, found.hypothetical, found.title, False, lambda: text, state)


def _bundled() -> list[Choice]:
    return [_bundled_choice(path, _digest(path)) for path in sorted(BUNDLED.glob("*.yaml"))]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _bundled_choice(path: Path, digest: str) -> Choice:
    """Read once while its text stays the same, which `digest` tells."""
    return _choice(f"bundled-{path.stem}", path.read_text("utf-8"))
