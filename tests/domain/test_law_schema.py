"""The schema, learned from the readers, against the readers themselves."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.domain.law.conditions import FACTS
from app.domain.law.json_schema import json_schema
from app.domain.law.parsing import read_rule_set
from app.domain.law.reading import Place, Problem
from app.domain.law.rule_reading import CONFIDENT_FIELDS
from app.domain.law.schema import EACH, Holds, schema
from app.domain.law.vocabulary import Form
from app.domain.publication import Kind
from tests.domain.conftest import RULE_SETS, read_document

NAMES = sorted(path.stem for path in RULE_SETS.glob("*.yaml"))
WHOLE = schema()
JSON = json_schema(WHOLE, "deposit-rules/2", lambda shape, key: f"{shape.known_as} {key}")
VALIDATOR = Draft202012Validator(JSON)
BEYOND = {"law.duplicate_id", "law.empty_range", "law.exempts_everything", "law.missing_citation"}
"""Problems that one place alone does not show."""
GONE = object()
WRONG = st.sampled_from(
    [
        *(GONE, None, True, 0, 1, 7, -1, 10**10, "", "x", "Not a code", "harvest", "delivered"),
        *([], [{}], ["book"], ["x", "x"], {}, {"x": 1}, {"min": 1}, {"min": None}),
        {"any_of": None, "none_of": ["map"]},
    ]
)
Way = tuple[str | int, ...]


def ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """Where something stands in a document, as keys and numbers."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in inside:
        yield (*way, step)
        yield from ways(below, (*way, step))


def spoilt(document: dict[str, object], way: Way, value: object) -> dict[str, object]:
    """A copy with another value at a place, or nothing there."""
    copy: Any = deepcopy(document)
    at = copy
    for step in way[:-1]:
        at = at[step]
    if value is GONE:
        del at[way[-1]]
    else:
        at[way[-1]] = value
    return copy


def problems(document: dict[str, object]) -> list[Problem]:
    found: list[Problem] = []
    read_rule_set(Place(document, "", found))
    return found


def test_the_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(JSON)
    assert JSON["properties"]["id"]["description"] == "whole id"


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_set_of_the_project_validates(name: str) -> None:
    assert [error.json_path for error in VALIDATOR.iter_errors(read_document(name))] == []


@settings(max_examples=150)
@given(st.data())
def test_the_schema_and_the_readers_agree_on_any_wrong_document(data: st.DataObject) -> None:
    document = read_document(data.draw(st.sampled_from(NAMES)))
    way = data.draw(st.sampled_from(list(ways(document))))
    wrong = spoilt(document, way, data.draw(WRONG))
    found = problems(wrong)
    if {problem.code for problem in found} & BEYOND:
        return
    assert VALIDATOR.is_valid(wrong) is not bool(found), found


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("schema",), "deposit-rules/1"),
        (("extra",), 1),
        (("imprint",), GONE),
        (("working_week",), 7),
        (("rules",), []),
        (("rules", 0, "copies"), 0),
        (("rules", 0, "citation"), None),
        (("rules", 0, "recipients"), ["dnb", "dnb"]),
        (("rules", 0, "deadline", "event"), "notice_served"),
        (("rules", 0, "deadline", "value"), 4000),
        (("rules", 0, "when", "weight"), {"min": 1}),
        (("rules", 0, "when", "kind"), {"any_of": ["book"], "none_of": ["map"]}),
        (("rules", 0, "when", "any"), [{"kind": {"any_of": ["book"]}}, {"weight": {"min": 1}}]),
        (("rules", 0, "when_missing"), {"form": "either", "copies": 1}),
        (("rules", 0, "harvest_frequency"), {"times": 1, "period": "year", "at_least": True}),
        (("exemptions", 0, "copies"), 1),
        (("exemptions", 0, "effect"), "reduce"),
        (("recipients", 0, "group"), ["a", "b"]),
        (("recipients", 0, "depository"), None),
    ],
)
def test_a_wrong_document_is_refused_by_both(way: Way, value: object) -> None:
    wrong = spoilt(read_document("de"), way, value)
    assert problems(wrong)
    assert not VALIDATOR.is_valid(wrong)


def test_libraries_may_be_named_by_a_map_or_a_prefix() -> None:
    def chosen(**members: object) -> dict[str, object]:
        document = spoilt(read_document("de"), ("recipients", 0, "depository"), GONE)
        return spoilt(document, ("recipients", 0, "members"), {"by": "subjects", **members})

    for right in (chosen(prefix="de-"), chosen(depositories={"law": "de-law"}, prefix=None)):
        assert (problems(right), VALIDATOR.is_valid(right)) == ([], True)
    for wrong in (chosen(), chosen(depositories={}), chosen(depositories={"A B": "x"}), chosen(prefix=1)):
        assert (problems(wrong) == [], VALIDATOR.is_valid(wrong)) == (False, False)


def test_the_schema_knows_what_the_readers_know() -> None:
    rules = WHOLE.members["rules"].members[EACH]
    when, missing = rules.members["when"], rules.members["when_missing"]
    assert tuple(when.members) == (*FACTS, "any")
    assert when.members["any"].members[EACH].again
    assert when.members["kind"].members["any_of"].members[EACH].words == tuple(Kind)
    assert (rules.members["copies"].nullable, rules.members["copies"].required) == (True, True)
    assert (rules.members["copies"].least, rules.members["copies"].most) == (1, 10_000)
    assert missing.members["form"].words == (Form.FILE.value,)
    assert tuple(rules.members["field_confidence"].members) == CONFIDENT_FIELDS
    libraries = WHOLE.members["recipients"].members[EACH].members["members"].members["depositories"]
    assert (libraries.holds, libraries.least) == (Holds.MAP, 1)


def test_no_place_was_left_unread() -> None:
    """An object that the readers never asked for a key would allow nothing at all."""
    for shape in WHOLE.walk():
        assert shape.again or shape.holds is not Holds.OBJECT or shape.members, shape.path
