"""Which characters the fonts of documents have a shape for; without one a file would not be archival."""

from functools import cache

from fontTools.ttLib import TTFont

from app.infra.pdf import STATIC


def can_print(character: str) -> bool:
    """Say whether every font of documents has this character."""
    return ord(character) in _known()


@cache
def _known() -> frozenset[int]:
    files = sorted((STATIC / "fonts" / "pdf").glob("*.ttf"))
    shapes = []
    for file in files:
        with TTFont(file, lazy=True) as font:
            shapes.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*shapes)
