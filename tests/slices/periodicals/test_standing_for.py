"""Missed issues for which another stands by its numbers are named first, and kept; slips are asked about."""

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.publications.periodicals.models import Issue, IssueReport
from tests.slices.periodicals.steps import Typed, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless

NAMED = "What is not expected any more"
ASKED = "Is that right?"


@pytest.fixture
def weekly(client: Browserless, clerk: Account) -> int:
    """A newspaper of which three issues are expected so far: 44 to 46, of 6, 13 and 20 November."""
    return registered(client)


def last_only(client: Browserless, weekly: int, figures: str) -> Typed:
    """The page of announcing with the last issue ticked, under a number."""
    fields = rows(client, weekly, tick=False)
    return fields | {cell(fields, 2, "published"): "y", cell(fields, 2, "figures"): figures}


def numbers(session: Session) -> list[str]:
    session.expire_all()
    return [issue.numbering.figures for issue in session.scalars(select(Issue).order_by(Issue.issued_on))]


def asked(client: Browserless, address: str, typed: Typed) -> str:
    """Send a form that asks first, and once more; return what it asked."""
    first = client.post(address, data=typed)
    told = re.search(r'name="told"[^>]*value="(\w+)"', first.text)
    assert (first.status_code, told is not None) == (422, True), first.text
    again = client.post(address, data={**typed, "told": told[1] if told else ""})
    assert again.status_code == 303, again.text
    return shown(first.text).replace("\u00a0", " ")


def kept(session: Session, name: str) -> object:
    event = session.scalars(select(AuditEvent).where(AuditEvent.name == name)).one()
    return event.after.get("missed")


def missed(*numbers: str) -> list[dict[str, object]]:
    return [{"issue": number, "supplement": False} for number in numbers]


def typed_of(client: Browserless, release_id: int) -> Typed:
    page = client.get(f"/releases/{release_id}/issue").text
    fields = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*?value="([^"]*)"', page))
    del fields["submission_key"]
    return fields | {"depositor_region": "1726"}


def announced(client: Browserless, weekly: int, session: Session, figures: str = "46") -> int:
    """Announce the last issue alone; return its release."""
    typed = last_only(client, weekly, figures)
    assert client.post(f"/periodicals/{weekly}/announce", data=typed).status_code == 303
    return session.scalars(select(Issue)).one().release_id


def test_a_double_number_names_the_missed_issues_it_stands_for(
    client: Browserless, weekly: int, session: Session
) -> None:
    told = asked(client, f"/periodicals/{weekly}/announce", last_only(client, weekly, "44-46"))
    named = told.split(NAMED)[1].split("Nothing is saved yet.")[0]
    assert ("№ 44 (1200) · 6 November" in named, "№ 45 (1201) · 13 November" in named) == (True, True)
    assert "№ 46" not in named, "announced, not missed"
    assert numbers(session) == ["44–46"]
    assert kept(session, "periodical.missed_stood_for") == missed("2026, № 44 (1200)", "2026, № 45 (1201)")
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert "Announced for issues that were missed too: 2026, № 44–46 (1202)" in page
    assert "2 missed issues are not expected any more: 2026, № 44 (1200); 2026, № 45 (1201)" in page


def test_a_corrected_number_names_the_missed_issues_it_stands_for(
    client: Browserless, weekly: int, session: Session
) -> None:
    release_id = announced(client, weekly, session)
    typed = typed_of(client, release_id)
    told = asked(client, f"/releases/{release_id}/issue", {**typed, "figures": "45–46"})
    assert "№ 45 (1201) · 13 November" in told.split(NAMED)[1]
    assert numbers(session) == ["45–46"]
    assert kept(session, "release.renumbered") == missed("2026, № 45 (1201)")
    assert column(rows(client, weekly), "figures") == ["44"]


def test_by_hand_a_number_is_the_issue_and_a_double_one_stands_for_two(
    client: Browserless, weekly: int, session: Session
) -> None:
    address, typed = f"/periodicals/{weekly}/issue", {"year": "2026", **day("day", "22.11.2026")}
    assert client.post(address, data={**typed, "figures": "46"}).status_code == 303
    assert column(rows(client, weekly), "figures") == ["44", "45"]
    told = asked(client, address, {**typed, "figures": "44-45", **day("day", "21.11.2026")})
    assert ("№ 44 (1200)" in told.split(NAMED)[1], "№ 45 (1201)" in told.split(NAMED)[1]) == (True, True)
    assert rows(client, weekly) == {}
    assert "2026, № 47" in client.get(f"/periodicals/{weekly}").text


def test_by_hand_on_the_very_day_of_an_expected_issue_it_is_that_issue(
    client: Browserless, weekly: int, session: Session
) -> None:
    typed = {"figures": "45", "whole": "1201", "year": "2026", **day("day", "13.11.2026")}
    before = rows(client, weekly)
    assert client.post(f"/periodicals/{weekly}/issue", data=typed).status_code == 303
    assert column(rows(client, weekly), "figures") == ["44", "46"]
    late = client.post(f"/periodicals/{weekly}/announce", data=before, follow_redirects=True)
    assert "1 issue had been announced already and was passed over." in shown(late.text)
    assert numbers(session) == ["44", "45", "46"]
    assert "not announced for" not in client.get(f"/periodicals/{weekly}").text


def test_by_hand_with_an_older_number_on_the_very_day_the_expected_issue_stays_expected(
    client: Browserless, weekly: int, session: Session
) -> None:
    address, typed = f"/periodicals/{weekly}/issue", {"year": "2026", "whole": ""}
    old = {**typed, "figures": "40", **day("day", "13.11.2026")}
    assert client.post(address, data=old).status_code == 303
    assert column(rows(client, weekly), "figures") == ["44", "45", "46"]
    all_out = client.post(f"/periodicals/{weekly}/announce", data=rows(client, weekly))
    assert all_out.status_code == 303, all_out.text
    assert sorted(numbers(session)) == ["40", "44", "45", "46"]
    assert rows(client, weekly) == {}


def test_a_number_corrected_to_an_older_one_lets_the_issue_of_its_day_be_expected_again(
    client: Browserless, weekly: int, session: Session
) -> None:
    typed = {"figures": "45", "whole": "1201", "year": "2026", **day("day", "13.11.2026")}
    assert client.post(f"/periodicals/{weekly}/issue", data=typed).status_code == 303
    assert column(rows(client, weekly), "figures") == ["44", "46"]
    address = f"/releases/{session.scalars(select(Issue)).one().release_id}/issue"
    older = {**typed_of(client, int(address.split("/")[2])), "figures": "40", "whole": "1196"}
    assert client.post(address, data=older).status_code == 303
    assert column(rows(client, weekly), "figures") == ["44", "45", "46"]


def test_a_year_or_a_day_that_cannot_well_be_is_asked_about_once(
    client: Browserless, weekly: int, session: Session
) -> None:
    release_id = announced(client, weekly, session)
    typed, address = typed_of(client, release_id), f"/releases/{release_id}/issue"
    told = asked(client, address, {**typed, "year": "2055"})
    assert "2055, № 46 (1202): published on 20 November 2026, its year is far from that." in told
    typed = typed_of(client, release_id)
    told = asked(client, address, {**typed, "year": "2026", **day("day", "05.11.2026")})
    first = "published on 5 November 2026, before the first issue here (6 November 2026)."
    assert first in told
    by_hand = {"figures": "47", "year": "2026", **day("day", "05.11.2026")}
    assert first in asked(client, f"/periodicals/{weekly}/issue", by_hand)
    special = {**by_hand, "year": "2028", "part": "Maxsus son", **day("day", "22.11.2026")}
    assert "its year is far from that" in asked(client, f"/periodicals/{weekly}/issue", special)


def test_the_issue_that_has_the_number_is_named_at_once(
    client: Browserless, weekly: int, session: Session
) -> None:
    announced(client, weekly, session, "46–47")
    said = "2026, № 46–47 (1202) has been announced already."
    fields = rows(client, weekly, tick=False)
    fields |= {cell(fields, 1, "published"): "y", cell(fields, 1, "figures"): "45-900"}
    by_hand = {"figures": "40-900", "year": "2026", **day("day", "22.11.2026")}
    for page, typed in (("announce", fields), ("issue", by_hand)):
        answer = client.post(f"/periodicals/{weekly}/{page}", data=typed)
        assert (answer.status_code, said in shown(answer.text), ASKED in answer.text) == (422, True, False)
    assert numbers(session) == ["46–47"]


def test_a_promise_of_a_day_far_ahead_is_asked_about_once(
    client: Browserless, weekly: int, session: Session
) -> None:
    address, said = f"/periodicals/{weekly}/delay", {"issue": "2026-11-20", "reason": "Qogʻoz yoʻq"}
    without = client.post(address, data={**said, "reason": "", **day("promised_on", "05.05.2099")})
    assert ("Write the reason" in without.text, ASKED in without.text) == (True, False)
    told = asked(client, address, {**said, **day("promised_on", "05.05.2099")})
    assert "№ 46 (1202) · 20 November: promised for 5 May 2099, which lies more than a year ahead." in told
    assert session.scalars(select(IssueReport.promised_on)).one() == date(2099, 5, 5)
    near = client.post(address, data={**said, **day("promised_on", "20.11.2027")})
    assert near.status_code == 303, near.text


def test_a_corrected_supplement_leaves_the_number_of_its_main_issue(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client, supplements=["11"])
    fields = rows(client, weekly, tick=False)
    fields |= {cell(fields, row, "published"): "y" for row in (0, 1)}
    fields[cell(fields, 0, "figures")] = "49"
    assert client.post(f"/periodicals/{weekly}/announce", data=fields).status_code == 303
    by_hand = {"figures": "45", "year": "2026", **day("day", "22.11.2026")}
    assert client.post(f"/periodicals/{weekly}/issue", data=by_hand).status_code == 303
    assert column(rows(client, weekly), "figures") == ["50", "51"]
    supplement = session.scalars(select(Issue).where(Issue.part != "")).one()
    typed = typed_of(client, supplement.release_id)
    answer = client.post(f"/releases/{supplement.release_id}/issue", data={**typed, "figures": "43"})
    assert answer.status_code == 303, shown(answer.text)
    assert kept(session, "release.renumbered") is None


def test_a_corrected_day_names_the_missed_issues_it_hides(
    client: Browserless, weekly: int, session: Session
) -> None:
    address, typed = f"/periodicals/{weekly}/issue", {"year": "2026", **day("day", "05.11.2026")}
    asked(client, address, {**typed, "figures": "44-45"})
    assert column(rows(client, weekly), "figures") == ["46", "47", "48"]
    release_id = session.scalars(select(Issue)).one().release_id
    moved = {**typed_of(client, release_id), **day("day", "07.11.2026")}
    named = asked(client, f"/releases/{release_id}/issue", moved).split(NAMED)[1]
    assert ("№ 46 (1201) · 6 November" in named, "№ 47 (1202) · 13 November" in named) == (True, True)
    assert column(rows(client, weekly), "figures") == ["46"]
    assert kept(session, "periodical.missed_stood_for") == missed("2026, № 46 (1201)", "2026, № 47 (1202)")
