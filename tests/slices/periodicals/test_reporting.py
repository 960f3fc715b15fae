"""Publishers report what goes otherwise; after repeated misses they are asked whether a title has ceased."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.publications.models import Publication
from app.publications.periodicals.models import Issue, IssueReport, Periodical, PublicationPause
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import announce, cell, day, registered, rows, shown
from tests.support.isolation import Browserless

QUESTION = "3 expected issues in a row of “Yurt ovozi” were not announced."


@pytest.fixture
def weekly(client: Browserless, clerk: Account, session: Session) -> int:
    """A newspaper, registered on 5 November; three issues are expected so far: 6, 13, 20 November."""
    publication_id = registered(client)
    session.get_one(Publication, publication_id).created_at = datetime(2026, 11, 5, 9, tzinfo=UTC)
    session.commit()
    return publication_id


def page_of(client: Browserless, weekly: int) -> str:
    return shown(client.get(f"/periodicals/{weekly}").text).replace("\u00a0", " ")


def home(client: Browserless) -> str:
    return shown(client.get("/").text)


def report(client: Browserless, weekly: int, what: str, **typed: str) -> str:
    """Send a report; return what the page says where it is refused, else nothing."""
    answer = client.post(f"/periodicals/{weekly}/{what}", data=typed)
    assert answer.status_code in (303, 422), answer.text
    return shown(answer.text) if answer.status_code == 422 else ""


def confirm(client: Browserless, weekly: int, **typed: str) -> str:
    """Report a pause or an end, and once more after the missed issues were named; return what was said."""
    said = {"reason": "Xato", **typed}
    first = client.post(f"/periodicals/{weekly}/standing", data=said)
    assert first.status_code == 422
    told = re.search(r'name="told"[^>]*value="(\w+)"', first.text)
    assert told is not None, first.text
    assert report(client, weekly, "standing", **said, told=told[1]) == ""
    return shown(first.text).replace("\u00a0", " ")


@pytest.mark.parametrize("standing", ["suspended", "ceased"])
def test_missed_issues_are_named_before_nobody_expects_them_any_more(
    client: Browserless, weekly: int, session: Session, standing: str
) -> None:
    fields = rows(client, weekly, tick=False)
    fields[cell(fields, 0, "published")] = "y"
    client.post(f"/periodicals/{weekly}/announce", data=fields)
    said = {"standing": standing, **day("from_on", "07.11.2026")}
    without = report(client, weekly, "standing", **said)
    assert ("Write the reason" in without, "not expected any more" in without) == (True, False)
    assert session.scalars(select(PublicationPause)).all() == []
    asked = confirm(client, weekly, **said)
    assert "2026, № 45 (1201) · 13 November" in asked
    assert "2026, № 46 (1202) · 20 November" in asked
    assert ("№ 44" in asked, "№ 47" in asked) == (False, False), "announced, and still to come"
    assert "Nothing is saved yet." in asked
    kept = session.scalars(select(AuditEvent).where(AuditEvent.name == f"periodical.{standing}")).one()
    assert kept.after["missed"] == [
        {"issue": "2026, № 45 (1201)", "supplement": False},
        {"issue": "2026, № 46 (1202)", "supplement": False},
    ]
    told = "2 missed issues are not expected any more: 2026, № 45 (1201); 2026, № 46 (1202)"
    assert told in page_of(client, weekly)


def test_a_pause_over_days_to_come_gives_up_nothing_and_is_saved_at_once(
    client: Browserless, weekly: int, session: Session
) -> None:
    said = {"standing": "suspended", "reason": "Taʼtil", **day("from_on", "24.11.2026")}
    assert report(client, weekly, "standing", **said) == ""
    kept = session.scalars(select(AuditEvent).where(AuditEvent.name == "periodical.suspended")).one()
    assert "missed" not in kept.after


def test_a_delay_keeps_three_dates_apart(client: Browserless, weekly: int, session: Session) -> None:
    form = client.get(f"/periodicals/{weekly}/delay?issue=2026-11-20").text
    assert '<option selected value="2026-11-20">' in form
    said = {"issue": "2026-11-20", "reason": "Qogʻoz yoʻq"}
    assert "Write the day that you promise." in report(client, weekly, "delay", **said)
    past = report(client, weekly, "delay", **said, **day("promised_on", "22.11.2026"))
    assert "Promise a day from today on." in past
    without = report(client, weekly, "delay", **(said | {"reason": ""}), **day("promised_on", "25.11.2026"))
    assert "Write the reason" in without
    assert report(client, weekly, "delay", **said, **day("promised_on", "25.11.2026")) == ""
    assert "promised for 25 November Qogʻoz yoʻq" in page_of(client, weekly)
    later = day("promised_on", "27.11.2026")
    assert report(client, weekly, "delay", **said, **later) == ""
    kept = session.scalars(select(IssueReport)).one()
    assert (kept.expected_on.isoformat(), str(kept.promised_on)) == ("2026-11-20", "2026-11-27")
    announce(client, weekly)
    issue = session.scalars(select(Issue).order_by(Issue.number.desc())).first()
    assert issue is not None
    owed = session.scalars(select(Obligation.event_on).where(Obligation.release_id == issue.release_id))
    assert {str(on) for on in owed} == {"2026-11-20"}
    again = report(client, weekly, "delay", **said, **later)
    assert "Choose one of the answers offered." in again


@pytest.mark.parametrize(("left_out", "following"), [("no", "45"), ("yes", "46")])
def test_an_issue_that_does_not_come_out_owes_nothing(
    client: Browserless, weekly: int, session: Session, left_out: str, following: str
) -> None:
    said = {"issue": "2026-11-13", "reason": "Taʼtil", "number_left_out": left_out}
    assert report(client, weekly, "skip", **said) == ""
    waiting = rows(client, weekly)
    assert [waiting[name] for name in sorted(waiting) if name.endswith("-figures")] == ["44", following]
    assert "Not published: 2026, № 45 (1201)" in page_of(client, weekly)
    announce(client, weekly)
    assert len(session.scalars(select(Issue)).all()) == 2
    assert not session.scalars(select(Obligation).where(Obligation.event_on == date(2026, 11, 13))).all()


def test_after_three_misses_the_desk_asks_whether_it_has_ceased(client: Browserless, weekly: int) -> None:
    assert QUESTION in home(client)
    assert "3 expected issues in a row were not announced." in page_of(client, weekly)
    announce(client, weekly)
    assert "Has it ceased?" not in home(client)


def test_two_misses_are_no_reason_to_ask(client: Browserless, weekly: int) -> None:
    fields = rows(client, weekly, tick=False)
    fields[cell(fields, 0, "published")] = "y"
    client.post(f"/periodicals/{weekly}/announce", data=fields)
    assert "Has it ceased?" not in home(client)


def test_a_promise_is_no_miss(client: Browserless, weekly: int) -> None:
    said = {"issue": "2026-11-20", "reason": "Qogʻoz yoʻq", **day("promised_on", "25.11.2026")}
    assert report(client, weekly, "delay", **said) == ""
    assert "Has it ceased?" not in home(client)


def test_ceased_titles_are_expected_no_more(client: Browserless, weekly: int, session: Session) -> None:
    announce(client, weekly)
    said = {"standing": "ceased", "reason": "Obunachi yoʻq"}
    assert "Write the first day" in report(client, weekly, "standing", **said)
    early = report(client, weekly, "standing", **said, **day("from_on", "20.11.2026"))
    assert "An issue came out on 20 November 2026" in early.replace("\u00a0", " ")
    assert report(client, weekly, "standing", **said, **day("from_on", "21.11.2026")) == ""
    page = page_of(client, weekly)
    assert "Nothing is expected in the next weeks." in page
    assert "Ceased: Obunachi yoʻq" in page
    assert "Has it ceased?" not in home(client)
    assert len(session.scalars(select(Obligation.release_id).distinct()).all()) == 3
    hand = client.post(
        f"/periodicals/{weekly}/issue",
        data={"figures": "47", "year": "2026", **day("day", "22.11.2026")},
    )
    assert hand.status_code == 422
    assert "The periodical ceased on" in hand.text
    assert report(client, weekly, "standing", standing="published") == ""
    assert session.get_one(Periodical, weekly).ceased_on is None
    assert "2026, № 47 (1203)" in page_of(client, weekly)


def test_a_pause_has_a_first_and_a_last_day(client: Browserless, weekly: int, session: Session) -> None:
    announce(client, weekly)
    said = {"standing": "suspended", "reason": "Taʼmirlash", **day("from_on", "24.11.2026")}
    backwards = report(client, weekly, "standing", **said, **day("until_on", "20.11.2026"))
    assert "The last day must not lie before the first." in backwards
    assert report(client, weekly, "standing", **said, **day("until_on", "10.12.2026")) == ""
    page = page_of(client, weekly)
    assert "27 November" not in page.split("What happened")[0].split("Expected", 1)[1]
    assert "2026, № 47 (1203) 11 December" in page
    touching = report(client, weekly, "standing", **(said | day("from_on", "01.12.2026")))
    assert "It is suspended on some of these days already." in touching
    assert len(session.scalars(select(PublicationPause)).all()) == 1


def test_a_pause_without_end_ends_when_it_is_published_again(
    client: Browserless, weekly: int, session: Session
) -> None:
    confirm(client, weekly, standing="suspended", **day("from_on", "01.11.2026"))
    assert "Nothing is expected in the next weeks." in page_of(client, weekly)
    assert "Has it ceased?" not in home(client)
    assert report(client, weekly, "standing", standing="published") == ""
    assert str(session.scalars(select(PublicationPause.until_on)).one()) == "2026-11-22"
    assert "2026, № 44 (1200) 27 November" in page_of(client, weekly)


def test_a_pause_stays_while_a_later_issue_carries_a_number_of_its_issues(
    client: Browserless, weekly: int, session: Session
) -> None:
    said = {"standing": "suspended", **day("from_on", "01.11.2026")}
    confirm(client, weekly, **said, **day("until_on", "14.11.2026"))
    assert announce(client, weekly).status_code == 303, "20 November, numbered as if nothing came out before"
    pause = session.scalars(select(PublicationPause.id)).one()
    take_back = f"/periodicals/{weekly}/pauses/{pause}/take-back"
    refused = client.post(take_back, follow_redirects=True)
    assert refused.request.path == f"/periodicals/{weekly}"
    assert "2026, № 44 (1200) is announced, and would be expected once more" in shown(refused.text)
    assert "are expected again" not in refused.text
    assert session.scalars(select(PublicationPause.id)).all() == [pause]
    later = session.scalars(select(Issue)).one()
    later.number, later.last_number, later.whole = 46, 46, 1202
    session.commit()
    assert client.post(take_back).status_code == 303, "with its own number it stands in nobody's way"
    assert [name for name in rows(client, weekly).values() if name in ("44", "45", "46")] == ["44", "45"]
    assert announce(client, weekly).status_code == 303


def test_a_pause_reported_by_mistake_is_taken_back_and_its_issues_are_expected_again(
    client: Browserless, weekly: int, session: Session
) -> None:
    before = rows(client, weekly)
    confirm(client, weekly, standing="suspended", **day("from_on", "01.11.2026"))
    assert report(client, weekly, "standing", standing="published") == ""
    assert rows(client, weekly) != before
    pause = session.scalars(select(PublicationPause.id)).one()
    take_back = f"/periodicals/{weekly}/pauses/{pause}/take-back"
    assert f'action="{take_back}"' in client.get(f"/periodicals/{weekly}").text, "past pauses are listed"
    for _ in range(2):
        assert client.post(take_back).status_code == 303
    assert rows(client, weekly) == before
    assert page_of(client, weekly).count("Was not suspended after all: Xato") == 1
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.post(take_back).status_code == 404


def test_what_was_missed_before_its_registration_asks_nothing(client: Browserless, clerk: Account) -> None:
    weekly = registered(client, on__month="1", on__day="2")
    assert "Has it ceased?" not in home(client) + page_of(client, weekly)
    assert len([name for name in rows(client, weekly) if name.endswith("-key")]) > 40, "all can be announced"


def test_still_published_is_not_asked_again_at_once(client: Browserless, weekly: int) -> None:
    assert QUESTION in home(client)
    assert report(client, weekly, "standing", standing="published") == ""
    assert "Has it ceased?" not in home(client)
    assert "not announced for 3 days" in page_of(client, weekly)
