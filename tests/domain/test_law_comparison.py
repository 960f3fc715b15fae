"""Two rule sets compared entry by entry."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.law import RuleSet
from app.domain.law_comparison import WHOLE, compare
from tests.factories.law import uz_draft


def test_nothing_differs_from_itself() -> None:
    assert compare(uz_draft(), uz_draft()) == ()


def changed(**fields: object) -> RuleSet:
    return replace(uz_draft(), **fields)


def test_a_rule_added_left_out_and_changed() -> None:
    rules = dict(uz_draft().rules)
    gone = rules.pop("uzd-kaa")
    rules["uzd-new"] = replace(gone, id="uzd-new")
    rule = rules["uzd-book-natlib"]
    rules["uzd-book-natlib"] = replace(rule, copies=3, deadline=replace(rule.deadline, value=20))
    found = {change.id: change for change in compare(uz_draft(), changed(rules=rules, version="0.2"))}
    assert {(name, change.part) for name, change in found.items()} == {
        ("", WHOLE),
        ("uzd-kaa", "rules"),
        ("uzd-new", "rules"),
        ("uzd-book-natlib", "rules"),
    }
    assert found["uzd-new"].before is None
    assert found["uzd-kaa"].after is None
    told = {field.name: (field.before, field.after) for field in found["uzd-book-natlib"].fields}
    assert told["copies"] == (2, 3)
    assert set(told) == {"copies", "deadline"}
    assert [field.name for field in found[""].fields] == ["version"]


def test_steps_and_single_parts_are_compared() -> None:
    claims = (replace(uz_draft().claims[0], step=1), *uz_draft().claims[2:])
    found = compare(uz_draft(), changed(claims=claims, cure_period=None, requests={}))
    assert [(change.part, change.id, change.after) for change in found][:2] == [
        ("claims", "2", None),
        ("cure_period", "", None),
    ]
    assert {change.id for change in found if change.part == "requests"} == {
        "objection",
        "extension",
        "appeal",
    }


@given(st.sets(st.sampled_from(sorted(uz_draft().rules))), st.sets(st.sampled_from(sorted(uz_draft().rules))))
def test_turned_round_it_tells_the_opposite(first: set[str], second: set[str]) -> None:
    one, other = (
        changed(rules={name: uz_draft().rules[name] for name in names})
        for names in (sorted(first), sorted(second))
    )
    there = {(change.id, change.before is None) for change in compare(one, other)}
    back = {(change.id, change.after is None) for change in compare(other, one)}
    assert there == back
    assert {name for name, _added in there} == first ^ second
