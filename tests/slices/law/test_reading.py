"""Texts of rule sets: YAML and JSON, what is wrong with them and in which line, and writing them again."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.infra.i18n import force_locale
from app.law.editor.parts import PARTS, WHOLE, entries_of, known_keys
from app.law.editor.places import form_of
from app.law.plain_text import LONGEST_TEXT, read_document
from app.law.problems import SENTENCES, advice
from app.law.reading import check_text, read_rule_set, text_of_bytes
from app.law.vocabulary_names import NAMES
from app.law.writing import write_document
from tests.factories.law import UZ_DRAFT, uz_draft, uz_draft_text

FORMAT = Path(__file__).parents[3] / "docs" / "deposit-rules-2.md"
RULE_SETS = sorted(UZ_DRAFT.parent.glob("*.yaml"))


def found_in(text: str) -> dict[str, list[tuple[str, int]]]:
    """Return the codes of everything wrong with a text, each with its places and lines."""
    found: dict[str, list[tuple[str, int]]] = {}
    for finding in check_text(text).findings:
        found.setdefault(finding.problem.code, []).append((finding.problem.path, finding.line))
    return found


def edited(was: str, now: str) -> str:
    """Return the country's text with one place changed."""
    assert was in uz_draft_text()
    return uz_draft_text().replace(was, now, 1)


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_says_what_yaml_says(indent: int | str | None) -> None:
    document = check_text(uz_draft_text()).document
    text = json.dumps(document, indent=indent, ensure_ascii=indent == 2)
    assert read_rule_set(text) == uz_draft()
    assert read_rule_set("\ufeff" + text) == uz_draft()


def test_halves_of_a_character_are_put_together_in_json() -> None:
    assert read_document('{"a": "\\ud83d\\ude00", "b": "\\\\ud83d"}').value == {"a": "😀", "b": "\\ud83d"}
    with pytest.raises(DomainError, match=r"law\.half_character \(line=2, written=\\\\?ud83d"):
        read_document('{"b": 1,\n"a": "\\ud83d"}')


@pytest.mark.parametrize(
    ("text", "line", "there"),
    [
        ("id: uz\ntitle: [a, b\nversion: 1\n", 3, "version: 1"),
        ("id: uz\n  rules: here\n", 2, "rules: here"),
        ("id: 'uz\n", 2, ""),
        ("id: uz\nnotes: a\x07b\n", 2, "notes: a\x07b"),
    ],
)
def test_where_a_text_stops_being_yaml_is_told_by_its_line(text: str, line: int, there: str) -> None:
    ((problem, found),) = [(finding.problem, finding.line) for finding in check_text(text).findings]
    assert (problem.code, found, problem.params["there"]) == ("law.not_yaml", line, there)


def test_half_a_character_is_no_text() -> None:
    assert found_in("id: uz\ntitle: \ud83d\n")["law.not_utf8"] == [("", 2)]


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    text = (
        "schema: deposit-rules/2\nid: NO\nid: 1703\nother: *place\ntagged: !!set {a}\n7: x\nversion: 0.10\n"
    )
    found = found_in(text)
    assert found["law.duplicate_key"] == [("id", 3)]
    assert found["law.reference"] == [("other", 4)]
    assert found["law.tag"] == [("tagged", 5)]
    assert found_in("id: !!python/object/apply:os.system [x]")["law.tag"] == [("id", 1)]
    assert found["law.key_not_text"] == [("7", 6)]
    assert ("version", 7) in found["law.not_text"]
    assert ("rules", 1) in found["law.missing_key"]


def test_a_bomb_of_references_is_refused_without_being_unfolded() -> None:
    text = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    assert len(found_in(text)["law.reference"]) == 108
    assert found_in("a: &a [*a]")["law.reference"] == [("a[0]", 1)]


def test_a_place_is_found_by_its_id_and_around_what_is_missing() -> None:
    overlapping = edited("print_run: {min: 50}", "print_run: {min: 40}")
    ((path, line),) = found_in(overlapping)["law.overlap"]
    assert path.startswith("rules[uzd-book-natlib-small]")
    assert overlapping.splitlines()[line - 1].strip() == "when:"
    document = check_text(overlapping).document
    assert form_of(path, document) == ("rules", "1")
    without = edited("    strength: mandatory\n", "")
    ((path, line),) = found_in(without)["law.missing_key"]
    assert path == "rules[0].strength"
    assert "id: uzd-book-natlib" in without.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("version", ("whole", "present")),
        ("receipt.required", ("receipt", "present")),
        ("requests.appeal.submit.value", ("requests.appeal", "present")),
        ("rules[2].deadline", ("rules", "2")),
        ("title.uz", ("whole", "present")),
        ("unknowns[0]", ("whole", "present")),
        ("rules", ("", "")),
        ("nonsense", ("", "")),
    ],
)
def test_a_place_leads_to_the_form_that_holds_it(path: str, form: tuple[str, str]) -> None:
    assert form_of(path, check_text(uz_draft_text()).document) == form


def test_every_code_of_the_format_has_its_mend(app: Flask) -> None:
    codes = set(re.findall(r"`(law\.\w+)`", FORMAT.read_text("utf-8")))
    assert len(codes) > 25
    assert codes - SENTENCES.keys() == set()


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_the_advice_fits_what_was_written(app: Flask, language: str) -> None:
    checked = check_text(
        "id: 1703\njurisdiction: NO\nversion: 1\nrules: [{form: bad, zz: 1}]\ntitle: {uz: 2026-01-01}"
    )
    with app.test_request_context(), force_locale(language):
        told = {finding.problem.path: advice(finding) for finding in checked.findings}
    assert '"NO"' in told["jurisdiction"]
    assert '"1703"' in told["id"]
    assert "physical" in told["rules[0].form"]
    assert all(text and "%(" not in text for text in told.values())
    assert "title.uz" not in told, "a date stays the text that was written"


def test_every_word_of_the_vocabulary_has_a_name() -> None:
    unnamed = {word for words, names in NAMES.items() for word in words if word not in names}
    assert unnamed == set()


def test_a_file_is_taken_byte_for_byte_or_not_at_all() -> None:
    for content in (b"a: 1\r\nb: 2", "\ufeffa: ў".encode()):
        assert text_of_bytes(content).encode() == content
    for content, code in (
        (b"\xff\xfea", "law.not_utf8"),
        (b"a: 1\nb: \0", r"law\.nul \(line=2,"),
        (b"x" * (LONGEST_TEXT + 1), "law.text_too_long"),
    ):
        with pytest.raises(DomainError, match=code):
            text_of_bytes(content)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60) | st.sampled_from(
    [
        "NO",
        "1703",
        "0.1",
        "010",
        "~",
        "null",
        "<<",
        "=",
        "1:30",
        "2026-01-01",
        "- a",
        "a: b",
        "# x",
        "&x",
        "*x",
        "!x",
        "",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=9),
    max_leaves=15,
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=6))
def test_what_is_written_is_read_again(document: dict[str, object]) -> None:
    read = read_document(write_document(document))
    assert read.value == document
    assert read.problems == []


@given(st.text(max_size=300) | st.text("[]{}:,-*&!|>'\"# \n\tab01", max_size=300))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    checked = check_text(text)
    assert checked.findings
    assert checked.rule_set is None


@pytest.mark.parametrize("path", RULE_SETS, ids=lambda path: path.stem)
def test_a_rule_set_written_anew_says_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    document = check_text(text).document
    assert document is not None
    written = write_document(document)
    assert read_rule_set(written) == read_rule_set(text)
    assert write_document(check_text(written).document or {}) == written
    assert not re.search(r"(?:^|[\s:-])[&*]\w", written), "no place refers to another"


def test_the_table_of_forms_names_only_keys_that_are_read() -> None:
    for name, part in PARTS.items():
        keys = known_keys(part)
        assert [entry.key for entry in part.entries if entry.key not in keys] == [], name
        own = {other.path.split(".")[0] for other in PARTS.values() if other.path} if part is WHOLE else set()
        assert {entry.key for entry in entries_of(name)} == set(keys) - own, name
