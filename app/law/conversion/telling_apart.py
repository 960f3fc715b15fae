"""Tells rules apart that the older format let overlap: a rule, and a special case of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.law.conversion.conditions import TRUTHS

Rule = dict[str, Any]


def told_apart(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules; one of which another is a special case (music, and hire-only music) is split in two: for the
    kinds that the case does not speak of, and for the others where its question is answered the other way.
    """
    listed = list(rules)
    for rule in listed:
        case = next((other for other in listed if _is_case_of(other, rule)), None)
        yield from [rule] if case is None else _split(rule, case)


def _is_case_of(case: Rule, rule: Rule) -> bool:
    return (
        case is not rule
        and _duty(case) == _duty(rule)
        and set(_kinds(case)) < set(_kinds(rule))
        and len(_asked_only_by(case, rule)) == 1
    )


def _split(rule: Rule, case: Rule) -> list[Rule]:
    shared = _kinds(case)
    rest = [kind for kind in _kinds(rule) if kind not in shared]
    ((fact, value),) = _asked_only_by(case, rule).items()
    return [
        rule | {"when": rule["when"] | {"kind": {"any_of": rest}}},
        rule
        | {
            "id": f"{rule['id']}-other",
            "when": rule["when"] | {"kind": {"any_of": list(shared)}, fact: not value},
        },
    ]


def _duty(rule: Rule) -> tuple[object, ...]:
    return rule["depositor"], rule["recipients"], rule["form"], rule["deadline"]["event"]


def _kinds(rule: Rule) -> list[str]:
    kinds: list[str] = rule["when"].get("kind", {}).get("any_of", [])
    return kinds


def _asked_only_by(case: Rule, rule: Rule) -> Mapping[str, bool]:
    return {
        fact: value for fact, value in case["when"].items() if fact in TRUTHS and fact not in rule["when"]
    }
