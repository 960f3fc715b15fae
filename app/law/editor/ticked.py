"""The kind of a list of words or ids that are ticked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.law.editor.kinds import ABSENT, Context, Empty, Inputs, Single, nothing
from app.law.vocabulary_names import choices_for
from app.web.fields import several
from app.web.forms import choices_of


@dataclass(frozen=True, slots=True)
class Several(Single):
    """Words of a closed list, or ids of the list `part`, ticked."""

    words: type[StrEnum] | None = None
    part: str = ""
    shape = "checkboxes"

    def fits(self, value: object) -> bool:
        if nothing(value):
            return True
        known = None if self.words is None else {word.value for word in self.words}
        return (
            isinstance(value, list)
            and all(isinstance(item, str) and (known is None or item in known) for item in value)
            and len(set(value)) == len(value)
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        ids = context.ids.get(self.part, ())
        offered = [(one, one) for one in ids] if self.words is None else choices_for(self.words)
        return {name: several(label, choices=choices_of(offered))}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: value if isinstance(value, list) else []}

    def read(self, name: str, form: Any, before: object) -> object:
        chosen = form[name].data or []
        if isinstance(before, list) and set(before) == set(chosen):
            return before
        if not chosen and self.empty is Empty.LEFT_OUT:
            return ABSENT
        return list(chosen)
