"""Of which script the letters of a text are."""

from unicodedata import name

_LETTERS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC"}


def in_other_letters(text: str, script: str) -> bool:
    """Say whether a text is written in letters of known scripts, and none of them is of this one.

    A text without letters, and a script whose letters are not known here, say nothing.
    """
    found = {name(character, "").partition(" ")[0] for character in text}.intersection(_LETTERS.values())
    return script in _LETTERS and bool(found) and _LETTERS[script] not in found
