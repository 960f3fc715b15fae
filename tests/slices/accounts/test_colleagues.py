"""People of an organisation: invited, given posts and removed by who manages it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.queries import acts_of
from app.domain.actor import Role
from app.infra.mail import Message
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless

INVITED = {"submission_key": "k", "name": "Lola Namunayeva", "email": "Lola@Example.uz", "language": "en"}


@pytest.fixture
def manager(client: Browserless) -> Account:
    """The first person of a publisher, signed in."""
    account = make_account(Role.DEPOSITOR)
    sign_in(client, account)
    return account


def colleague_of(manager: Account, session: Session) -> Account:
    return session.scalars(
        select(Account).where(Account.organisation_id == manager.organisation_id, Account.id != manager.id)
    ).one()


def test_the_first_person_of_a_depositor_manages_it(session: Session) -> None:
    house = make_organisation()
    assert [make_account(Role.DEPOSITOR, house).manages for _ in range(2)] == [True, False]
    assert not make_account(Role.LIBRARIAN).manages


def test_a_colleague_is_invited_by_mail_and_signs_in_for_the_same_organisation(
    client: Browserless, session: Session, manager: Account
) -> None:
    for _ in range(2):
        answer = client.post("/organisation/people/new", data=INVITED)
        assert (answer.status_code, answer.location) == (303, "/organisation/people")
    invited = colleague_of(manager, session)
    assert (invited.email, invited.role, invited.manages) == ("lola@example.uz", Role.DEPOSITOR, False)
    (letter,) = session.scalars(select(Message).where(Message.to == "lola@example.uz"))
    assert "/reset-password/" in letter.body
    house = session.get_one(Organisation, manager.organisation_id).name
    assert f"{manager.name} invites you to work for {house} in Nusxa" in letter.body
    assert "Lola Namunayeva" in client.get("/organisation/people").text


def test_posts_are_given_and_taken(client: Browserless, session: Session, manager: Account) -> None:
    client.post("/organisation/people/new", data=INVITED)
    number = colleague_of(manager, session).id
    for post, manages in (("manager", True), ("manager", True), ("member", False)):
        assert client.post(f"/organisation/people/{number}/{post}").status_code == 303
        assert session.get_one(Account, number).manages is manages
    names = [act.name for act in acts_of("account", number)]
    assert names.count("account.manager_changed") == 2


def test_who_is_removed_no_longer_signs_in_until_let_in_again(
    client: Browserless, session: Session, manager: Account
) -> None:
    clerk = make_account(Role.DEPOSITOR, session.get_one(Organisation, manager.organisation_id))
    assert client.post(f"/organisation/people/{clerk.id}/remove").status_code == 303
    assert session.get_one(Account, clerk.id).deactivated_at is not None
    assert "Removed" in client.get("/organisation/people").text
    assert client.post(f"/organisation/people/{clerk.id}/restore").status_code == 303
    assert session.get_one(Account, clerk.id).deactivated_at is None


@pytest.mark.parametrize("act", ["member", "remove"])
@pytest.mark.parametrize("merged", ["manager", "other"])
def test_each_of_two_merged_records_keeps_somebody_who_manages_it(
    client: Browserless, session: Session, manager: Account, act: str, merged: str
) -> None:
    other = make_account(Role.DEPOSITOR)
    duplicate, survivor = (other, manager) if merged == "other" else (manager, other)
    session.get_one(Organisation, duplicate.organisation_id).merged_into_id = survivor.organisation_id
    session.commit()
    refused = client.post(f"/organisation/people/{other.id}/{act}")
    assert refused.status_code == 422
    assert "is the only one who manages it" in refused.text
    kept = session.get_one(Account, other.id)
    assert (kept.deactivated_at, kept.manages) == (None, True)
    second = make_account(Role.DEPOSITOR, session.get_one(Organisation, other.organisation_id))
    assert client.post(f"/organisation/people/{second.id}/manager").status_code == 303
    assert client.post(f"/organisation/people/{other.id}/{act}").status_code == 303


@pytest.mark.parametrize("act", ["member", "manager", "remove", "restore", "invite"])
def test_nobody_does_it_to_himself_or_to_people_of_others(
    client: Browserless, session: Session, manager: Account, act: str
) -> None:
    stranger = make_account(Role.DEPOSITOR)
    assert client.post(f"/organisation/people/{stranger.id}/{act}").status_code == 404
    assert client.post(f"/organisation/people/{manager.id}/{act}").status_code == 422
    assert session.get_one(Account, manager.id).deactivated_at is None
    assert session.get_one(Account, manager.id).manages


def test_a_member_sees_colleagues_and_changes_nothing(client: Browserless, session: Session) -> None:
    house = make_organisation()
    head, clerk = make_account(Role.DEPOSITOR, house), make_account(Role.DEPOSITOR, house)
    sign_in(client, clerk)
    page = client.get("/organisation/people").text
    assert head.email in page
    assert "Invite a colleague" not in page
    refused = [client.get("/organisation/people/new"), client.post("/organisation/people/new", data=INVITED)]
    refused += [
        client.post(f"/organisation/people/{head.id}/{act}") for act in ("remove", "member", "invite")
    ]
    refused += [client.get("/organisation/contact"), client.post("/organisation/contact", data={})]
    assert {answer.status_code for answer in refused} == {403}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "lola"}, "Write a whole e-mail"),
        ({"name": ""}, "Write the name."),
        ({"email": ""}, "Write the e-mail."),
    ],
)
def test_a_wrong_invitation_invites_nobody(
    client: Browserless, session: Session, manager: Account, changed: dict[str, str], sentence: str
) -> None:
    page = client.post("/organisation/people/new", data=INVITED | changed)
    assert page.status_code == 422
    assert sentence in page.text
    assert session.scalars(select(Message)).all() == []


def test_an_email_that_is_taken_is_told(client: Browserless, manager: Account) -> None:
    page = client.post("/organisation/people/new", data=INVITED | {"email": manager.email})
    assert page.status_code == 422
    assert "There is an account with this e-mail already." in page.text
