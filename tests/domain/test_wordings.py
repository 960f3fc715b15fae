"""Which texts may stand in a document, and what is said of those that may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.wordings import Slot, text_digest, text_problems, tidied, values_of

SLOT = Slot(frozenset({"date", "number"}), 80)
GOOD = "{number}, {date}"
HOSTILE = {
    "{{ config }}": "wording.brace",
    "{{config}}": "wording.value_unknown",
    "{% include '/etc/passwd' %}": "wording.brace",
    "{% set x = 1 %}": "wording.brace",
    "{# remark #}": "wording.brace",
    "{0.__class__}": "wording.brace",
    "{date.__class__.__mro__}": "wording.brace",
    "{date[0]}": "wording.brace",
    "{date!r}": "wording.brace",
    "{date:9999999}": "wording.brace",
    "{}": "wording.brace",
    "{party}": "wording.value_unknown",
    "}{": "wording.brace",
    "<script>alert(1)</script>": "wording.markup",
    "<img src=x>": "wording.markup",
    "a > b": "wording.markup",
    "\\0041": "wording.markup",
    "url(file:///etc/passwd)": "wording.markup",
    "URL (x)": "wording.markup",
    "@import 'x'": "wording.markup",
    "javascript:alert(1)": "wording.markup",
    "[open": "wording.bracket",
    "close]": "wording.bracket",
    "[[twice]]": "wording.bracket",
    "a\u202eb": "wording.character",
    "a\u2028b": "wording.character",
    "a\x00b": "wording.character",
    "a\x0bb": "wording.character",
    "😀": "wording.character",
    "w" * 41: "wording.word_too_long",
    "[" + "w w " * 11 + "]": "wording.word_too_long",
    "w\u00a0" * 21: "wording.word_too_long",
}


def prints(character: str) -> bool:
    return character == "\u00a0" or (character.isprintable() and ord(character) < 0x3000)


def codes(text: str, slot: Slot = SLOT) -> list[str]:
    return [problem.code for problem in text_problems({"foot": text}, {"foot": slot}, prints)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_refused_with_key_and_line(hostile: str) -> None:
    found = text_problems({"foot": f"{GOOD}\r\n{hostile}"}, {"foot": SLOT}, prints)
    assert ("foot", 2, HOSTILE[hostile]) in [(each.key, each.line, each.code) for each in found]


def test_a_value_that_is_missing_or_misspelt_is_named() -> None:
    (missing, unknown) = sorted(
        text_problems({"foot": "{number}, {dat}"}, {"foot": SLOT}, prints), key=lambda found: found.code
    )
    assert (missing.code, missing.params) == ("wording.value_missing", {"value": "{date}"})
    assert unknown.params == {"value": "{dat}", "allowed": "{date}, {number}"}
    assert codes("{config}", Slot(frozenset(), 80)) == ["wording.no_values"]


def test_empty_unknown_and_too_long_texts_are_refused() -> None:
    assert codes(" \r\n\u00a0") == ["wording.empty"]
    assert text_problems({}, {"foot": SLOT}, prints)[0].code == "wording.empty"
    assert text_problems({"foot": GOOD, "evil": "x"}, {"foot": SLOT}, prints)[0].code == "wording.unknown_key"
    assert codes(GOOD + " a" * 40) == ["wording.too_long"]
    assert codes(f"{GOOD} wwwww", Slot(SLOT.values, 80, 4)) == ["wording.word_too_long"]


def test_plain_words_with_marks_are_accepted_and_tidied() -> None:
    typed = "  [{number}]\r\n“A & B” &lt;\t[{date} gacha]\u00a0! "
    assert codes(typed) == []
    assert tidied(typed) == "[{number}] “A & B” &lt; [{date} gacha]\u00a0!"


@given(st.text(st.sampled_from("ab {}[]<>.%#!:_09datenumber\n\\&"), max_size=60))
def test_what_is_accepted_names_its_values_and_holds_no_other_mark(typed: str) -> None:
    if codes(typed):
        return
    assert values_of(typed) == SLOT.values
    rest = typed.replace("{date}", "").replace("{number}", "")
    assert not set("{}<>\\") & set(rest)
    assert rest.count("[") == rest.count("]")


def test_a_digest_does_not_depend_on_order() -> None:
    assert text_digest({"a": "1", "b": "2"}) == text_digest({"b": "2", "a": "1"})
    assert text_digest({"a": "1"}) != text_digest({"a": "2"})
