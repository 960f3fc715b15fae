"""Which characters the fonts of documents have a shape for; without one a file would not be archival."""

from functools import cache

from fontTools.ttLib import TTFont

from app.infra.pdf import STATIC


def can_print(character: str) -> bool:
    """Say whether every face in which documents are written has this character.

    The font of Chinese, Japanese and Korean titles has one face alone, and nothing is written in it.
    """
    return ord(character) in _known()


@cache
def _known() -> frozenset[int]:
    shapes = []
    for file in (STATIC / "fonts" / "pdf").glob("*.ttf"):
        if "CJK" in file.name:
            continue
        with TTFont(file, lazy=True) as font:
            shapes.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*shapes)
