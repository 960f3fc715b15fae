"""What a run is asked to do: its rule sets as they were chosen, and the thickness of pages."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.law import RuleSet
from app.domain.simulation import SpineGroup
from app.infra.storage import storage
from app.law.reading import read_rule_set


@dataclass(frozen=True, slots=True)
class ChosenLaw:
    """A rule set that was chosen; its text lies in the store under `sha256`.

    `draft` says how far it had come if it was not adopted yet: it may have changed since.
    """

    code: str
    version: str
    hypothetical: bool
    title: Mapping[str, str]
    sha256: str
    draft: str = ""

    @property
    def name(self) -> str:
        """The rule set as it is written: `uz-draft 0.1`; a draft with the beginning of its SHA-256."""
        known = f"{self.code} {self.version}"
        return f"{known} ({self.sha256[:8]})" if self.draft else known

    def read(self) -> RuleSet:
        """Return the rule set from its text. Raises as `FolderStorage.get` does."""
        return read_rule_set(storage().get(self.sha256).decode())


@dataclass(frozen=True, slots=True)
class Setup:
    """One law, or two to compare, and tenths of a millimetre to a hundred pages by group of kinds."""

    laws: Sequence[ChosenLaw]
    thickness: Mapping[SpineGroup, int]

    @property
    def hypothetical(self) -> bool:
        """Whether any of the rule sets is, or is a draft: all that is made of the run is a specimen then."""
        return any(law.hypothetical or law.draft for law in self.laws)

    @property
    def names(self) -> list[str]:
        """The rule sets as they are written."""
        return [law.name for law in self.laws]

    def to_json(self) -> dict[str, object]:
        """Return the setup as a run keeps it."""
        laws = [{**asdict(law), "title": dict(law.title)} for law in self.laws]
        return {"laws": laws, "thickness": {group.value: tenths for group, tenths in self.thickness.items()}}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Setup":
        """Read the setup of a run."""
        thickness = {SpineGroup(name): int(tenths) for name, tenths in kept["thickness"].items()}
        return cls([ChosenLaw(**law) for law in kept["laws"]], thickness)
