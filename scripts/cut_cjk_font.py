"""Cut the font of Chinese, Japanese and Korean titles in papers: `cut_cjk_font.py NotoSansCJK-Regular.ttc`.

The source is Debian's `fonts-noto-cjk`. Kept are the characters of the sets in which such titles are written;
outlines become those of TrueType, for WeasyPrint 70 embeds fonts with CID-keyed outlines under wrong numbers.
"""

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts" / "pdf" / "NotoSansCJK-Regular.ttf"
FACE = 2  # of simplified Chinese; all faces have all characters
SETS = ("gb2312", "big5", "euc_jp", "euc_kr")
HANGUL = range(0xAC00, 0xD7A4)
BASIC = range(0x20, 0x7F)  # spaces and hyphens between words stay in the font of the words
FIRST_OF_THEIR_OWN = 0x3000  # what lies before, other fonts have
LARGEST_ERROR = 1  # of a thousand units of an outline


def main(source: str) -> None:
    """Write the font."""
    font = TTFont(source, fontNumber=FACE, recalcTimestamp=False)
    options = Options(layout_features=[], name_IDs=["*"], hinting=False, notdef_outline=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={*BASIC, *HANGUL, *(c for name in SETS for c in _characters(name))})
    subsetter.subset(font)
    _with_quadratic_outlines(font)
    font.save(TARGET)


def _characters(name: str) -> set[int]:
    """The characters that two bytes of a set stand for."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    texts = {pair.decode(name, "ignore") for pair in pairs}
    return {ord(text) for text in texts if len(text) == 1 and ord(text) >= FIRST_OF_THEIR_OWN}


def _with_quadratic_outlines(font: TTFont) -> None:
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    widths = {name: width for name, (width, _) in font["hmtx"].metrics.items()}
    del font["CFF "]
    font.sfntVersion, font["glyf"], font["loca"] = "\0\1\0\0", newTable("glyf"), newTable("loca")
    builder = FontBuilder(font=font)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, glyphs[name].xMin) for name, width in widths.items()})
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)


if __name__ == "__main__":
    main(sys.argv[1])
