"""Kinds of values that are written at length: lines, and anything as YAML."""

from dataclasses import dataclass
from typing import Any

from wtforms import TextAreaField

from app.domain.law.reading import LONGEST_TEXT
from app.law.editor.kinds import ABSENT, Context, Empty, Inputs, Single, nothing
from app.law.editor.yaml_box import YamlField
from app.law.writing import write_value
from app.web.forms import at_most


@dataclass(frozen=True, slots=True)
class Lines(Single):
    """A list of texts, one on each line."""

    def fits(self, value: object) -> bool:
        return nothing(value) or (
            isinstance(value, list) and all(isinstance(item, str) and "\n" not in item for item in value)
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {name: TextAreaField(str(label), validators=[at_most(LONGEST_TEXT)])}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "\n".join(value) if isinstance(value, list) else ""}

    def read(self, name: str, form: Any, before: object) -> object:
        typed = [line.strip() for line in (form[name].data or "").splitlines() if line.strip()]
        if not typed and self.empty is Empty.LEFT_OUT:
            return ABSENT
        return typed


@dataclass(frozen=True, slots=True)
class Yaml(Single):
    """Anything, written as YAML."""

    shape = "yaml"

    def fits(self, value: object) -> bool:
        return True

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {name: YamlField(label)}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else write_value(value)}

    def read(self, name: str, form: Any, before: object) -> object:
        value = form[name].value
        return self.absent() if value is None else value
