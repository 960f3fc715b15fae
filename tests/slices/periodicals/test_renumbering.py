"""A number that was typed wrongly is asked about before it counts, and corrected where it was announced."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.domain.actor import Role
from app.publications.models import Release
from app.publications.periodicals.models import Issue
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import announce, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless

ASKED = "Is that right?"


@pytest.fixture
def weekly(client: Browserless, clerk: Account) -> int:
    """A newspaper of which three issues are expected so far: 6, 13 and 20 November."""
    return registered(client)


def issues(session: Session) -> list[Issue]:
    session.expire_all()
    return list(session.scalars(select(Issue).order_by(Issue.issued_on)))


def told(page: str) -> str:
    found = re.search(r'name="told"[^>]*value="(\w+)"', page)
    assert found is not None
    return found[1]


def typed_of(client: Browserless, release_id: int) -> dict[str, Any]:
    """What the page of correcting an issue holds."""
    page = client.get(f"/releases/{release_id}/issue").text
    fields = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*?value="([^"]*)"', page))
    once = ("submission_key", "acting_for")
    return {name: value for name, value in fields.items() if name not in once} | {"depositor_region": "1726"}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"rows__1__figures": "500"}, "2026, № 500 (1201): expected was 2026, № 45 (1201)."),
        ({"rows__1__whole": "12010"}, "2026, № 45 (12010): expected was 2026, № 45 (1201)."),
        ({"rows__2__figures": "46–80"}, "2026, № 46–80 (1202): expected was"),
        ({"rows__0__day": "22.11.2026"}, "published on 22 November, expected was 6 November."),
    ],
)
def test_what_lies_far_from_what_was_expected_is_asked_about_once(
    client: Browserless, weekly: int, session: Session, typed: dict[str, str], asked: str
) -> None:
    page = announce(client, weekly, **typed)
    assert page.status_code == 422
    assert ASKED in page.text
    assert asked in shown(page.text)
    assert issues(session) == []
    fields = rows(client, weekly) | {"told": told(page.text)}
    fields |= {cell(fields, *name.split("__")[1:]): value for name, value in typed.items()}
    other = client.post(f"/periodicals/{weekly}/announce", data=fields | {cell(fields, 0, "figures"): "9"})
    assert other.status_code == 422, "something else was asked"
    assert client.post(f"/periodicals/{weekly}/announce", data=fields).status_code == 303
    assert len(issues(session)) == 3


def test_a_promised_day_is_not_far(client: Browserless, weekly: int, session: Session) -> None:
    key = column(rows(client, weekly), "key")[0]
    said = {"issue": key, "reason": "Qogʻoz yoʻq", **day("promised_on", "23.11.2026")}
    delayed = client.post(f"/periodicals/{weekly}/delay", data=said)
    assert delayed.status_code == 303, delayed.text
    assert announce(client, weekly, rows__0__day="22.11.2026").status_code == 303
    assert len(issues(session)) == 3


def test_an_issue_that_nobody_expected_is_asked_about_too(
    client: Browserless, weekly: int, session: Session
) -> None:
    announce(client, weekly)
    typed = {"figures": "470", "year": "2026", "whole": "", **day("day", "22.11.2026")}
    address = f"/periodicals/{weekly}/issue"
    page = client.post(address, data=typed)
    assert (page.status_code, len(issues(session))) == (422, 3)
    assert "2026, № 470: its number is far from those of the other issues." in shown(page.text)
    assert client.post(address, data={**typed, "figures": "1", "part": "Maxsus son"}).status_code == 303
    assert client.post(address, data={**typed, "told": told(page.text)}).status_code == 303
    assert len(issues(session)) == 5


def test_the_number_of_an_announced_issue_is_corrected_and_the_next_follow(
    client: Browserless, weekly: int, session: Session
) -> None:
    page = announce(client, weekly, rows__2__figures="460")
    fields = rows(client, weekly) | {"told": told(page.text)}
    fields[cell(fields, 2, "figures")] = "460"
    client.post(f"/periodicals/{weekly}/announce", data=fields)
    wrong = issues(session)[-1].release_id
    assert "2026, № 461" in client.get(f"/periodicals/{weekly}").text
    address = f"/releases/{wrong}/issue"
    typed = typed_of(client, wrong)
    assert (typed["figures"], typed["year"], typed["whole"]) == ("460", "2026", "1202")
    same = client.post(address, data=typed)
    assert (same.status_code, "Nothing has been changed" in shown(same.text)) == (422, True)
    taken = client.post(address, data={**typed, "figures": "45"})
    assert (taken.status_code, "has been announced already" in shown(taken.text)) == (422, True)
    right = {**typed, "figures": "46", "volume": "3"}
    assert client.post(address, data=right).status_code == 303
    corrected = issues(session)[-1]
    assert (corrected.number, corrected.last_number, corrected.volume) == (46, 46, 3)
    release = session.get_one(Release, wrong)
    assert release.designation == "2026, vol. 3, № 46 (1202)"
    assert "2026, vol. 3, № 47 (1203)" in client.get(f"/periodicals/{weekly}").text
    told_of = session.scalars(select(AuditEvent).where(AuditEvent.name == "release.renumbered")).one()
    assert told_of.before == {"designation": "2026, № 460 (1202)"}
    sentence = "Number of the issue corrected, it is now: 2026, vol. 3, № 46 (1202)"
    for place in (f"/releases/{wrong}", f"/periodicals/{weekly}"):
        assert sentence in shown(client.get(place).text)
    stale = client.post(address, data={**typed, "figures": "47"})
    assert "Somebody else has amended this release meanwhile" in stale.text
    both = {**typed_of(client, wrong), "figures": "47", "print_run": "5001"}
    assert client.post(address, data=both).status_code == 303
    session.expire_all()
    assert (release.designation, release.print_run) == ("2026, vol. 3, № 47 (1202)", 5001)
    far = client.post(address, data={**typed_of(client, wrong), "figures": "470"})
    assert (far.status_code, ASKED in far.text) == (422, True)
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.post(address, data=both).status_code == 404


def test_a_double_number_may_count_twice_and_the_next_follows(
    client: Browserless, weekly: int, session: Session
) -> None:
    fields = rows(client, weekly, tick=False)
    fields |= {cell(fields, 0, "published"): "y", cell(fields, 0, "figures"): "43-44"}
    address = f"/periodicals/{weekly}/announce"
    wrong = client.post(address, data={**fields, cell(fields, 0, "whole"): "1199-"})
    assert (wrong.status_code, "for example 7890 or 7892–7893" in wrong.text) == (422, True)
    double = client.post(address, data={**fields, cell(fields, 0, "whole"): "1 199 – 1 200"})
    assert double.status_code == 303, double.text
    made = issues(session)[0]
    assert (made.whole, made.last_whole) == (1199, 1200)
    assert session.get_one(Release, made.release_id).designation == "2026, № 43–44 (1199–1200)"
    assert column(rows(client, weekly), "whole") == ["1201", "1202"]
    typed = typed_of(client, made.release_id)
    assert typed["whole"] == "1199–1200"
    same = client.post(f"/releases/{made.release_id}/issue", data=typed)
    assert "Nothing has been changed" in shown(same.text)
    once = client.post(f"/releases/{made.release_id}/issue", data={**typed, "whole": "1200"})
    assert once.status_code == 303, once.text
    assert (issues(session)[0].whole, issues(session)[0].last_whole) == (1200, None)
    by_hand = {"figures": "47-48", "year": "2026", "whole": "1203/1204", **day("day", "22.11.2026")}
    assert client.post(f"/periodicals/{weekly}/issue", data=by_hand).status_code == 303
    assert "2026, № 49 (1205)" in client.get(f"/periodicals/{weekly}").text
    assert 'value="1205"' in client.get(f"/periodicals/{weekly}/issue").text
