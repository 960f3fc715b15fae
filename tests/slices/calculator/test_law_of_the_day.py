"""What will I owe is answered by the law in force on the day of the event, and a link keeps its answer."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.domain.actor import SYSTEM
from app.infra.db import transaction
from app.law.services import adopt_rule_set
from tests.factories.law import uz_draft_text
from tests.slices.calculator.test_pages import NOVEL, PAGE, words
from tests.support.isolation import Browserless

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
OUT = f"{NOVEL}&print_run=3000&first_batch_released"
LATER_ENDS = date(2026, 12, 31)


def adopt_later(session: Session) -> None:
    """From 26 November to the end of the year 5 copies where 0.1 asks for 2."""
    known = "copies: 2\n    form: physical\n    trigger: automatic\n    deadline: {value: 10,"
    text = uz_draft_text().replace('version: "0.1"', 'version: "0.3"')
    assert known in text
    text = text.replace(known, known.replace("copies: 2", "copies: 5"))
    with transaction():
        adopt_rule_set(
            text=text, effective_from=THURSDAY.date(), effective_to=LATER_ENDS, by=SYSTEM, at=THURSDAY
        )


def answer(client: Browserless, query: str) -> tuple[str, str]:
    """The words of an answer and its address."""
    sent = client.get(f"{PAGE}?{query}", follow_redirects=True)
    assert sent.status_code == 200
    return words(sent.text), unquote(sent.request.url)


def test_each_event_is_judged_by_the_set_of_its_day(client: Browserless, session: Session) -> None:
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        for day, copies, law in (
            ("2026-10-01", 3, "first_batch_released:uz-draft/0.1"),
            ("2026-11-25", 3, "first_batch_released:uz-draft/0.1"),
            ("2026-11-26", 6, "uz-draft/0.3"),
        ):
            told, address = answer(client, f"{OUT}={day}")
            assert f"You deliver {copies} copies and 1 file" in told
            assert f"answered_by={law}" in address
            assert "answers although" not in told
        told, address = answer(client, NOVEL + "&print_run=3000")
        assert "You deliver 6 copies and 1 file" in told
        assert address.endswith("answered_by=uz-draft/0.3")


def test_the_law_of_another_event_answers_the_rules_that_count_from_it(
    client: Browserless, session: Session
) -> None:
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        told, _address = answer(client, f"{OUT}=2026-11-20&print_run_completed=2026-11-27&who=all")
        assert "/law/uz-draft/0.1#uzd-book-natlib" in client.get(_address).text
        assert "/law/uz-draft/0.3#uzd-book-chamber" in client.get(_address).text
        assert "Rule set uz-draft 0.3 Rule set uz-draft 0.1" in told
        calendar = client.get(_address.replace("/what-will-i-owe?", "/what-will-i-owe.ics?")).data
        assert b"uz-draft 0.1" in calendar
        assert b"uz-draft 0.3" in calendar


def test_a_day_without_law_says_so(client: Browserless, session: Session) -> None:
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        told, address = answer(client, f"{OUT}=2027-01-11")
        assert "No rule set is in force on 11 January 2027" in told
        assert "You deliver" not in told
        assert "answered_by=first_batch_released:" in address
    with time_machine.travel(datetime(2027, 1, 11, 9, 0, tzinfo=UTC), tick=False):
        told, _address = answer(client, f"{OUT}=2027-01-11")
        assert "No rule set is in force on that day" in told
        assert "No rule set is in force today" in told


def test_a_chosen_set_answers_whatever_the_day_and_warns(client: Browserless, session: Session) -> None:
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        told, address = answer(client, f"{OUT}=2026-11-27&rules=uz-draft/0.1")
        assert "You deliver 3 copies and 1 file" in told
        assert (
            "uz-draft 0.1 (in force from 1 January 2024 to 25 November 2026) answers although it is not in"
            in told
        )
        assert "answered_by" not in address
        told, _address = answer(client, f"{OUT}=2026-11-20&rules=uz-draft/0.1")
        assert "answers although" not in told


@pytest.mark.parametrize("query", [f"{OUT}=2026-12-01", "kind=book"])
def test_a_link_keeps_its_answer_when_the_law_changes(
    client: Browserless, session: Session, query: str
) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        before, address = answer(client, query)
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        told = words(client.get(address).text)
        assert before[before.index("You deliver") :][:40] in told
        assert "uz-draft 0.1 (in force from 1 January 2024 to 25 November 2026) answers although" in told
        assert "Ask anew" in told
        assert client.get(address).status_code == 200


def test_changing_the_answers_asks_the_law_of_the_new_day(client: Browserless, session: Session) -> None:
    adopt_later(session)
    with time_machine.travel(THURSDAY, tick=False):
        _told, address = answer(client, f"{OUT}=2026-11-20")
        page = client.get(address).text
        assert "change=1" in page
        assert not any("answered_by" in part for part in page.split('"') if "change=1" in part)
        assert client.get(f"{PAGE}?kind=book&answered_by=uz-draft/9.9").location.endswith(
            "answered_by=uz-draft/0.3"
        )


def test_certain_copies_are_the_least_while_rules_are_undecided(client: Browserless) -> None:
    told, _address = answer(client, "kind=book")
    assert "You deliver at least 1 file" in told


def test_where_no_rule_applies_the_exemption_says_why(client: Browserless) -> None:
    told, address = answer(client, "kind=ephemera")
    assert "Nothing is asked of you" in told
    assert "Ephemera for trade, office or private use" in told
    assert "13-modda, 3-qism" in told
    assert "/law/uz-draft/0.1#uzd-ex-ephemera" in client.get(address).text
