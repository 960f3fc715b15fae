"""Everything that the table of kinds names has words for people, and is a kind that rule sets know."""

import csv

from app.domain.kinds import DETAILS, KINDS
from app.domain.publication import Kind
from app.domain.schemes import Scheme
from app.publications.detail_names import HINTS, LABELS, WORDS
from app.publications.vocabulary import GENERAL_ROLES, GROUPS, KINDS_FILE, REGISTERED_KINDS, ROLES, SCHEMES


def test_every_kind_is_in_the_table_in_its_group() -> None:
    with KINDS_FILE.open(encoding="utf-8", newline="") as file:
        groups = {row["code"]: row["group"] for row in csv.DictReader(file)}
    assert {kind.value: row.group.value for kind, row in KINDS.items()} == groups
    assert {row.group for row in KINDS.values()} == {*GROUPS}


def test_every_detail_has_its_words() -> None:
    assert LABELS.keys() == DETAILS.keys()
    assert HINTS.keys() <= DETAILS.keys()
    assert {name: {*words} for name, words in WORDS.items()} == {
        name: {*detail.codes} for name, detail in DETAILS.items() if detail.codes
    }


def test_numbers_and_roles_have_their_words() -> None:
    assert {*SCHEMES} == {*Scheme}
    assert {role for row in KINDS.values() for role in row.roles} | {*GENERAL_ROLES} == {*ROLES}


def test_all_but_serials_are_registered_one_by_one() -> None:
    assert {*Kind} - {*REGISTERED_KINDS} == {"journal", "newspaper", "bulletin", "continuing"}
