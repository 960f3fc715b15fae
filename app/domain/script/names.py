"""Names of people in the script of the paper on which they stand."""

from app.domain.script.cyrillic import to_cyrillic
from app.domain.script.latin import to_latin

_RUSSIAN = str.maketrans("ўқғҳЎҚҒҲ", "укгхУКГХ")
"""Letters that Russian does not have, and those that stand for them in names."""


def person_name(name: str, language: str, in_russian: str = "") -> str:
    """Return a name in the script of a language.

    How it is written in Russian is the person's to say (`in_russian`, such as Кадырова for Qodirova); without
    a word it is transliterated.
    """
    if language == "ru":
        return in_russian or to_cyrillic(name).translate(_RUSSIAN)
    return to_cyrillic(name) if language == "uz_Cyrl" else to_latin(name)
