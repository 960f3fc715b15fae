"""Kinds of plain values: a text, a number, a truth."""

from dataclasses import dataclass
from typing import Any

from wtforms import StringField, TextAreaField

from app.domain.law.reading import LONGEST_TEXT
from app.infra.i18n import gettext
from app.law.editor.kinds import Context, Inputs, Single, nothing
from app.web.fields import WholeNumberField, select
from app.web.forms import at_most, choices_of


@dataclass(frozen=True, slots=True)
class Text(Single):
    """A line, or with `long` several."""

    long: bool = False

    def fits(self, value: object) -> bool:
        return nothing(value) or (isinstance(value, str) and (self.long or "\n" not in value))

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        made = TextAreaField if self.long else StringField
        return {name: made(str(label), validators=[at_most(LONGEST_TEXT)])}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else value}

    def read(self, name: str, form: Any, before: object) -> object:
        typed = (form[name].data or "").replace("\r\n", "\n")
        if isinstance(before, str) and typed.strip() == before.strip():
            return before
        return typed.strip() or self.absent()


@dataclass(frozen=True, slots=True)
class Number(Single):
    """A whole number; empty is not known."""

    least: int = 0
    most: int = 1_000_000_000

    def fits(self, value: object) -> bool:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return nothing(value) or (whole and value >= 0)  # type: ignore[operator]  # a whole number by now

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {name: WholeNumberField(label, least=self.least, most=self.most, example=max(self.least, 2))}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else str(value)}

    def read(self, name: str, form: Any, before: object) -> object:
        number = form[name].number
        return self.absent() if number is None else number


@dataclass(frozen=True, slots=True)
class Truth(Single):
    """Yes, no, or not said."""

    def fits(self, value: object) -> bool:
        return nothing(value) or isinstance(value, bool)

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        answers = [("", gettext("Not said")), ("yes", gettext("Yes")), ("no", gettext("No"))]
        return {name: select(label, choices=choices_of(answers))}

    def show(self, name: str, value: object) -> dict[str, object]:
        return {name: "" if nothing(value) else "yes" if value else "no"}

    def read(self, name: str, form: Any, before: object) -> object:
        chosen = form[name].data
        return chosen == "yes" if chosen else self.absent()
