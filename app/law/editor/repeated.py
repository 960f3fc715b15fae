"""A list of objects in a form: those that are there, and empty places to fill in."""

from dataclasses import dataclass
from typing import Any

from app.law.editor.kinds import ABSENT, Context, Inputs, Kind, nothing


@dataclass(frozen=True, slots=True)
class Repeated:
    """At most `most` objects, each called `title` and a number; one left empty falls away."""

    one: Kind
    title: object
    most: int
    shape = "repeated"

    def fits(self, value: object) -> bool:
        return nothing(value) or (
            isinstance(value, list)
            and 0 < len(value) <= self.most
            and all(entry and self.one.fits(entry) for entry in value)
        )

    def places(self, name: str) -> tuple[str, ...]:
        """The names of the places, filled or not."""
        return tuple(f"{name}-{number}" for number in range(1, self.most + 1))

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        made: Inputs = {}
        for place in self.places(name):
            made |= self.one.inputs(place, label, context)
        return made

    def show(self, name: str, value: object) -> dict[str, object]:
        shown: dict[str, object] = {}
        for place, entry in zip(self.places(name), self._entries(value), strict=True):
            shown |= self.one.show(place, entry)
        return shown

    def read(self, name: str, form: Any, before: object) -> object:
        return [
            self.one.read(place, form, entry)
            for place, entry in zip(self.places(name), self._entries(before), strict=True)
            if self._is_filled(place, form)
        ] or ABSENT

    def _is_filled(self, place: str, form: Any) -> bool:
        found = self.one.read(place, form, ABSENT)
        return bool(found) and not nothing(found)

    def _entries(self, value: object) -> list[object]:
        """What stands in each place; ABSENT where nothing does."""
        listed = value if isinstance(value, list) else []
        return [*listed, *(ABSENT for _ in range(self.most))][: self.most]
