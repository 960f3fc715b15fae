"""The kind of a text in each language that people are addressed in."""

from dataclasses import dataclass
from typing import Any

from wtforms import StringField

from app.domain.law.reading import LONGEST_TEXT, TEXT_LANGUAGES
from app.infra.i18n import lazy_gettext as _
from app.law.editor.kinds import Context, Inputs, nothing
from app.law.editor.values import Text
from app.web.forms import at_most

LANGUAGES = {"uz": _("Uzbek"), "ru": _("Russian"), "en": _("English")}


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in each language that people are addressed in."""

    shape = "group"

    def fits(self, value: object) -> bool:
        return nothing(value) or (
            isinstance(value, dict)
            and value.keys() <= set(TEXT_LANGUAGES)
            and all(Text(long=True).fits(text) for text in value.values())
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {
            f"{name}-{code}": StringField(LANGUAGES.get(code, code), validators=[at_most(LONGEST_TEXT)])
            for code in TEXT_LANGUAGES
        }

    def show(self, name: str, value: object) -> dict[str, object]:
        said = value if isinstance(value, dict) else {}
        return {f"{name}-{code}": said.get(code) or "" for code in TEXT_LANGUAGES}

    def read(self, name: str, form: Any, before: object) -> object:
        said = before if isinstance(before, dict) else {}
        typed = {code: Text().read(f"{name}-{code}", form, said.get(code)) for code in TEXT_LANGUAGES}
        if nothing(before) and not any(typed.values()):
            return before
        return typed
