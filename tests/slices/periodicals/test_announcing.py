"""Issues are announced as published: each is a release, and what is owed for it follows from its day."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.deposits.consignments.documents import work_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import SYSTEM, Role
from app.organisations.models import Organisation
from app.publications.models import Release
from app.publications.periodicals.models import Issue
from app.publications.queries import answers_of, facts_if_said, facts_of, release_for
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import WEEKLY, announce, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless


@pytest.fixture
def weekly(client: Browserless, clerk: Account) -> int:
    """A newspaper of which three issues are expected so far: 6, 13 and 20 November."""
    return registered(client)


def issues(session: Session) -> list[Issue]:
    return list(session.scalars(select(Issue).order_by(Issue.issued_on, Issue.part)))


def owed_for(session: Session, release_id: int) -> dict[str, Obligation]:
    found = session.scalars(select(Obligation).where(Obligation.release_id == release_id))
    return {row.rule_id: row for row in found}


def test_all_that_came_out_is_announced_at_once(client: Browserless, weekly: int, session: Session) -> None:
    answer = announce(client, weekly)
    assert answer.status_code == 303, answer.text
    made = issues(session)
    assert [(issue.number, issue.whole) for issue in made] == [(44, 1200), (45, 1201), (46, 1202)]
    releases = [session.get_one(Release, issue.release_id) for issue in made]
    assert [release.designation for release in releases] == [
        "2026, № 44 (1200)", "2026, № 45 (1201)", "2026, № 46 (1202)",
    ]  # fmt: skip
    assert {release.print_run for release in releases} == {5000}
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert "3 issues are announced" in page
    assert "3 issues announced" in page
    assert "not announced for" not in page


def test_what_is_owed_follows_from_the_day_of_each_issue(
    client: Browserless, weekly: int, clerk: Account, session: Session
) -> None:
    announce(client, weekly)
    latest = issues(session)[-1]
    owed = owed_for(session, latest.release_id)
    natlib = next(row for row in owed.values() if row.depositor_role == "editorial_office")
    assert natlib.depositor_id == clerk.organisation_id
    assert natlib.event_on is not None
    assert (natlib.event_on.isoformat(), natlib.copies) == ("2026-11-20", 2)
    assert natlib.due_on is not None
    assert natlib.due_on.isoformat() == "2026-11-25"
    release = release_for(SYSTEM, latest.release_id)
    assert facts_of(release).newspaper_level == "regional"
    assert facts_if_said(release, answers_of(release)) == facts_of(release), "corrected, it keeps its level"
    page = client.get(f"/releases/{latest.release_id}").text
    assert "Yurt ovozi. 2026, № 46 (1202)" in page
    assert "2091-7368" in page
    listed = client.get("/obligations").text
    assert "Yurt ovozi. 2026, № 46 (1202)" in listed
    assert work_of(release_for(SYSTEM, latest.release_id)).title == "Yurt ovozi. 2026, № 46 (1202)"


def test_each_issue_is_one_act(client: Browserless, weekly: int, session: Session) -> None:
    announce(client, weekly)
    names = list(session.scalars(select(AuditEvent.name).order_by(AuditEvent.id)))
    assert names.count("release.registered") == 3
    assert names.count("periodical.registered") == 1


def test_the_same_issue_announced_again_is_passed_over(
    client: Browserless, weekly: int, session: Session
) -> None:
    fields = rows(client, weekly)
    address = f"/periodicals/{weekly}/announce"
    assert client.post(address, data=fields).status_code == 303
    again = client.post(address, data=fields, follow_redirects=True)
    assert "3 issues had been announced already and were passed over." in shown(again.text)
    assert len(issues(session)) == 3


def test_a_row_is_named_by_its_issue(client: Browserless, weekly: int) -> None:
    """A browser that comes back restores ticks by name: what was announced must leave its name to no row."""
    before = rows(client, weekly, tick=False)
    first = cell(before, 0, "published")
    assert client.post(f"/periodicals/{weekly}/announce", data=before | {first: "y"}).status_code == 303
    after = rows(client, weekly)
    assert column(after, "figures") == ["45", "46"]
    assert first not in after


def test_a_double_click_announces_once(client: Browserless, weekly: int, session: Session) -> None:
    page = client.get(f"/periodicals/{weekly}/announce").text
    key = re.search(r'name="submission_key"[^>]*value="([0-9a-f]+)"', page)
    assert key is not None
    fields = {**rows(client, weekly), "submission_key": key[1]}
    answers = [client.post(f"/periodicals/{weekly}/announce", data=fields) for _click in range(2)]
    assert answers[0].location == answers[1].location
    assert len(issues(session)) == 3


def test_only_what_is_ticked_is_announced(client: Browserless, weekly: int, session: Session) -> None:
    assert "checked" not in client.get(f"/periodicals/{weekly}/announce").text
    assert client.get(f"/periodicals/{weekly}/announce?all=1").text.count("checked") == 3
    nothing = client.post(f"/periodicals/{weekly}/announce", data=rows(client, weekly, tick=False))
    assert nothing.status_code == 422
    assert "Tick at least one issue" in nothing.text
    fields = rows(client, weekly, tick=False)
    fields[cell(fields, 1, "published")] = "y"
    assert client.post(f"/periodicals/{weekly}/announce", data=fields).status_code == 303
    assert [issue.number for issue in issues(session)] == [45]
    waiting = rows(client, weekly)
    assert column(waiting, "figures") == ["44", "46"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rows__0__day": "30.11.2026"}, "This day has not come yet."),
        ({"rows__0__day": "31.02.2026"}, "Write the day on which it came out"),
        ({"rows__0__day": "01.01.1990"}, "No deadline can be given for this day"),
        ({"rows__0__figures": "qirq"}, "Write the number in figures"),
        ({"rows__0__figures": "8-7"}, "Write the number in figures"),
        ({"rows__0__print_run": "0"}, "Write a number from 1"),
        ({"rows__1__figures": "44"}, "the same number: 2026, № 44 (1200) and 2026, № 44"),
        ({"rows__0__key": "2026-11-07"}, "What is expected has changed"),
        ({"rows__0__key": "x"}, "What is expected has changed"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_is_announced(
    client: Browserless, weekly: int, session: Session, typed: dict[str, str], said: str
) -> None:
    answer = announce(client, weekly, **{"rows__2__print_run": "4321", **typed})
    assert answer.status_code == 422
    assert said in shown(answer.text)
    assert "4321" in answer.text
    assert issues(session) == []


def test_what_was_printed_counts_for_the_numbers_that_follow(
    client: Browserless, weekly: int, session: Session
) -> None:
    assert announce(client, weekly, rows__1__figures="45–46", rows__2__figures="47").status_code == 303
    assert [issue.last_number for issue in issues(session)] == [44, 46, 47]
    assert "2026, № 48 (1203)" in client.get(f"/periodicals/{weekly}").text


def test_a_double_number_takes_the_place_of_both_issues(client: Browserless, clerk: Account) -> None:
    monthly = {
        "frequency": "monthly",
        "weekdays": [],
        "first_number": "7",
        "whole": "",
        **day("on", "15.07.2026"),
    }
    publication = registered(client, **monthly)
    page = client.get(f"/periodicals/{publication}/announce").text
    assert "A double number, for example 7–8, stands for both issues" in shown(page)
    fields = rows(client, publication, tick=False)
    fields |= {cell(fields, 0, "figures"): "7-8", cell(fields, 0, "published"): "y"}
    asked = client.post(f"/periodicals/{publication}/announce", data=fields).text
    assert "2026, № 8 · 1 August – 31 August" in shown(asked).replace("\u00a0", " ")
    told = re.findall(r'name="told"[^>]*value="(\w+)"', asked)
    fields["told"] = told[0]
    assert client.post(f"/periodicals/{publication}/announce", data=fields).status_code == 303
    waiting = rows(client, publication)
    assert column(waiting, "key") == ["2026-09-01", "2026-10-01", "2026-11-01"]
    assert column(waiting, "figures") == ["9", "10", "11"]
    assert "2026, № 12" in client.get(f"/periodicals/{publication}").text


def test_a_double_number_of_one_number_is_none(client: Browserless, weekly: int, session: Session) -> None:
    typed = {"figures": "3–3", "year": "2026", **day("day", "22.11.2026"), "print_run": "900", "whole": ""}
    answer = client.post(f"/periodicals/{weekly}/issue", data=typed)
    assert answer.status_code == 422
    assert "Write the number in figures, for example 45 or 7–8." in answer.text
    assert issues(session) == []


def test_an_issue_that_nobody_expected_is_announced_by_hand(
    client: Browserless, weekly: int, session: Session
) -> None:
    announce(client, weekly)
    address = f"/periodicals/{weekly}/issue"
    assert 'value="47"' in client.get(address).text
    typed = {
        "figures": "46",
        "part": "Ilova",
        "year": "2026",
        **day("day", "22.11.2026"),
        "print_run": "900",
        "whole": "",
    }
    answer = client.post(address, data=typed)
    assert answer.status_code == 303, answer.text
    supplement = issues(session)[-1]
    assert answer.location == f"/releases/{supplement.release_id}"
    assert session.get_one(Release, supplement.release_id).designation == "2026, № 46, Ilova"
    assert owed_for(session, supplement.release_id)
    again = client.post(address, data=typed)
    assert again.status_code == 422
    assert "2026, № 46, Ilova has been announced already" in shown(again.text)
    taken = client.post(address, data={**typed, "part": "", "figures": "45-46"})
    assert taken.status_code == 422
    assert len(issues(session)) == 4


def test_an_issue_is_corrected_and_what_is_owed_moves(
    client: Browserless, weekly: int, session: Session
) -> None:
    announce(client, weekly)
    issue = issues(session)[-1]
    release_id = issue.release_id
    assert client.get(f"/releases/{release_id}/amend").location == f"/releases/{release_id}/issue"
    page = client.get(f"/releases/{release_id}/issue").text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    assert seen is not None
    number = {"figures": "46", "year": "2026", "whole": "1202"}
    typed = {"seen": seen[1], "print_run": "6000", "pages": "8", "depositor_region": "1726", **number}
    late = client.post(f"/releases/{release_id}/issue", data={**typed, **day("day", "30.11.2026")})
    assert late.status_code == 422
    typed |= day("day", "23.11.2026")
    before = owed_for(session, release_id)
    asked = client.post(f"/releases/{release_id}/issue", data=typed)
    assert (asked.status_code, owed_for(session, release_id)) == (422, before)
    account = (
        shown(asked.text).split("What that changes in what is owed")[1].split("Nothing is saved yet.")[0]
    )
    assert "1 copy by" in account or "copies by" in account, account
    told = re.search(r'name="told"[^>]*value="(\w+)"', asked.text)
    assert told is not None
    other = client.post(f"/releases/{release_id}/issue", data={**typed, "told": "0" * 16})
    assert other.status_code == 422, "another account was shown"
    answer = client.post(f"/releases/{release_id}/issue", data={**typed, "told": told[1]})
    assert answer.status_code == 303, answer.text
    session.expire_all()
    assert session.get_one(Issue, release_id).issued_on.isoformat() == "2026-11-23"
    assert session.get_one(Release, release_id).print_run == 6000
    days = {row.event_on.isoformat() for row in owed_for(session, release_id).values() if row.event_on}
    assert days == {"2026-11-23"}
    stale = client.post(f"/releases/{release_id}/issue", data=typed)
    assert stale.status_code == 422
    assert "Somebody else has amended this release meanwhile" in stale.text


def corrected(client: Browserless, publication_id: int, **typed: str) -> TestResponse:
    """Send corrected facts of the weekly newspaper."""
    return client.post(f"/periodicals/{publication_id}/facts", data={**WEEKLY, **typed})


def test_corrected_facts_say_first_what_they_change_for_all_issues(
    client: Browserless, weekly: int, session: Session
) -> None:
    announce(client, weekly)
    count = select(func.count()).select_from(Obligation).where(Obligation.open)
    before = session.scalar(count)
    unknown = corrected(client, weekly, restricted="")
    account = shown(unknown.text).split("What that changes in what is owed")[1].split("Nothing is saved")[0]
    assert unknown.status_code == 422
    waits = "Stays as it is for 3 issues. It cannot be decided while this is not known: Restricted access."
    assert waits in account
    assert "No longer owed" not in account
    secret = corrected(client, weekly, restricted="yes")
    assert secret.status_code == 422
    assert "No longer owed for 3 issues." in secret.text
    session.expire_all()
    assert session.scalar(count) == before
    told = re.search(r'name="told"[^>]*value="(\w+)"', secret.text)
    assert told is not None
    assert corrected(client, weekly, restricted="", told=told[1]).status_code == 422, "not what was shown"
    saved = client.post(
        f"/periodicals/{weekly}/facts",
        data={**WEEKLY, "restricted": "yes", "told": told[1]},
        follow_redirects=True,
    )
    assert "The changes are saved." in saved.text
    session.expire_all()
    assert (session.scalar(count) or 0) < (before or 0)
    assert corrected(client, weekly, restricted="yes", print_run="7000").status_code == 303, "nothing to tell"


def test_an_issue_withdrawn_is_expected_again(client: Browserless, weekly: int, session: Session) -> None:
    announce(client, weekly)
    latest = issues(session)[-1].release_id
    taken_back = client.post(f"/releases/{latest}/withdraw", data={"reason": "Chiqmagan edi"})
    assert taken_back.status_code == 303, taken_back.text
    assert [issue.number for issue in issues(session)] == [44, 45]
    assert "2026, № 46 (1202)" in client.get(f"/periodicals/{weekly}/announce").text
    assert announce(client, weekly).status_code == 303
    again = issues(session)[-1]
    assert (again.number, again.release_id != latest) == (46, True)


def test_the_list_leaves_as_files(client: Browserless, weekly: int) -> None:
    text = client.get("/periodicals.csv?kind=newspaper").text
    assert "Yurt ovozi" in text
    assert "2091-7368" in text
    assert "Yurt ovozi" not in client.get("/periodicals.csv?kind=journal").text
    assert client.get("/periodicals.xlsx?q=yurt").data.startswith(b"PK")
    assert "Nothing found" in client.get("/periodicals?q=ajdaho").text


def test_a_library_reads_the_periodicals_of_which_it_is_owed(
    client: Browserless, weekly: int, session: Session
) -> None:
    announce(client, weekly)
    library = session.scalars(select(Organisation).where(Organisation.code == "uz-natlib")).one()
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, library))
    assert "Yurt ovozi" in client.get("/periodicals").text
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert "2026, № 46 (1202)" in page
    assert "What happened" not in page
    assert client.get(f"/periodicals/{weekly}/announce").status_code == 403


def test_the_day_on_which_each_issue_was_likely_out_is_proposed(client: Browserless, clerk: Account) -> None:
    monthly = {"frequency": "monthly", "weekdays": [], "first_number": "9", **day("on", "15.09.2026")}
    waiting = rows(client, registered(client, **monthly))
    assert column(waiting, "day") == ["15.09.2026", "15.10.2026", "15.11.2026"]


def test_no_day_ahead_is_proposed(client: Browserless, clerk: Account) -> None:
    monthly = {"frequency": "monthly", "weekdays": [], "first_number": "10", **day("on", "28.10.2026")}
    waiting = rows(client, registered(client, **monthly))
    assert column(waiting, "day") == ["28.10.2026", "23.11.2026"]


def test_in_another_language_each_issue_stands_once(client: Browserless, clerk: Account) -> None:
    publication_id = registered(client)
    typed = rows(client, publication_id)
    page = client.post(f"/periodicals/{publication_id}/announce", data={**typed, "_language": "ru"}).text
    shown = page.partition("<main")[2].partition("</main")[0]
    assert shown.count('-key"') == 2 * sum(name.endswith("-key") for name in typed), "an id and a name each"
