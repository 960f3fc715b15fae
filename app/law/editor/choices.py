"""Kinds of values that are chosen: a word of a closed list, and what stands elsewhere in the document."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.infra.i18n import gettext
from app.law.editor.kinds import Context, Empty, Inputs, Single, nothing
from app.law.vocabulary_names import choices_for
from app.web.fields import select
from app.web.forms import choices_of


@dataclass(frozen=True, slots=True)
class Word(Single):
    """One word of a closed list."""

    words: type[StrEnum] = Empty

    def fits(self, value: object) -> bool:
        return nothing(value) or value in [word.value for word in self.words]

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {name: select(label, choices=choices_of([("", gettext("Choose")), *choices_for(self.words)]))}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else value}

    def read(self, name: str, form: Any, before: object) -> object:
        return form[name].data or self.absent()


@dataclass(frozen=True, slots=True)
class Reference(Single):
    """The id of an entry in another list of the document."""

    part: str = ""

    def fits(self, value: object) -> bool:
        return nothing(value) or isinstance(value, str)

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        ids = context.ids.get(self.part, ())
        return {
            name: select(label, choices=choices_of([("", gettext("Choose")), *((one, one) for one in ids)]))
        }

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else value}

    def read(self, name: str, form: Any, before: object) -> object:
        return form[name].data or self.absent()
