"""The condition of a rule or an exemption in a form: a question for each fact that may be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wtforms import StringField
from wtforms.validators import Regexp

from app.domain.law.condition_reading import ALTERNATIVES
from app.domain.law.conditions import FACTS, FactDefinition, FactType
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.editor.kinds import ABSENT, Context, Empty, Inputs, Kind, nothing
from app.law.editor.repeated import Repeated
from app.law.editor.values import Number, Truth
from app.law.editor.written import Yaml
from app.web.fields import select, several
from app.web.forms import at_most, choices_of

ANY_OF, NONE_OF = "any_of", "none_of"
HOW = "-how"
"""How the input ends that says which of the two relations is meant."""
CODES = r"\s*([a-z0-9][a-z0-9_-]*\s*(,\s*|$))*$"


@dataclass(frozen=True, slots=True)
class Among:
    """One of several codes, or none of them: ticked where the codes are known, else written."""

    words: frozenset[str] | None
    shape = "among"

    def fits(self, value: object) -> bool:
        if nothing(value):
            return True
        if not isinstance(value, dict) or len(value) != 1:
            return False
        ((relation, codes),) = value.items()
        return (
            relation in (ANY_OF, NONE_OF)
            and isinstance(codes, list)
            and all(isinstance(code, str) and self._knows(code) for code in codes)
            and 0 < len(codes) == len(set(codes))
        )

    def _knows(self, code: str) -> bool:
        return code in self.words if self.words is not None else "," not in code and code.strip() == code

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        how = select(
            _("Test"),
            choices=choices_of([(ANY_OF, gettext("One of these")), (NONE_OF, gettext("None of these"))]),
            default=ANY_OF,
        )
        if self.words is not None:
            return {
                f"{name}{HOW}": how,
                name: several(label, choices=choices_of((w, w) for w in sorted(self.words))),
            }
        written = Regexp(
            CODES, message=_("Write codes of small letters and figures, with commas between them.")
        )
        return {f"{name}{HOW}": how, name: StringField(str(label), validators=[at_most(1000), written])}

    def show(self, name: str, value: object) -> dict[str, object]:
        relation, codes = next(iter(value.items())) if isinstance(value, dict) and value else (ANY_OF, [])
        return {f"{name}{HOW}": relation, name: codes if self.words is not None else ", ".join(codes)}

    def read(self, name: str, form: Any, before: object) -> object:
        chosen = form[name].data or []
        if isinstance(chosen, str):
            chosen = list(dict.fromkeys(code.strip() for code in chosen.split(",") if code.strip()))
        if not chosen:
            return ABSENT
        relation = form[f"{name}{HOW}"].data
        said = before.get(relation) if isinstance(before, dict) else None
        return {relation: said if isinstance(said, list) and set(said) == set(chosen) else chosen}


@dataclass(frozen=True, slots=True)
class Between:
    """A range of whole numbers, its ends included; an empty end is open."""

    shape = "between"

    def fits(self, value: object) -> bool:
        return nothing(value) or (
            isinstance(value, dict)
            and bool(value)
            and value.keys() <= {"min", "max"}
            and all(end is not None and Number().fits(end) for end in value.values())
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        least, most = Number().inputs(f"{name}-min", _("At least"), context), Number()
        return least | most.inputs(f"{name}-max", _("At most"), context)

    def show(self, name: str, value: object) -> dict[str, object]:
        ends = value if isinstance(value, dict) else {}
        return {f"{name}-{end}": str(ends.get(end, "")) for end in ("min", "max")}

    def read(self, name: str, form: Any, before: object) -> object:
        ends = {end: form[f"{name}-{end}"].number for end in ("min", "max")}
        return {end: number for end, number in ends.items() if number is not None} or ABSENT


def _kind_for(definition: FactDefinition) -> Kind:
    if definition.type in (FactType.CODE, FactType.CODES):
        return Among(definition.words)
    if definition.type is FactType.NUMBER:
        return Between()
    return Truth(Empty.LEFT_OUT) if definition.type is FactType.TRUTH else Yaml(Empty.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Condition:
    """An object of facts and tests, each with a kind in `tests`."""

    tests: Mapping[str, Kind] = field(hash=False)
    shape = "condition"

    def fits(self, value: object) -> bool:
        if nothing(value):
            return True
        return isinstance(value, dict) and all(
            key in self.tests and self.tests[key].fits(test) and not nothing(test)
            for key, test in value.items()
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        made: Inputs = {}
        for fact, kind in self.tests.items():
            # The page names the fact: what facts are called is known to a slice beside this one.
            made |= kind.inputs(f"{name}-{fact}", _("Value"), context)
        return made

    def show(self, name: str, value: object) -> dict[str, object]:
        tests = value if isinstance(value, dict) else {}
        shown: dict[str, object] = {}
        for fact, kind in self.tests.items():
            shown |= kind.show(f"{name}-{fact}", tests.get(fact, ABSENT))
        return shown

    def read(self, name: str, form: Any, before: object) -> object:
        said = before if isinstance(before, dict) else {}
        found: dict[str, object] = {}
        for key in [*said, *(key for key in self.tests if key not in said)]:
            value = self.tests[key].read(f"{name}-{key}", form, said.get(key, ABSENT))
            if value is not ABSENT:
                found[key] = value
        return found


_FACTS: Mapping[str, Kind] = {name: _kind_for(definition) for name, definition in FACTS.items()}
CONDITION = Condition(
    {**_FACTS, ALTERNATIVES: Repeated(Condition(_FACTS), _("Alternative"), most=4)},
)
"""What a rule asks. An alternative with alternatives of its own is edited as text."""
