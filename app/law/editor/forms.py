"""A form for one object of a rule set, made from the table of its keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from app.law.editor.changing import entries_in, name_of
from app.law.editor.composites import Entry, Group
from app.law.editor.condition import HOW, Condition
from app.law.editor.kinds import ABSENT, Context, Kind
from app.law.editor.parts import LISTS, entries_of
from app.law.editor.repeated import Repeated
from app.law.editor.texts import LANGUAGES, Texts
from app.law.editor.written import Yaml
from app.web.forms import SubmissionForm


@dataclass(frozen=True, slots=True)
class Shown:
    """A key as the page shows it: `shape` says how, `inner` are the parts of a group; `as_text`: its value
    can be edited as text only; `filled`: something is in it, or wrong with it."""

    name: str
    label: object
    hint: object
    shape: str
    inner: tuple["Shown", ...] = ()
    as_text: bool = False
    optional: bool = False
    filled: bool = False


class ObjectForm:
    """The form of one object (`value`, None for a new one) of a part of `document`."""

    def __init__(self, part: str, document: Mapping[str, object], value: object) -> None:
        self._value: Mapping[str, object] = value if isinstance(value, dict) else {}
        self.entries = entries_of(part)
        self.kinds = {entry.key: self._kind_of(entry) for entry in self.entries}
        context = Context({part.path: _ids_in(document, part.path) for part in LISTS})
        inputs: dict[str, Any] = {}
        data: dict[str, object] = {}
        for entry in self.entries:
            kind = self.kinds[entry.key]
            inputs |= kind.inputs(entry.key, entry.label, context)
            data |= kind.show(entry.key, self._value.get(entry.key, ABSENT))
        self.form: Any = type("ThisObjectForm", (SubmissionForm,), inputs)(data=data)

    def _kind_of(self, entry: Entry) -> Kind:
        fits = entry.kind.fits(self._value.get(entry.key, ABSENT))
        return entry.kind if fits else Yaml()

    @property
    def shown(self) -> list[Shown]:
        """The keys in the order of the page."""
        return [
            self._shown(entry.label, entry.hint, entry.key, self.kinds[entry.key]) for entry in self.entries
        ]

    def _shown(self, label: object, hint: object, name: str, kind: Kind) -> Shown:
        return Shown(
            name,
            label,
            hint,
            kind.shape,
            tuple(self._inner(name, kind)),
            as_text=isinstance(kind, Yaml),
            optional=isinstance(kind, Group) and kind.optional,
            filled=self._is_filled(name),
        )

    def _inner(self, name: str, kind: Kind) -> list[Shown]:
        if isinstance(kind, Group):
            return [self._shown(one.label, one.hint, f"{name}-{one.key}", one.kind) for one in kind.entries]
        if isinstance(kind, Texts):
            return [Shown(f"{name}-{code}", label, "", "field") for code, label in LANGUAGES.items()]
        if isinstance(kind, Condition):
            return [self._shown(fact, "", f"{name}-{fact}", test) for fact, test in kind.tests.items()]
        if isinstance(kind, Repeated):
            places = enumerate(kind.places(name), start=1)
            return [self._shown(f"{kind.title} {number}", "", place, kind.one) for number, place in places]
        return []

    def _is_filled(self, name: str) -> bool:
        own = (field for field in self.form if field.name == name or field.name.startswith(f"{name}-"))
        return any(field.errors or (field.data and not field.name.endswith(HOW)) for field in own)

    def field_near(self, steps: Sequence[str]) -> Field | None:
        """The field that holds a place inside the object, or the nearest one around it; entries of a list
        are counted from 0 in a place and from 1 in a form."""
        named = [str(int(step) + 1) if step.isdecimal() else step for step in steps]
        fields: list[Field] = list(self.form)
        for length in range(len(named), 0, -1):
            name = "-".join(named[:length])
            for field in fields:
                if field.name == name or field.name.startswith(f"{name}-"):
                    return field
        return None

    @property
    def kept(self) -> list[str]:
        """Keys of the object that no form knows; they stay as they are."""
        known = set(self.kinds)
        return [key for key in self._value if key not in known]

    def read(self) -> dict[str, object]:
        """What was filled in, once the form is valid; keys that no form knows stay."""
        found: dict[str, object] = {}
        for entry in self.entries:
            value = self.kinds[entry.key].read(entry.key, self.form, self._value.get(entry.key, ABSENT))
            if value is not ABSENT:
                found[entry.key] = value
        return found | {key: self._value[key] for key in self.kept}


def _ids_in(document: Mapping[str, object], path: str) -> list[str]:
    return [name for entry in entries_in(document, path) if (name := name_of(entry))]
