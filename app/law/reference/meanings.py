"""What the keys and words of the format mean: sentences kept beside this module."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.domain.law.schema import Holds, Shape

FILE = Path(__file__).with_name("meanings.yaml")


@dataclass(frozen=True, slots=True)
class Meanings:
    """Sentences on keys, by what the object is known as, and on words, by their closed list."""

    keys: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]
    invented: Mapping[str, Mapping[str, object]]
    """Values for keys that no rule set of the project gives."""

    def of_key(self, shape: Shape, key: str) -> str:
        return self.keys[shape.known_as][key]

    def differences(self, whole: Shape) -> Iterator[str]:
        """What the schema has and no sentence explains, and what is explained and not there."""
        keys, words = set(), set()
        for shape in whole.walk():
            if shape.holds is Holds.OBJECT:
                keys |= {f"{shape.known_as}: {key}" for key in shape.members}
            if shape.vocabulary:
                words |= {f"{shape.vocabulary}: {word}" for word in shape.words}
        yield from sorted((keys | words) ^ _listed(self.keys) ^ _listed(self.words))


def read_meanings() -> Meanings:
    """The sentences that are kept with the product."""
    found = yaml.safe_load(FILE.read_text("utf-8"))
    return Meanings(found["keys"], found["words"], found["invented"])


def _listed(sentences: Mapping[str, Mapping[str, str]]) -> set[str]:
    return {f"{name}: {key}" for name, below in sentences.items() for key in below}
