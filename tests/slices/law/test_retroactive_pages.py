"""The page on which a rule set is given retroactive effect: what would happen is seen before it does."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.deposits.obligations.rejudging.models import Rejudging
from app.deposits.obligations.services import add_received
from app.domain.actor import SYSTEM, Role
from app.infra.db import transaction
from app.law.calendars.services import seed_calendar
from app.law.models import AdoptedRuleSet, RetroactiveEffect
from app.publications.models import Release
from tests.factories.accounts import signed_in_as
from tests.factories.law import LONG_AGO, add_law
from tests.factories.obligations import owed, rows_of
from tests.factories.retroactive import CLAUSE, EARLIER, add_book, add_two_laws, terms
from tests.slices.law.calendar_steps import confirmed, seen_in


@pytest.fixture
def law(session: Session) -> AdoptedRuleSet:
    with transaction():
        return add_two_laws()


@pytest.fixture
def release(law: AdoptedRuleSet) -> Release:
    with transaction():
        return add_book(EARLIER)


@pytest.fixture
def administrator(client: FlaskClient) -> FlaskClient:
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def page_of(law: AdoptedRuleSet) -> str:
    return f"/rule-sets/adopted/{law.id}/retroactive"


def entered(**changed: str) -> dict[str, str]:
    whole = {
        "submission_key": "key",
        "reaches_back_to-day": "15",
        "reaches_back_to-month": "1",
        "reaches_back_to-year": "2024",
        "citation": CLAUSE,
    }
    return whole | changed


def test_it_is_shown_confirmed_carried_out_and_said_everywhere(
    administrator: FlaskClient, law: AdoptedRuleSet, release: Release
) -> None:
    home = f"/law/{law.code}/{law.version}"
    assert page_of(law) in administrator.get(home).text
    assert administrator.get(page_of(law)).status_code == 200
    before = terms(release)
    preview = administrator.post(page_of(law), data=entered())
    assert preview.status_code == 200
    assert "2 copies" in preview.text
    assert "3 copies" in preview.text
    assert "a due date that is over already" in preview.text
    assert terms(release) == before

    where = confirmed(administrator, page_of(law), entered())
    assert "Running" in administrator.get(where).text
    continue_rejudgings()
    page = administrator.get(where).text
    assert "Finished" in page
    assert "3 copies" in page
    for outcome in ("added", "cancelled", "kept", "failed"):
        assert "not understood" not in administrator.get(f"{where}?outcome={outcome}").text
    assert ">outcome=lost</span>" in administrator.get(f"{where}?outcome=lost").text
    assert "retroactive effect" in administrator.get("/rejudgings").text

    told = administrator.get(home).text
    assert "Retroactive from" in told
    assert CLAUSE in told
    assert page_of(law) not in told, "it is given once"
    row = owed(rows_of(release))["uzd-book-natlib"]
    shown = administrator.get(f"/releases/{release.id}?why={row.id}").text
    assert "before: 2 copies" in shown
    assert "now: 3 copies" in shown
    assert shown.count(f"ordered by {CLAUSE}") == 2, "among the facts, and in the explanation"
    again = administrator.get(page_of(law)).text
    assert "has retroactive effect already" in again
    assert "<button" not in again.split("<main", 1)[1]


def test_what_was_received_says_why_it_keeps_its_terms(
    administrator: FlaskClient, law: AdoptedRuleSet, release: Release
) -> None:
    with transaction():
        row = owed(rows_of(release))["uzd-book-natlib"]
        add_received(obligation=row, copies=2)
    assert "What keeps its terms" in administrator.post(page_of(law), data=entered()).text
    confirmed(administrator, page_of(law), entered())
    continue_rejudgings()
    assert "keeps its terms" in administrator.get(f"/releases/{release.id}?why={row.id}").text


@pytest.mark.usefixtures("release")
def test_the_same_sending_twice_acts_once(
    administrator: FlaskClient, law: AdoptedRuleSet, session: Session
) -> None:
    data = entered()
    data["seen"] = seen_in(administrator.post(page_of(law), data=data).text)
    answers = [administrator.post(page_of(law), data=data) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert (session.query(RetroactiveEffect).count(), session.query(Rejudging).count()) == (1, 1)
    other = administrator.post(page_of(law), data=data | {"submission_key": "other"})
    assert other.status_code == 409
    assert "has retroactive effect already" in other.text


def test_what_was_shown_must_still_hold(
    administrator: FlaskClient, law: AdoptedRuleSet, release: Release, session: Session
) -> None:
    data = entered()
    data["seen"] = seen_in(administrator.post(page_of(law), data=data).text)
    with transaction():
        add_received(obligation=owed(rows_of(release))["uzd-book-natlib"], copies=2)
    refused = administrator.post(page_of(law), data=data)
    assert refused.status_code == 409
    assert "has changed since you looked" in refused.text
    assert session.query(RetroactiveEffect).count() == 0
    again = administrator.post(page_of(law), data=data | {"seen": seen_in(refused.text)})
    assert again.status_code == 303


@pytest.mark.usefixtures("release")
def test_it_waits_for_a_run_that_is_not_finished(
    administrator: FlaskClient, law: AdoptedRuleSet, session: Session
) -> None:
    with transaction():
        run = Rejudging(cause="calendar_changed", asked_at=law.adopted_at, total=0)
        session.add(run)
    preview = administrator.post(page_of(law), data=entered())
    assert f"/rejudgings/{run.id}" in preview.text
    refused = administrator.post(page_of(law), data=entered(seen=seen_in(preview.text)))
    assert refused.status_code == 409
    assert session.query(RetroactiveEffect).count() == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"citation": "  "}, "Name the clause"),
        ({"citation": "x" * 201}, "at most 200"),
        ({"citation": "a\x00b"}, "cannot be printed"),
        ({"reaches_back_to-day": "32"}, "Write a day that exists"),
        (
            {"reaches_back_to-day": "", "reaches_back_to-month": "", "reaches_back_to-year": ""},
            "Write the day.",
        ),
        ({"reaches_back_to-year": "2027"}, "or an earlier day"),
        ({"reaches_back_to-day": "3", "reaches_back_to-month": "6"}, "or an earlier day"),
        ({"reaches_back_to-year": "2023"}, "The calendar begins on"),
        ({"seen": "x" * 65}, ""),
    ],
)
def test_bad_input_is_told_and_writes_nothing(
    administrator: FlaskClient, law: AdoptedRuleSet, session: Session, changed: dict[str, str], said: str
) -> None:
    answer = administrator.post(page_of(law), data=entered(**changed))
    assert answer.status_code == 422
    assert said in answer.text
    assert session.query(RetroactiveEffect).count() == 0


@pytest.mark.parametrize("role", [Role.REGULATOR, Role.LIBRARIAN, Role.DEPOSITOR])
def test_others_may_not(client: FlaskClient, law: AdoptedRuleSet, session: Session, role: Role) -> None:
    signed_in_as(client, role)
    assert page_of(law) not in client.get(f"/law/{law.code}/{law.version}").text
    for answer in (client.get(page_of(law)), client.post(page_of(law), data=entered())):
        assert answer.status_code == 403
    assert session.query(RetroactiveEffect).count() == 0


def test_a_set_that_is_not_there_or_not_in_force(administrator: FlaskClient, law: AdoptedRuleSet) -> None:
    assert administrator.get("/rule-sets/adopted/999999/retroactive").status_code == 404
    earlier = law.id - 1
    page = administrator.get(f"/rule-sets/adopted/{earlier}/retroactive")
    assert "Only a rule set in force" in page.text
    refused = administrator.post(f"/rule-sets/adopted/{earlier}/retroactive", data=entered(seen="0" * 64))
    assert refused.status_code == 422


def test_where_the_calendar_begins_with_the_law_it_must_be_extended_first(
    administrator: FlaskClient, session: Session
) -> None:
    with transaction():
        only = add_law()
    page = administrator.get(page_of(only)).text.replace("\u00a0", " ")
    assert "The calendar of working days begins on 1 January 2024" in page
    assert "reaches_back_to" not in page
    earlier = "/calendar/UZ/2023/extend"
    assert f'href="{earlier}"' in page
    assert administrator.get(earlier).status_code == 200
    with transaction():
        seed_calendar(jurisdiction="UZ", first_year=2023, last_year=2023, by=SYSTEM, at=LONG_AGO)
    page = administrator.get(page_of(only)).text.replace("\u00a0", " ")
    assert "From 1 January 2023 to 31 December 2023" in page
    sent = administrator.post(page_of(only), data=entered(**{"reaches_back_to-year": "2023"}))
    assert sent.status_code == 200
