"""What a publisher takes back: that an issue does not come out, and a periodical registered by mistake."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.services import create_consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import ReleaseWithdrawal
from app.publications.periodicals.models import Issue, IssueReport, Periodical
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import WEEKLY, announce, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless


def test_an_issue_that_was_said_not_to_come_out_comes_out_after_all(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client)
    said = {"issue": "2026-11-13", "reason": "Taʼtil", "number_left_out": "no"}
    assert client.post(f"/periodicals/{weekly}/skip", data=said).status_code == 303
    take_back = f"/periodicals/{weekly}/skipped/2026-11-13/take-back"
    page = client.get(f"/periodicals/{weekly}").text
    assert f'action="{take_back}"' in page
    assert "Do not come out" in page
    for _ in range(2):
        assert client.post(take_back).status_code == 303
    assert session.scalars(select(IssueReport)).all() == []
    waiting = rows(client, weekly)
    assert [waiting[name] for name in sorted(waiting) if name.endswith("-figures")] == ["44", "45", "46"]
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert page.count("Comes out after all: the issue of") == 1
    assert client.post(f"/periodicals/{weekly}/skipped/kecha/take-back").status_code == 404
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.post(take_back).status_code == 404


def test_an_issue_does_not_come_out_after_all_while_a_later_one_carries_its_number(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client)
    said = {"issue": "2026-11-13", "reason": "Taʼtil", "number_left_out": "no"}
    assert client.post(f"/periodicals/{weekly}/skip", data=said).status_code == 303
    assert announce(client, weekly).status_code == 303, (
        "6 November, and 20 November with the number of the 13th"
    )
    take_back = f"/periodicals/{weekly}/skipped/2026-11-13/take-back"
    refused = client.post(take_back, follow_redirects=True)
    assert refused.request.path == f"/periodicals/{weekly}"
    told = shown(refused.text)
    assert "2026, № 45 (1201) is announced, and would be expected once more" in told
    assert "Correct its number first, or withdraw it" in told
    assert "The issue is expected again" not in told
    assert len(session.scalars(select(IssueReport)).all()) == 1, "it stays as it was said"
    later = session.scalars(select(Issue).where(Issue.number == 45)).one()
    later.number, later.last_number, later.whole = 46, 46, 1202
    session.commit()
    assert client.post(take_back).status_code == 303, "with its own number it stands in nobody's way"
    assert column(rows(client, weekly), "figures") == ["45"]
    assert announce(client, weekly).status_code == 303


def test_an_issue_does_come_out_after_all_whatever_others_were_expected_twice_before(
    client: Browserless, clerk: Account, session: Session
) -> None:
    once = {"first_number": "11", "whole": "", **day("on", "01.11.2026")}
    known = registered(client, frequency="monthly", weekdays=[], **once)
    weekly = {name: WEEKLY[name] for name in ("frequency", "weekdays", "numbering", "months")}
    changed = {**weekly, **day("from_on", "10.11.2026")}
    page = client.post(f"/periodicals/{known}/frequency", data=changed).text
    told = page.split('name="told"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    client.post(f"/periodicals/{known}/frequency", data={**changed, "told": told})
    fields = rows(client, known, tick=False)
    assert column(fields, "figures") == ["11", "12", "13"]
    fields |= {cell(fields, 1, "published"): "y", cell(fields, 1, "figures"): "11"}
    assert client.post(f"/periodicals/{known}/announce", data=fields).status_code == 303
    assert column(rows(client, known), "figures") == ["11", "12"], "№ 11 of November is expected still"
    said = {"issue": "2026-11-20", "reason": "Taʼtil", "number_left_out": "yes"}
    assert client.post(f"/periodicals/{known}/skip", data=said).status_code == 303
    client.post(f"/periodicals/{known}/skipped/2026-11-20/take-back")
    assert column(rows(client, known), "figures") == ["11", "12"]


def test_a_supplement_comes_out_after_all_whatever_numbers_its_issues_carry(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client, supplements=["11"])
    said = {"issue": "2026-11-06+", "reason": "Taʼtil", "number_left_out": "no"}
    assert client.post(f"/periodicals/{weekly}/skip", data=said).status_code == 303
    by_hand = {"figures": "44", "year": "2026", **day("day", "07.11.2026")}
    assert client.post(f"/periodicals/{weekly}/issue", data=by_hand).status_code == 303
    back = client.post(f"/periodicals/{weekly}/skipped/2026-11-06+/take-back", follow_redirects=True)
    assert "The issue is expected again" in shown(back.text)
    assert session.scalars(select(IssueReport)).all() == []


def test_a_periodical_registered_by_mistake_is_withdrawn_with_its_issues(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client)
    announce(client, weekly)
    path = f"/periodicals/{weekly}/withdraw"
    assert "Write the reason" in client.post(path, data={"reason": " "}).text
    assert client.post(path, data={"reason": "Ikki marta"}).location == f"/periodicals/{weekly}"
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert "This registration was withdrawn on" in page
    assert "Nothing is expected in the next weeks." in page
    assert "Registration of the periodical withdrawn: Ikki marta" in page
    assert "Announce issues" not in page
    assert session.query(ReleaseWithdrawal).count() == 3
    standing = select(Obligation).where(Obligation.cancelled_at.is_(None))
    assert session.scalars(standing).all() == []
    assert "Yurt ovozi" not in shown(client.get("/periodicals").text)
    assert "Has it ceased?" not in client.get("/").text
    assert client.post(path, data={"reason": "Yana"}).status_code == 404
    assert client.get(f"/periodicals/{weekly}/announce").status_code == 404
    assert registered(client) != weekly, "its ISSN is free again"


def test_what_has_moved_is_not_withdrawn_and_that_is_said_first(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client)
    announce(client, weekly)
    printed = select(Obligation).where(
        Obligation.depositor_id == clerk.organisation_id, Obligation.form != Form.FILE
    )
    owed = session.scalars(printed.order_by(Obligation.id)).first()
    assert owed is not None
    with transaction():
        create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 1}, by=clerk.actor(), at=clock.now()
        )
    page = client.get(f"/periodicals/{weekly}/withdraw").text
    assert "This cannot be done: copies of its issues" in page
    assert 'name="reason"' not in page
    assert client.post(f"/periodicals/{weekly}/withdraw", data={"reason": "Xato"}).status_code == 422
    assert session.get_one(Periodical, weekly).withdrawn_at is None


def test_the_title_before_goes_on_when_its_successor_is_withdrawn(
    client: Browserless, clerk: Account, session: Session
) -> None:
    weekly = registered(client)
    new_title = {**WEEKLY, "title": "Yangi ovoz", "issn": "", **day("on", "27.11.2026")}
    successor = client.post(f"/periodicals/{weekly}/title", data=new_title).location
    assert session.get_one(Periodical, weekly).ceased_on is not None
    refused = client.post(f"/periodicals/{weekly}/withdraw", data={"reason": "Xato"})
    assert "goes on under another title already" in refused.text
    assert client.post(f"{successor}/withdraw", data={"reason": "Xato"}).status_code == 303
    session.expire_all()
    assert session.get_one(Periodical, weekly).ceased_on is None
    assert client.post(f"/periodicals/{weekly}/title", data=new_title).status_code == 303
