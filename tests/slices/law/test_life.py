"""The life of a rule set: drafted, proposed, adopted by a second person, superseded, repealed."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import SYSTEM, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.law import RuleSetProblems
from app.infra.db import session as present_session
from app.infra.db import transaction
from app.law.drafts import queries, services
from app.law.drafts.services import Days
from app.law.drafts.states import State
from app.law.models import AdoptedRuleSet
from app.law.queries import rule_set_on, rule_sets
from app.law.services import repeal_rule_set
from tests.factories.accounts import make_account
from tests.factories.law import add_depositories, adopt, uz_draft_text
from tests.factories.obligations import NOW, TODAY
from tests.factories.rule_sets import NEXT_YEAR, make_adopted, make_draft, make_proposed, version

BROKEN = "schema: deposit-rules/2\nid: NO\n"
ODD_BYTES = "\ufeff# Remark\r\n" + version("0.2").replace("\n", "\r\n")


pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def libraries(request: pytest.FixtureRequest) -> None:
    """Let the register have every library of the country's set, unless the test has a database of its own."""
    if "own_app" not in request.fixturenames:
        session: Session = request.getfixturevalue("session")
        add_depositories()
        session.commit()


def refuse(code: str, act: Callable[[], Any], kind: type[DomainError] = DomainError) -> None:
    with pytest.raises(kind) as refused, transaction():
        act()
    assert refused.value.code == code


def test_from_draft_to_force_with_one_act_each() -> None:
    proposer, adopter = make_account(Role.REGULATOR), make_account(Role.ADMINISTRATOR)
    adopt()
    present_session().commit()
    draft = make_proposed(ODD_BYTES, proposer)
    with transaction():
        adopted = services.adopt_draft(
            draft_id=draft.id, seen=draft.sha256, days=Days(NEXT_YEAR), by=adopter.actor(), at=NOW
        )
    assert adopted.text == ODD_BYTES, "not a byte is changed"
    assert adopted.sha256 == services.digest(ODD_BYTES)
    assert (adopted.proposed_by_id, adopted.adopted_by_id) == (proposer.id, adopter.id)
    before, after = (rule_set_on(day) for day in (NEXT_YEAR - timedelta(1), NEXT_YEAR))
    assert before is not None
    assert after is not None
    assert (before.version, after.version) == ("0.1", "0.2")
    earlier = present_session().get_one(AdoptedRuleSet, before.id)
    assert earlier.superseded_by_id == adopted.id
    assert [act.name for act in acts_of("rule_set_draft", draft.id)] == [
        "rule_set.adopted",
        "rule_set.proposed",
        "rule_set.drafted",
    ]
    assert [act.name for act in acts_of("rule_set", earlier.id)] == ["rule_set.adopted", "rule_set.adopted"]


def test_who_proposed_may_not_adopt() -> None:
    person = make_account(Role.ADMINISTRATOR)
    draft = make_proposed(by=person)
    refuse(
        "law.same_person",
        lambda: services.adopt_draft(
            draft_id=draft.id, seen=draft.sha256, days=Days(NEXT_YEAR), by=person.actor(), at=NOW
        ),
    )
    assert rule_sets() == []


@pytest.mark.parametrize("text", [BROKEN, "a: [", "- 1", ""])
def test_a_text_with_problems_is_kept_and_not_proposed(text: str) -> None:
    draft = make_draft(text)
    assert draft.problems > 0
    actor = make_account().actor()
    refuse(
        "law.problems",
        lambda: services.propose_draft(draft_id=draft.id, seen=draft.sha256, by=actor, at=NOW),
        RuleSetProblems,
    )
    assert queries.draft_by_id(draft.id).proposed_at is None


def test_a_text_too_long_is_not_kept() -> None:
    refuse("law.text_too_long", lambda: services.create_draft(text="x" * 2_000_000, by=SYSTEM, at=NOW))
    refuse(
        "law.too_many_values",
        lambda: services.create_draft(text="[" + "1," * 30_000 + "]", by=SYSTEM, at=NOW),
    )


def test_a_proposed_set_does_not_change_and_can_be_withdrawn() -> None:
    draft = make_proposed()
    actor = make_account().actor()
    refuse(
        "law.not_a_draft",
        lambda: services.change_draft(draft_id=draft.id, change=str.upper, by=actor, at=NOW),
        Conflict,
    )
    refuse("law.not_a_draft", lambda: services.discard_draft(draft_id=draft.id, by=actor, at=NOW), Conflict)
    with transaction():
        services.withdraw_draft(draft_id=draft.id, by=actor, at=NOW)
    refuse("law.not_proposed", lambda: services.withdraw_draft(draft_id=draft.id, by=actor, at=NOW), Conflict)
    refuse(
        "law.not_proposed",
        lambda: services.adopt_draft(
            draft_id=draft.id, seen=draft.sha256, days=Days(NEXT_YEAR), by=actor, at=NOW
        ),
        Conflict,
    )
    with transaction():
        services.change_draft(draft_id=draft.id, change=lambda text: text + "# new\n", by=actor, at=NOW)
        services.discard_draft(draft_id=draft.id, by=actor, at=NOW)
    names = [act.name for act in acts_of("rule_set_draft", draft.id)]
    assert names[:3] == ["rule_set.discarded", "rule_set.changed", "rule_set.withdrawn"]


def test_what_is_proposed_and_adopted_is_what_was_seen() -> None:
    draft = make_draft()
    actor = make_account().actor()
    refuse(
        "law.changed_meanwhile",
        lambda: services.propose_draft(draft_id=draft.id, seen="0" * 64, by=actor, at=NOW),
        Conflict,
    )
    proposed = make_proposed(version("0.3"))
    refuse(
        "law.changed_meanwhile",
        lambda: services.adopt_draft(draft_id=proposed.id, seen="", days=Days(NEXT_YEAR), by=actor, at=NOW),
        Conflict,
    )
    refuse("not_found", lambda: services.withdraw_draft(draft_id=10**9, by=actor, at=NOW), NotFound)


def test_a_gap_must_be_meant() -> None:
    with transaction():
        adopt()
        repeal_rule_set(rule_set_id=rule_sets()[0].id, out_of_force_from=TODAY, by=SYSTEM, at=NOW)
    later = TODAY + timedelta(10)
    with pytest.raises(DomainError, match=r"law\.period_gap") as refused:
        make_adopted(days=Days(later))
    assert (refused.value.params["first"], refused.value.params["last"]) == (TODAY, later - timedelta(1))
    assert make_adopted(version("0.3"), Days(later, accept_gap=True)).effective_from == later
    assert rule_set_on(TODAY) is None


def test_one_without_an_end_is_refused_while_another_begins_later() -> None:
    make_adopted(days=Days(NEXT_YEAR))
    with pytest.raises(DomainError, match=r"law\.overlap"):
        make_adopted(version("0.3"), Days(TODAY))
    ended = make_adopted(version("0.4"), Days(TODAY, NEXT_YEAR - timedelta(1)))
    assert ended.effective_to == NEXT_YEAR - timedelta(1)


def test_repealed_for_the_future_only_and_once() -> None:
    adopted = make_adopted(days=Days(TODAY))
    first = rule_set_on(TODAY)
    assert first is not None
    refuse(
        "law.repealed_in_the_past",
        lambda: repeal_rule_set(
            rule_set_id=adopted.id, out_of_force_from=TODAY - timedelta(1), by=SYSTEM, at=NOW
        ),
    )
    with transaction():
        repeal_rule_set(rule_set_id=adopted.id, out_of_force_from=NEXT_YEAR, by=SYSTEM, at=NOW)
    assert rule_set_on(NEXT_YEAR) is None
    assert rule_set_on(NEXT_YEAR - timedelta(1)) is not None
    refuse(
        "law.repealed_already",
        lambda: repeal_rule_set(rule_set_id=adopted.id, out_of_force_from=NEXT_YEAR, by=SYSTEM, at=NOW),
        Conflict,
    )
    assert acts_of("rule_set", adopted.id)[0].name == "rule_set.repealed"
    refuse(
        "not_found",
        lambda: repeal_rule_set(rule_set_id=10**9, out_of_force_from=TODAY, by=SYSTEM, at=NOW),
        NotFound,
    )


def test_repealed_before_its_first_day_it_never_comes_into_force() -> None:
    adopted = make_adopted(days=Days(NEXT_YEAR))
    with transaction():
        repeal_rule_set(rule_set_id=adopted.id, out_of_force_from=TODAY, by=SYSTEM, at=NOW)
    assert rule_set_on(NEXT_YEAR) is None
    assert queries.state_of_adopted(adopted, TODAY) is State.NEVER
    assert make_adopted(version("0.3"), Days(TODAY)).effective_to is None


def test_what_it_was_to_follow_goes_on_when_it_never_comes_into_force(session: Session) -> None:
    first = make_adopted(days=Days(TODAY))
    second = make_adopted(version("0.3"), Days(NEXT_YEAR))
    third = make_adopted(version("0.4"), Days(NEXT_YEAR + timedelta(90)))
    assert first.effective_to == NEXT_YEAR - timedelta(1)
    for adopted in (second, third):
        with transaction():
            repeal_rule_set(
                rule_set_id=adopted.id, out_of_force_from=adopted.effective_from, by=SYSTEM, at=NOW
            )
        session.refresh(first)
        if adopted is second:
            assert (first.effective_to, first.superseded_by_id) == (NEXT_YEAR + timedelta(89), third.id)
    assert (first.effective_to, first.superseded_by_id) == (None, None)
    for day in (TODAY, NEXT_YEAR, NEXT_YEAR + timedelta(1000)):
        found = rule_set_on(day)
        assert found is not None
        assert found.id == first.id
    assert [act.name for act in acts_of("rule_set", first.id)].count("rule_set.repealed") == 2


def test_a_set_repealed_itself_does_not_go_on() -> None:
    first = make_adopted(days=Days(TODAY))
    second = make_adopted(version("0.3"), Days(NEXT_YEAR))
    sooner = NEXT_YEAR - timedelta(9)
    with transaction():
        repeal_rule_set(rule_set_id=first.id, out_of_force_from=sooner, accept_gap=True, by=SYSTEM, at=NOW)
        repeal_rule_set(rule_set_id=second.id, out_of_force_from=TODAY, by=SYSTEM, at=NOW)
    assert rule_set_on(sooner) is None


def test_an_end_cannot_be_moved_out() -> None:
    adopted = make_adopted(days=Days(TODAY, NEXT_YEAR))
    refuse(
        "law.ends_earlier",
        lambda: repeal_rule_set(
            rule_set_id=adopted.id, out_of_force_from=NEXT_YEAR + timedelta(9), by=SYSTEM, at=NOW
        ),
    )


def test_the_law_of_another_country_owes_nothing_here() -> None:
    text = version("1").replace("jurisdiction: UZ", "jurisdiction: DE").replace("uz-natlib", "de-dnb")
    adopted = make_adopted(text, Days(date(2010, 1, 1)))
    assert adopted.jurisdiction == "DE"
    assert rule_set_on(TODAY) is None
    assert make_adopted(version("0.3"), Days(TODAY)).jurisdiction == "UZ"


@pytest.mark.parametrize(
    "change",
    [{"text": "x"}, {"sha256": "x"}, {"version": "9"}, {"effective_from": TODAY}, {"adopted_by_id": None}],
)
def test_what_was_adopted_never_changes(session: Session, change: dict[str, object]) -> None:
    adopted = make_adopted()
    session.commit()
    the_row = AdoptedRuleSet.id == adopted.id
    for statement in (
        update(AdoptedRuleSet).where(the_row).values(change),
        delete(AdoptedRuleSet).where(the_row),
    ):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(statement)
    session.refresh(adopted)
    assert adopted.text == version("0.2")


def test_the_list_says_of_each_what_its_moments_say(session: Session) -> None:
    make_draft(BROKEN)
    make_proposed(version("0.9"))
    gone = make_draft(version("0.8"))
    with transaction():
        adopt()
        services.discard_draft(draft_id=gone.id, by=SYSTEM, at=NOW)
    make_adopted(version("0.2"), Days(TODAY))
    coming = make_adopted(version("0.3"), Days(NEXT_YEAR))
    repealed = make_adopted(version("0.4"), Days(NEXT_YEAR + timedelta(300)))
    with transaction():
        repeal_rule_set(rule_set_id=repealed.id, out_of_force_from=TODAY, by=SYSTEM, at=NOW, accept_gap=True)
    found = queries.list_rule_sets(today=TODAY)
    assert {row.state for row in found} == set(State) - {State.DISCARDED, State.REPEALED}
    for state in State:
        chosen = queries.list_rule_sets(today=TODAY, state=state)
        assert [row.state for row in chosen] == ([] if state is State.REPEALED else [state])
    paged, after = [], None
    while len(rows := queries.list_rule_sets(today=TODAY, after=after, limit=2)) > 2:
        paged += rows[:2]
        after = (paged[-1].at, queries.number_of(paged[-1]))
    assert [(row.kind, row.id) for row in [*paged, *rows]] == [(row.kind, row.id) for row in found]
    assert queries.list_rule_sets(today=TODAY, jurisdiction="DE") == []
    with transaction():
        ended = NEXT_YEAR + timedelta(9)
        repeal_rule_set(rule_set_id=coming.id, out_of_force_from=ended, by=SYSTEM, at=NOW)
    [row] = queries.list_rule_sets(today=ended, state=State.REPEALED)
    assert (row.id, row.state) == (coming.id, State.REPEALED)


def test_two_people_adopt_at_once(own_app: Flask) -> None:
    """Both sets would be in force: one is adopted, the other refused."""
    with own_app.app_context():
        with transaction():
            add_depositories()
        people = [make_account(Role.ADMINISTRATOR).actor() for _person in range(2)]
        drafts = [
            (draft.id, draft.sha256)
            for draft in (make_proposed(version("0.2")), make_proposed(version("0.3")))
        ]
    outcomes: list[str] = []

    def adopt_one(number: int) -> None:
        draft_id, seen = drafts[number]
        with own_app.app_context():
            try:
                with transaction():
                    services.adopt_draft(
                        draft_id=draft_id, seen=seen, days=Days(NEXT_YEAR), by=people[number], at=NOW
                    )
                outcomes.append("adopted")
            except DomainError as error:
                outcomes.append(error.code)

    threads = [threading.Thread(target=adopt_one, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["adopted", "law.overlap"]


def test_the_command_adopts_the_bytes_of_the_file(own_app: Flask, tmp_path: Any) -> None:
    file = tmp_path / "rules.yaml"
    file.write_bytes(ODD_BYTES.encode())
    with own_app.app_context(), transaction():
        add_depositories()
    result = own_app.test_cli_runner().invoke(
        args=["law", "adopt", str(file), "--from", "2026-01-01", "--to", "2026-12-31"]
    )
    assert result.exit_code == 0, result.output
    with own_app.app_context():
        (law,) = rule_sets()
        assert queries.adopted_by_id(law.id).text.encode() == file.read_bytes()
        assert law.effective_to == date(2026, 12, 31)
    refused = own_app.test_cli_runner().invoke(args=["law", "adopt", str(file), "--from", "2028-01-01"])
    assert refused.exit_code == 1
    assert uz_draft_text() != ODD_BYTES
