"""Kinds of values that are objects of their own: a deadline, a citation, the members of a recipient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.deadlines import DayCount, Direction, Event, Roll, Unit
from app.domain.law.deadline_reading import LONGEST_PERIOD
from app.domain.law.vocabulary import ChosenBy, Confidence, Form, Period
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.editor.choices import Reference, Word
from app.law.editor.kinds import ABSENT, Context, Empty, Inputs, Kind, nothing
from app.law.editor.repeated import Repeated
from app.law.editor.values import Number, Text, Truth


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of an object: what it is called, and of which kind its value is."""

    key: str
    label: object
    kind: Kind
    hint: object = ""


@dataclass(frozen=True, slots=True)
class Group:
    """An object of `entries`; with `optional` a tick says whether it is there at all."""

    entries: tuple[Entry, ...]
    optional: bool = False
    shape = "group"

    def fits(self, value: object) -> bool:
        if nothing(value):
            return True
        keys = {entry.key for entry in self.entries}
        return (
            isinstance(value, dict)
            and value.keys() <= keys
            and all(entry.kind.fits(value.get(entry.key, ABSENT)) for entry in self.entries)
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        made: Inputs = {f"{name}-given": BooleanField(_("This is given"))} if self.optional else {}
        for entry in self.entries:
            made |= entry.kind.inputs(f"{name}-{entry.key}", entry.label, context)
        return made

    def show(self, name: str, value: object) -> dict[str, object]:
        said = value if isinstance(value, dict) else {}
        shown: dict[str, object] = {f"{name}-given": isinstance(value, dict)} if self.optional else {}
        for entry in self.entries:
            shown |= entry.kind.show(f"{name}-{entry.key}", said.get(entry.key, ABSENT))
        return shown

    def read(self, name: str, form: Any, before: object) -> object:
        said = before if isinstance(before, dict) else {}
        found: dict[str, object] = {}
        for entry in self.entries:
            value = entry.kind.read(f"{name}-{entry.key}", form, said.get(entry.key, ABSENT))
            if value is not ABSENT:
                found[entry.key] = value
        ticked = self.optional and form[f"{name}-given"].data
        if nothing(before):
            # What is filled in is meant, even where the tick was forgotten.
            return found if ticked or any(found.values()) else before
        return ABSENT if self.optional and not ticked else found


class MembersField(TextAreaField):
    """Lines `value: library`, each value once."""

    found: Mapping[str, str] = {}

    def pre_validate(self, form: object) -> None:
        """Read the lines, or say which of them is wrong."""
        found: dict[str, str] = {}
        for number, line in enumerate((self.data or "").splitlines(), start=1):
            if not line.strip():
                continue
            value, colon, library = (part.strip() for part in line.partition(":"))
            if not (colon and value and library) or value in found:
                raise ValidationError(
                    gettext(
                        "Line %(line)s: write a value not written above, a colon and the code of a library.",
                        line=number,
                    )
                )
            found[value] = library
        self.found = found


@dataclass(frozen=True, slots=True)
class Libraries:
    """Which library belongs to which value of a fact."""

    shape = "field"

    def fits(self, value: object) -> bool:
        return nothing(value) or (
            isinstance(value, dict)
            and all(isinstance(library, str) and library.strip() == library for library in value.values())
            and all(key.strip() == key and ":" not in key and "\n" not in key for key in value)
        )

    def inputs(self, name: str, label: object, context: Context) -> Inputs:
        return {name: MembersField(str(label))}

    def show(self, name: str, value: object) -> dict[str, object]:
        members = value if isinstance(value, dict) else {}
        return {name: "\n".join(f"{key}: {library}" for key, library in members.items())}

    def read(self, name: str, form: Any, before: object) -> object:
        return dict(form[name].found) or ABSENT


CITATION = Group(
    (
        Entry("instrument", _("Instrument"), Reference(part="instruments")),
        Entry("locator", _("Place in it"), Text(), _("Such as: article 6, part 1")),
    )
)
_DEADLINE = (
    Entry("value", _("How long"), Number(most=LONGEST_PERIOD), _("Empty: the law does not say")),
    Entry("unit", _("Unit"), Word(words=Unit)),
    Entry("day_count", _("Which days count"), Word(words=DayCount)),
    Entry("event", _("Counted from"), Word(words=Event)),
    Entry("direction", _("Direction"), Word(words=Direction)),
    Entry("start_day_counts", _("The first day counts"), Truth()),
    Entry("roll", _("A last day that is free"), Word(words=Roll)),
)
FORWARDS = Repeated(
    Group(
        (
            Entry("recipient", _("To whom"), Reference(part="recipients")),
            Entry("copies", _("How many copies"), Number(least=1, most=10_000)),
            Entry("within", _("By when"), Group(_DEADLINE)),
        )
    ),
    _("Passed on"),
    most=5,
)
MEMBERS = Group(
    (
        Entry("by", _("Chosen by"), Word(words=ChosenBy)),
        Entry(
            "depositories",
            _("Libraries"),
            Libraries(),
            _("On each line a value, a colon and the code of a library, such as 1703: uz-akm-1703"),
        ),
        Entry(
            "prefix",
            _("Or how their codes begin"),
            Text(Empty.LEFT_OUT),
            _("Where each place has a library of its own: its code is this and the value"),
        ),
    ),
    optional=True,
)
WHEN_MISSING = Group(
    (
        Entry("form", _("What does not come"), Word(words=Form)),
        Entry("copies", _("So many more"), Number(least=1)),
    ),
    optional=True,
)
FREQUENCY = Group(
    (
        Entry("times", _("How many times"), Number(least=1, most=366)),
        Entry("period", _("In each"), Word(words=Period)),
        Entry("at_least", _("Or more often"), Truth()),
    ),
    optional=True,
)
CERTAINTIES = Group(
    tuple(
        Entry(name, label, Word(Empty.LEFT_OUT, words=Confidence))
        for name, label in (
            ("existence", _("That there is such a duty")),
            ("kinds", _("Kinds")),
            ("depositor", _("Who owes")),
            ("recipients", _("To whom")),
            ("copies", _("How many copies")),
            ("deadline", _("By when")),
            ("cost", _("Who pays")),
        )
    ),
    optional=True,
)
DEADLINE, OPTIONAL_DEADLINE = Group(_DEADLINE), Group(_DEADLINE, optional=True)
