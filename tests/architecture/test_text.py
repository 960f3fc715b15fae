"""What may stand in the project's text."""

import re

from tests.architecture.project import files, name

KINDS = ("py", "html", "md", "po", "yaml", "yml", "json", "toml", "txt", "css", "js", "svg")
TEXT = (*(f"*.{kind}" for kind in KINDS), "nusxa", "scripts/*", ".ci/*")

# UTF-8 read as a single-byte encoding and written again: pairs that no language here has.
BROKEN = [
    text.encode().decode(codec, errors="ignore")
    for text in ("ʻ", "ʼ", "‘", "’", "—", "№", "ў", "қ", "ғ", "ҳ", "ш")
    for codec in ("latin-1", "cp1252", "cp1251")
] + ["\ufffd"]

# The Uzbek letters oʻ and gʻ are written with U+02BB; these are what keyboards give instead.
WRONG_LETTERS = [letter + mark for letter in "oOgG" for mark in "`´"]


def text_files() -> list[tuple[str, str]]:
    """Return name and text of every text file but this one."""
    return [
        (name(path), path.read_text(encoding="utf-8")) for path in files(*TEXT) if path.name != "test_text.py"
    ]


def test_every_text_is_utf8_and_none_is_garbled() -> None:
    read = text_files()
    assert len(read) > 20
    assert [(place, bad) for place, text in read for bad in BROKEN if len(bad) > 1 and bad in text] == []
    assert [place for place, text in read if "\ufffd" in text] == []


def test_lines_end_in_one_way_and_files_end_with_a_line() -> None:
    for place, text in text_files():
        assert "\r" not in text, place
        assert not text or text.endswith("\n"), place


def test_uzbek_letters_are_the_real_ones() -> None:
    for path in files("app/translations/uz/*.po"):
        text = path.read_text(encoding="utf-8")
        assert [wrong for wrong in WRONG_LETTERS if wrong in text] == []


def test_the_project_names_only_itself() -> None:
    """A path of the machine it was written on would mean nothing to whoever reads it elsewhere."""
    foreign = re.compile(r"(?<![\w.>}])/(?:work|root|home|opt)/")
    assert [(place, found[0]) for place, text in text_files() if (found := foreign.search(text))] == []
