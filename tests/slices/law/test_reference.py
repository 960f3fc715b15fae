"""The reference of the format: sentences, examples, the kept text, and the commands that print them."""

import json
import re
from pathlib import Path

import pytest
import yaml
from flask import Flask
from jsonschema import Draft202012Validator

from app.domain.law import RuleSetProblems, parse_rule_set
from app.domain.law.schema import schema
from app.law.reference.document import (
    DOCS,
    LAWYERS,
    REFERENCE,
    format_schema,
    with_excerpts,
    with_tables,
)
from app.law.reference.examples import RULE_SETS, examples, read_documents
from app.law.reference.meanings import Meanings, read_meanings
from app.law.reference.tables import Tables

WHOLE = schema()
MEANINGS = read_meanings()
KEPT = DOCS / REFERENCE
Answer = dict[str, list[dict[str, object]]]


def test_every_key_and_word_has_a_sentence_and_every_sentence_its_key_or_word() -> None:
    assert list(MEANINGS.differences(WHOLE)) == []
    without = Meanings({**MEANINGS.keys, "texts": {"uz": "x", "ru": "x", "de": "x"}}, MEANINGS.words, {})
    assert list(without.differences(WHOLE)) == ["texts: de", "texts: en"]


def test_every_key_has_an_example_or_a_table_of_its_own() -> None:
    rows = [line for line in KEPT.read_text("utf-8").splitlines() if re.match(r"\| `\w+` \| (req|opt)", line)]
    assert len(rows) > 150
    assert [row for row in rows if row.endswith("|  |") and "see below" not in row] == []


def test_examples_come_from_real_law_first_and_say_whose_it_is() -> None:
    found = examples(WHOLE, read_documents(), {"rules": {"copies": 9, "no_such": 1}})
    assert found["instruments", "citation"].country not in ("invented", "Uzbekistan, invented draft")
    assert found["rules", "copies"].country != "invented"
    assert (found["rules", "no_such"].country, found["rules", "no_such"].text) == ("invented", "1")
    assert max(len(example.text) for example in found.values()) < 200


def test_no_example_is_invented_where_real_law_has_one() -> None:
    real = examples(WHOLE, read_documents(), {})
    assert [key for name, below in MEANINGS.invented.items() for key in below if (name, key) in real] == []


def test_invented_examples_obey_the_format() -> None:
    whole = json.loads(json.dumps(format_schema()))
    objects = Tables(WHOLE, MEANINGS, {}).objects
    for name, values in MEANINGS.invented.items():
        for key, value in values.items():
            assert key in objects[name].members, (name, key)
            keys = objects[name].members.keys()
            found = [node for node in _objects(whole) if node["properties"].keys() == keys]
            assert found, name
            part = {**found[0]["properties"][key], "$defs": whole["$defs"]}
            assert Draft202012Validator(part).is_valid(value), (name, key)


def _objects(node: object) -> list[dict[str, dict[str, dict[str, object]]]]:
    if isinstance(node, list):
        return [found for below in node for found in _objects(below)]
    if not isinstance(node, dict):
        return []
    below = [found for part in node.values() for found in _objects(part)]
    return ([node] if "additionalProperties" in node and "properties" in node else []) + below


def test_a_text_that_leaves_an_object_out_is_refused() -> None:
    kept = KEPT.read_text("utf-8")
    with pytest.raises(ValueError, match="periodicals"):
        with_tables(kept.replace("<!-- keys of periodicals -->", ""))
    with pytest.raises(ValueError, match="weather"):
        with_tables(kept + "<!-- keys of weather -->\n<!-- end -->\n")
    with pytest.raises(ValueError, match="no-such-rule"):
        with_excerpts("<!-- app/law/rule_sets/de.yaml no-such-rule -->\n<!-- end -->\n")


def test_the_commands_print_the_schema_and_fill_the_texts(app: Flask, tmp_path: Path) -> None:
    printed = app.test_cli_runner().invoke(args=["law", "schema"])
    assert json.loads(printed.output) == json.loads(json.dumps(format_schema()))
    for name in (REFERENCE, LAWYERS):
        kept = (DOCS / name).read_text("utf-8")
        emptied = re.sub(r"(<!-- .* -->\n)(?:(?!<!-- ).*\n)*(<!-- end -->)", r"\1\2", kept)
        assert emptied != kept
        (tmp_path / name).write_text(emptied, "utf-8")
    written = app.test_cli_runner().invoke(args=["law", "reference", "--folder", str(tmp_path)])
    assert written.exit_code == 0
    for name in (REFERENCE, LAWYERS):
        assert (tmp_path / name).read_text("utf-8") == (DOCS / name).read_text("utf-8")


def apply(app: Flask, rule_set: Path, facts: str) -> Answer:
    file = str(DOCS / "examples" / facts)
    ran = app.test_cli_runner().invoke(args=["law", "apply", str(rule_set), "--facts", file])
    assert ran.exit_code == 0, ran.output
    answer: Answer = json.loads(ran.output)
    return answer


def told(answer: Answer) -> list[tuple[object, ...]]:
    return [
        (
            item["rule"],
            item["depositor"],
            item["depository"],
            item["copies"],
            item["event_on"],
            item["due_on"],
        )
        for item in answer["obligations"]
    ]


def test_the_answers_that_lawyers_are_told_are_those_they_get(app: Flask, tmp_path: Path) -> None:
    invented, german = DOCS / "examples" / "first-rules.yaml", RULE_SETS / "de.yaml"
    lawyers = (DOCS / LAWYERS).read_text("utf-8")
    answers = [apply(app, invented, "book.json"), apply(app, invented, "newspaper.json")]
    answers.append(apply(app, german, "german-book.json"))
    shown = [row for answer in answers for row in told(answer)]
    assert shown == [
        ("books", "printer", "uz-natlib", 3, "2026-10-05", "2026-10-19"),
        ("newspapers-region", "editorial_office", "uz-akm-1718", 2, "2026-10-05", "2026-10-05"),
        ("newspapers-national", "editorial_office", "uz-natlib", None, "2026-10-14", "2026-11-16"),
        ("de-physical", "rights_holder_to_distribute", "de-dnb", 2, "2026-03-02", None),
    ]
    secret = json.loads((DOCS / "examples" / "newspaper.json").read_text("utf-8"))
    del secret["restricted"]
    unsure = tmp_path / "unsure.json"
    unsure.write_text(json.dumps(secret), "utf-8")
    left_open = apply(app, invented, str(unsure))
    assert [item["missing"] for item in left_open["undecided"]] == [["restricted"], ["restricted"]]
    for row in shown:
        cells = " | ".join("null" if cell is None else str(cell) for cell in row)
        assert f"| {cells} |" in lawyers


@pytest.mark.parametrize(("limit", "code"), [(98, "law.gap"), (100, "law.overlap")])
def test_the_limits_of_the_first_example_leave_nothing_between_them(limit: int, code: str) -> None:
    text = (DOCS / "examples" / "first-rules.yaml").read_text("utf-8").replace("max: 99", f"max: {limit}")
    with pytest.raises(RuleSetProblems) as refused:
        parse_rule_set(yaml.safe_load(text))
    assert [problem.code for problem in refused.value.problems] == [code]
