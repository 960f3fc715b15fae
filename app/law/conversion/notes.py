"""What the older format says and the new one keeps as a remark only."""

from collections.abc import Iterator

from app.law.conversion.exemptions import has_ended
from app.law.conversion.parts import Source


def notes(document: Source) -> Iterator[str]:
    """Sentences on dates of effect, on the text consulted, and on what has ended."""
    head = document["ruleset"]
    if head.get("notes"):
        yield head["notes"].strip().removesuffix(".") + "."
    for name, words in (
        ("valid_from", "Described as in force from"),
        ("valid_to", "until"),
        ("text_consulted_as_of", "Text consulted as of"),
    ):
        if head.get(name):
            yield f"{words} {head[name]}."
    for item in document.get("historical", ()):
        yield f"Ended {item['valid_to']}: {item['text']} ({item['source']['locator']})."
    for item in document["exemptions"]:
        if has_ended(item):
            yield f"Ended {item['condition']['valid_to']}: {item['text']} ({item['source']['locator']})."
