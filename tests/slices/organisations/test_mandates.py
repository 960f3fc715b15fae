"""Mandates: granted, accepted, acted under, ended."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, UserSession
from app.audit.queries import acts_of
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import Mandate, Organisation, OrganisationKind
from app.publications.models import RegistrationDraft
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless

GIVEN = {
    "submission_key": "k", "stir": "300 000 002", "registers": "y", "sends": "",
    "until-day": "31", "until-month": "12", "until-year": "2099",
}  # fmt: skip


@pytest.fixture
def houses(session: Session) -> tuple[Account, Account]:
    """Who manages a publisher, and who manages a printing house."""
    publisher = make_organisation(name="Nashriyot", stir="300000001")
    printer = make_organisation(OrganisationKind.PRINTER, name="Bosmaxona", stir="300000002")
    return make_account(Role.DEPOSITOR, publisher), make_account(Role.DEPOSITOR, printer)


def grant(client: Browserless, houses: tuple[Account, Account], **changed: str) -> str:
    """Grant a mandate as the publisher, then be the printing house; return the mandate's address."""
    sign_in(client, houses[0])
    answer = client.post("/organisation/mandates/new", data=GIVEN | changed)
    assert answer.status_code == 303, answer.text
    sign_in(client, houses[1])
    with transaction() as current:
        return f"/organisation/mandates/{current.scalars(select(Mandate.id)).one()}"


def accepted(client: Browserless, houses: tuple[Account, Account], **changed: str) -> str:
    path = grant(client, houses, **changed)
    assert client.post(f"{path}/accept").status_code == 303
    return path


def test_a_mandate_holds_once_it_is_accepted(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = grant(client, houses)
    assert "Offered" in client.get("/organisation/mandates").text
    assert client.post(f"{path}/act").status_code == 404
    for _ in range(2):
        assert client.post(f"{path}/accept").status_code == 303
    assert "Act for it" in client.get("/organisation/mandates").text
    number = int(path.rsplit("/", 1)[-1])
    assert [act.name for act in acts_of("mandate", number)] == ["mandate.accepted", "mandate.granted"]
    sign_in(client, houses[0])
    assert "Bosmaxona" in client.get("/organisation/mandates").text


def test_who_manages_either_side_is_told_when_a_mandate_begins_and_ends(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    publisher, printer = houses
    second = make_account(Role.DEPOSITOR, session.get_one(Organisation, publisher.organisation_id))
    with transaction() as current:
        current.get_one(Account, second.id).manages = True
    path = accepted(client, houses)
    for _ in range(2):
        client.post(f"{path}/end")
    letters = [
        (message.to, message.subject) for message in session.scalars(select(Message).order_by(Message.id))
    ]
    offered, taken, ended = "A mandate was offered", "A mandate was accepted", "A mandate was ended"
    assert letters == [
        (printer.email, offered), (second.email, offered), (publisher.email, taken), (second.email, taken),
        (publisher.email, ended), (second.email, ended),
    ]  # fmt: skip
    last = session.scalars(select(Message.body).order_by(Message.id.desc())).first()
    assert last is not None
    assert "Bosmaxona has ended the mandate of Nashriyot to Bosmaxona" in last
    assert "https://nusxa.test/organisation/mandates" in last


def test_under_a_mandate_a_title_is_registered_for_the_mandator(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    with transaction():
        add_law()
    assert client.post(f"{path}/act").location == "/"
    home = client.get("/").text
    assert "You act for Nashriyot" in home
    assert "Prepare a consignment" not in home
    begun = client.post("/registration/new", data={"submission_key": "draft"})
    assert begun.status_code == 303
    draft = session.scalars(select(RegistrationDraft)).one()
    assert draft.organisation_id == houses[0].organisation_id
    (act,) = acts_of("draft", draft.id)
    assert (act.actor_name, act.actor_organisation_id) == (
        f"{houses[1].name} (Bosmaxona)",
        houses[0].organisation_id,
    )
    refused = ["/consignments", "/organisation", "/organisation/people", "/organisation/contact", "/notices"]
    assert {client.get(page).status_code for page in refused} == {403}
    assert client.post("/organisation/mandates/stop").location == "/"
    assert "You act for" not in client.get("/").text
    assert client.get("/organisation").status_code == 200


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [
        (
            {"registers": "y", "sends": ""},
            {"/registration/new": 200, "/consignments": 403, "/obligations": 200},
        ),
        (
            {"registers": "", "sends": "y"},
            {"/registration/new": 403, "/consignments": 200, "/obligations": 200},
        ),
    ],
)
def test_a_mandate_reaches_as_far_as_it_says(
    client: Browserless, houses: tuple[Account, Account], scope: dict[str, str], statuses: Mapping[str, int]
) -> None:
    path = accepted(client, houses, **scope)
    client.post(f"{path}/act")
    assert {page: client.get(page).status_code for page in statuses} == statuses


@pytest.mark.parametrize("ending", [0, 1])
def test_either_side_ends_it_and_at_once(
    client: Browserless, session: Session, houses: tuple[Account, Account], ending: int
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    other = Browserless(client.application, client.application.response_class, use_cookies=True)
    sign_in(other, houses[ending])
    for _ in range(2):
        assert other.post(f"{path}/end").status_code == 303
    assert "You act for" not in client.get("/").text
    assert client.post(f"{path}/act").status_code == 404
    assert client.post(f"{path}/accept").status_code == 409
    assert session.scalar(select(func.count()).select_from(Mandate).where(Mandate.ended_at.is_not(None))) == 1


def test_after_its_last_day_it_holds_no_more(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    assert "You act for" in client.get("/").text
    with transaction() as current:
        current.scalars(select(Mandate)).one().until = clock.today() - timedelta(days=1)
    assert "You act for" not in client.get("/").text
    assert client.post(f"{path}/act").status_code == 404


def test_what_was_typed_when_it_ended_is_shown_and_not_done(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    client.post("/registration/new", data={"submission_key": "draft"})
    draft = session.scalars(select(RegistrationDraft)).one()
    with transaction() as current:
        current.scalars(select(Mandate)).one().until = clock.today() - timedelta(days=1)
    typed = {"title": "Oʻtkan <kunlar>", "csrf_token": "t", "seen": "0123456789abcdef"}
    late = client.post(f"/registration/{draft.id}/title", data=typed)
    assert late.status_code == 409
    assert "you may no longer act for Nashriyot" in late.text
    assert "<li>Oʻtkan &lt;kunlar&gt;</li>" in late.text
    assert "0123456789abcdef" not in late.text
    begun = client.post("/registration/new", data={"submission_key": "another"})
    assert begun.status_code == 409, "nothing is done for one's own house by mistake"
    lost = client.get(f"/registration/{draft.id}/title")
    assert (lost.status_code, "The mandate of Nashriyot has ended." in lost.text) == (404, True)
    assert client.post("/organisation/mandates/stop").location == "/"
    assert "has ended" not in client.get("/").text
    assert client.post("/registration/new", data={"submission_key": "own"}).status_code == 303


def opened(client: Browserless, path: str) -> dict[str, str]:
    """The hidden fields that a page gives its form along."""
    main = client.get(path).text.split("<main", 1)[1]
    hidden = [tag for tag in re.findall("<input[^>]*>", main) if 'type="hidden"' in tag]
    return {re.findall('name="([^"]*)"', tag)[0]: re.findall('value="([^"]*)"', tag)[0] for tag in hidden}


@pytest.mark.parametrize("under", [True, False])
def test_what_was_opened_for_one_organisation_is_not_done_for_another(
    client: Browserless, session: Session, houses: tuple[Account, Account], under: bool
) -> None:
    path = accepted(client, houses)
    turns = [f"{path}/act", "/organisation/mandates/stop"]
    if under:
        client.post(turns[0])
    typed = opened(client, "/registration/new") | {"title": "Oʻtkan <kunlar>"}
    client.post(turns[under])
    refused = client.post("/registration/new", data=typed)
    assert refused.status_code == 409
    now = "Bosmaxona" if under else "Nashriyot"
    assert f"it was opened for another organisation, and you act for {now} now" in refused.text
    assert "<li>Oʻtkan &lt;kunlar&gt;</li>" in refused.text
    assert re.findall("<li>[0-9]+</li>", refused.text) == []
    assert session.scalar(select(func.count()).select_from(RegistrationDraft)) == 0
    fresh = client.post("/registration/new", data=opened(client, "/registration/new"))
    assert fresh.status_code == 303, "opened anew, it is done for whom one acts now"


def test_a_form_that_was_carried_through_signing_in_says_for_whom_it_was_opened(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    before = opened(client, "/registration/new")["acting_for"]
    sign_in(client, houses[1])
    own = opened(client, "/registration/new")["acting_for"]
    carried = client.post("/registration/new", data={"submission_key": "k", "acting_for": [own, before]})
    assert carried.status_code == 409


def test_that_the_mandator_ended_it_stands_on_the_next_page(
    client: Browserless, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    other = Browserless(client.application, client.application.response_class, use_cookies=True)
    sign_in(other, houses[0])
    other.post(f"{path}/end")
    for page in ("/", "/registration/new"):
        assert "The mandate of Nashriyot has ended." in client.get(page).text


def test_an_offer_stands_on_the_desk_of_who_may_accept_it(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = grant(client, houses)
    assert "Nashriyot lets you act for it until" in client.get("/").text
    member = make_account(Role.DEPOSITOR, session.get_one(Organisation, houses[1].organisation_id))
    sign_in(client, member)
    assert "lets you act for it" not in client.get("/").text
    sign_in(client, houses[1])
    client.post(f"{path}/accept")
    assert "lets you act for it" not in client.get("/").text


def test_it_is_one_session_that_acts_for_another(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    path = accepted(client, houses)
    client.post(f"{path}/act")
    chosen = session.scalars(select(UserSession.mandate_id).where(UserSession.mandate_id.is_not(None))).all()
    assert len(chosen) == 1


@pytest.mark.parametrize("act", ["accept", "end", "act"])
def test_the_mandates_of_others_do_not_exist(
    client: Browserless, houses: tuple[Account, Account], act: str
) -> None:
    path = grant(client, houses)
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.post(f"{path}/{act}").status_code == 404
    sign_in(client, houses[0])
    assert client.post(f"{path}/accept").status_code == 404, "who grants it does not accept it"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"registers": ""}, "Choose what the mandate is for."),
        ({"until-year": "2020"}, "Write the last day of the mandate; it cannot be past."),
        ({"until-day": "", "until-month": "", "until-year": ""}, "Write the last day of the mandate"),
        ({"stir": "12"}, "A TIN has nine digits."),
        ({"stir": "399999999"}, "No organisation with TIN 399999999 is registered"),
        ({"stir": "300000001"}, "This is your own TIN."),
    ],
)
def test_what_is_wrong_is_said(
    client: Browserless,
    session: Session,
    houses: tuple[Account, Account],
    changed: dict[str, str],
    sentence: str,
) -> None:
    sign_in(client, houses[0])
    page = client.post("/organisation/mandates/new", data=GIVEN | changed)
    assert page.status_code == 422
    assert sentence in page.text
    assert session.scalar(select(func.count()).select_from(Mandate)) == 0


def test_a_second_open_mandate_to_the_same_is_refused(
    client: Browserless, houses: tuple[Account, Account]
) -> None:
    grant(client, houses)
    sign_in(client, houses[0])
    page = client.post("/organisation/mandates/new", data=GIVEN | {"submission_key": "second"})
    assert page.status_code == 422
    assert "A mandate to this organisation is open already." in page.text


def test_a_member_grants_nothing(
    client: Browserless, session: Session, houses: tuple[Account, Account]
) -> None:
    member = make_account(Role.DEPOSITOR, session.get_one(Organisation, houses[0].organisation_id))
    sign_in(client, member)
    assert client.get("/organisation/mandates").status_code == 200
    assert client.post("/organisation/mandates/new", data=GIVEN).status_code == 403
