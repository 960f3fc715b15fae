"""New edition or unchanged reprint: every combination of answers."""

from itertools import chain, combinations

import pytest

from app.domain.edition import CHANGES_OF, RENEWING, Change, contradictory, edition_status
from app.domain.law.conditions import AllOf, Among, AnyOf, Is, questions_of
from app.domain.publication import EditionStatus

SOMETHING = [change for change in Change if change is not Change.NONE]
SETS = list(chain.from_iterable(combinations(SOMETHING, size) for size in range(1, len(SOMETHING) + 1)))


def test_what_has_not_come_out_before_is_a_first_edition() -> None:
    assert edition_status(False, {Change.TEXT}) is EditionStatus.FIRST
    assert edition_status(False, ()) is EditionStatus.FIRST


def test_nothing_said_nothing_decided() -> None:
    assert edition_status(None, {Change.TEXT}) is None
    assert edition_status(True, ()) is None


@pytest.mark.parametrize("changes", SETS)
def test_a_change_of_substance_makes_another_edition(changes: tuple[Change, ...]) -> None:
    expected = EditionStatus.REVISED if set(changes) & RENEWING else EditionStatus.UNCHANGED_REPRINT
    assert edition_status(True, changes) is expected
    assert not contradictory(changes)
    assert contradictory((*changes, Change.NONE))


def test_an_unchanged_reprint_says_so() -> None:
    assert edition_status(True, [Change.NONE]) is EditionStatus.UNCHANGED_REPRINT
    assert not contradictory([Change.NONE])


@pytest.mark.parametrize("status", CHANGES_OF)
def test_the_outcome_alone_stands_for_an_answer(status: EditionStatus) -> None:
    assert edition_status(True, CHANGES_OF[status]) is status


def test_every_question_of_a_condition() -> None:
    one, two, three = Among("kind", frozenset({"book"})), Is("restricted", True), Is("harvested", False)
    assert list(questions_of(AllOf((one, AnyOf((two, three)))))) == [one, two, three]
    assert list(questions_of(one)) == [one]
