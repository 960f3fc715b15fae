"""The tables of the reference: each key of an object, each word of a closed list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.law.condition_reading import VALUE
from app.domain.law.parsing import JURISDICTION
from app.domain.law.reading import GREATEST, ID
from app.domain.law.recipient_reading import MEMBER
from app.domain.law.schema import EACH, Holds, Shape
from app.law.reference.examples import Example, Key
from app.law.reference.meanings import Meanings

CODES = {
    ID.pattern: "a code",
    VALUE.pattern: "a code in small letters",
    MEMBER.pattern: "a code in small letters",
    JURISDICTION.pattern: "two capital letters",
}
INLINE = {"choice", "range"}
"""Small objects whose words are told with the key under which they stand."""
NAMES = {
    "texts": "a text in each language",
    "citation": "a citation",
    "condition": "a condition",
    "deadline": "a deadline",
    "request": "a request, see below",
    "range": "a test by numbers",
}


@dataclass(slots=True)
class Vocabulary:
    """A closed list, told of under the first key that uses it."""

    owner: str
    key: str
    words: list[str] = field(default_factory=list)


class Tables:
    """Writes Markdown about the schema `whole`."""

    def __init__(self, whole: Shape, meanings: Meanings, examples: Mapping[Key, Example]) -> None:
        self.objects: dict[str, Shape] = {}
        self._meanings = meanings
        self._examples = examples
        self._vocabularies: dict[str, Vocabulary] = {}
        self._learn(whole, "", "")
        self._events = _deadlines_by_events(whole)

    def keys(self, known_as: str) -> str:
        """The keys of one object, how they go together, and the closed lists met there first."""
        shape = self.objects[known_as]
        lines = ["| key | given | holds | meaning | example |", "|---|---|---|---|---|"]
        lines += [self._row(shape, key, below) for key, below in shape.members.items()]
        lines += _rules(shape)
        for name, vocabulary in self._vocabularies.items():
            if vocabulary.owner == known_as:
                lines += ["", f"Words of `{vocabulary.key}`:", ""]
                sentences = self._meanings.words[name]
                lines += [f"- `{word}`: {sentences[word]}" for word in vocabulary.words]
        return "\n".join(lines)

    def events(self) -> str:
        """From what the deadline of each place may count."""
        lines = ["| deadlines of | may count from |", "|---|---|"]
        for events, paths in self._events.items():
            lines.append(f"| {_list(paths)} | {_list(events)} |")
        return "\n".join(lines)

    def _learn(self, shape: Shape, owner: str, key: str) -> None:
        if shape.again:
            return
        if shape.holds is Holds.OBJECT:
            self.objects.setdefault(shape.known_as, shape)
        if shape.vocabulary:
            words = self._vocabularies.setdefault(shape.vocabulary, Vocabulary(owner, key)).words
            words += [word for word in shape.words if word not in words]
        for name, below in shape.members.items():
            inside = shape.holds is Holds.OBJECT and shape.name not in INLINE
            self._learn(below, *((shape.known_as, name) if inside else (owner, key)))

    def _row(self, shape: Shape, key: str, below: Shape) -> str:
        example = self._examples.get((shape.known_as, key))
        cells = (
            f"`{key}`",
            ("required" if below.required else "optional") + (", or null" if below.nullable else ""),
            "a list of words or codes of that fact" if shape.name == "choice" else self._holds(below),
            self._meanings.of_key(shape, key),
            f"`{example.text}` ({example.country})" if example else "",
        )
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    def _holds(self, shape: Shape) -> str:
        if shape.name == "choice":
            return f"a test by list: {self._holds(shape.members['any_of'].members[EACH])}"
        return NAMES.get(shape.name) or _HOLDS[shape.holds](self, shape)

    def _object(self, shape: Shape) -> str:
        return "an object, see below"

    def _map(self, shape: Shape) -> str:
        held = self._holds(shape.members[EACH])
        return f"an object: {CODES[shape.pattern]} → {held}; at least {shape.least}"

    def _list(self, shape: Shape) -> str:
        item = self._holds(shape.members[EACH])
        least = f"; at least {shape.least}" if shape.least else ""
        return f"a list, each {item}{least}{'; none twice' if shape.distinct else ''}"

    def _text(self, shape: Shape) -> str:
        return "a text"

    def _code(self, shape: Shape) -> str:
        return CODES[shape.pattern]

    def _word(self, shape: Shape) -> str:
        if not shape.vocabulary:
            return _list(shape.words)
        vocabulary = self._vocabularies[shape.vocabulary]
        if len(shape.words) < len(vocabulary.words) and shape.vocabulary != "Event":
            return f"{_list(shape.words)} only"
        return f"a word of `{vocabulary.key}`"

    def _number(self, shape: Shape) -> str:
        return f"a whole number from {shape.least}" + (f" to {shape.most}" if shape.most < GREATEST else "")

    def _truth(self, shape: Shape) -> str:
        return "`true` or `false`"


_HOLDS: dict[Holds, Callable[[Tables, Shape], str]] = {
    Holds.OBJECT: Tables._object,
    Holds.MAP: Tables._map,
    Holds.LIST: Tables._list,
    Holds.TEXT: Tables._text,
    Holds.CODE: Tables._code,
    Holds.WORD: Tables._word,
    Holds.NUMBER: Tables._number,
    Holds.TRUTH: Tables._truth,
}


def _rules(shape: Shape) -> Iterator[str]:
    for keys in shape.one_of:
        yield from ("", f"Exactly one of {_list(keys)}.")
    for keys in shape.some_of:
        yield from ("", f"At least one of {_list(keys)}.")
    for rule in shape.together:
        always = ", and must stand there" if rule.always else ""
        yield from ("", f"`{rule.key}` stands only with `{rule.other}: {rule.word}`{always}.")


def _deadlines_by_events(whole: Shape) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for shape in whole.walk():
        if shape.name == "deadline":
            found.setdefault(shape.members["event"].words, []).append(shape.path)
    return found


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
