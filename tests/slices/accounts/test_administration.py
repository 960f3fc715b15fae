"""The administrator's work with accounts, and what a start in production asks of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.services.accounts import NewAccount, create_account
from app.config import DEFAULT_SECRET, VERSION, Mode, WrongSetting, load_settings
from app.domain.actor import SYSTEM, Role
from app.domain.errors import DomainError
from app.factory import create_app
from app.infra import clock
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import OrganisationKind
from tests.factories.accounts import PASSWORD, make_account, sign_in, signed_in_as
from tests.factories.organisations import make_organisation
from tests.support.databases import release_connections

LONG_SECRET = "0123456789abcdef0123456789abcdef"


def new_account(**changed: object) -> dict[str, object]:
    return {
        "submission_key": "one-key",
        "name": "Karima Sinova",
        "email": "karima@example.uz",
        "role": "administrator",
        "organisation_id": "",
        "region_soato": "",
        "language": "en",
    } | changed


def accounts_called(session: Session, email: str) -> list[Account]:
    return list(session.scalars(select(Account).where(Account.email == email)))


def test_creates_an_account_and_sends_the_link(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    library = make_organisation(OrganisationKind.DEPOSITORY)
    answer = client.post("/accounts/new", data=new_account(role="librarian", organisation_id=library.id))
    (made,) = accounts_called(session, "karima@example.uz")
    assert (answer.status_code, answer.location) == (303, f"/accounts/{made.id}")
    assert (made.role, made.organisation_id, made.language) == (Role.LIBRARIAN, library.id, "en")
    (letter,) = session.scalars(select(Message)).all()
    assert letter.to == "karima@example.uz"
    assert "https://nusxa.test/reset-password/" in letter.body
    assert "Karima Sinova" in client.get(answer.location).text


def test_sending_the_form_twice_creates_one_account(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    answers = [client.post("/accounts/new", data=new_account()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(accounts_called(session, "karima@example.uz")) == 1
    assert len(session.scalars(select(Message)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "taken@example.uz"}, "There is an account with this e-mail already."),
        ({"email": "no e-mail"}, "Write a whole e-mail"),
        ({"name": ""}, "Write the name."),
        ({"name": "x" * 201}, "200"),
        ({"name": "a\x00b"}, "cannot be printed"),
        ({"role": "librarian"}, "Choose the organisation"),
        ({"role": "system"}, "Choose one of the answers offered"),
        ({"organisation_id": "999999"}, "Choose one of the answers offered"),
        ({"organisation_id": "many"}, "Invalid Choice"),
        ({"region_soato": "1726"}, "Only a regulator"),
        ({"region_soato": "9999"}, "Choose one of the answers offered"),
    ],
)
def test_a_refused_account_is_not_created(
    client: FlaskClient, session: Session, changed: dict[str, object], said: str
) -> None:
    make_organisation(OrganisationKind.DEPOSITORY)
    signed_in_as(client, Role.ADMINISTRATOR)
    make_account(email="taken@example.uz")
    answer = client.post("/accounts/new", data=new_account(**changed))
    assert answer.status_code == 422
    assert said in answer.text
    assert accounts_called(session, "karima@example.uz") == []


def test_a_publisher_is_no_library(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    publisher = make_organisation()
    answer = client.post("/accounts/new", data=new_account(role="librarian", organisation_id=publisher.id))
    assert answer.status_code == 422
    assert "This organisation does not fit the role" in answer.text
    assert accounts_called(session, "karima@example.uz") == []


@pytest.mark.parametrize("role", [Role.REGULATOR, Role.ADMINISTRATOR])
def test_only_an_authority_has_regulators_and_administrators(session: Session, role: Role) -> None:
    publisher, authority = (
        make_organisation(kind) for kind in (OrganisationKind.PUBLISHER, OrganisationKind.AUTHORITY)
    )
    with pytest.raises(DomainError, match=r"account\.organisation_unfit"):
        make_account(role, publisher)
    assert make_account(role, authority).organisation_id == authority.id
    assert make_account(role).organisation_id is None


def test_closes_and_reopens_an_account_but_never_ones_own(client: FlaskClient, session: Session) -> None:
    own = signed_in_as(client, Role.ADMINISTRATOR)
    other = make_account(Role.REGULATOR)
    assert client.post(f"/accounts/{other.id}/deactivate").status_code == 303
    assert accounts_called(session, other.email)[0].deactivated_at is not None
    assert client.post(f"/accounts/{other.id}/deactivate").status_code == 422
    assert client.post(f"/accounts/{other.id}/reactivate").status_code == 303
    assert accounts_called(session, other.email)[0].deactivated_at is None

    refused = client.post(f"/accounts/{own.id}/deactivate")
    assert refused.status_code == 422
    assert "You cannot close your own account." in refused.text
    assert client.get("/accounts").status_code == 200
    assert client.post("/accounts/999999/deactivate").status_code == 404
    assert client.get("/accounts/999999").status_code == 404


def test_finds_accounts_by_text_and_role_and_page_by_page(client: FlaskClient) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    for number in range(60):
        make_account(Role.REGULATOR, email=f"reviewer-{number:02}@example.uz")
    first = client.get("/accounts?role=regulator&q=REVIEWER")
    assert first.text.count("reviewer-") >= 50
    assert "reviewer-50" not in first.text
    after = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(after).text
    assert "reviewer-50" in second
    assert "reviewer-49" not in second
    assert "reviewer-" not in client.get("/accounts?role=librarian&q=reviewer").text.split("<tbody>")[-1]
    assert "No account found" in client.get("/accounts?q=%25").text
    for damaged in ("x", "W10=", "WzFd", "e30="):
        assert client.get("/accounts", query_string={"after": damaged}).status_code == 422


def test_text_in_a_name_stays_text(client: FlaskClient) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    name = "<script>alert(1)</script>'; DROP TABLE account;--"
    answer = client.post("/accounts/new", data=new_account(name=name), follow_redirects=True)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR])
def test_others_do_not_reach_accounts(client: FlaskClient, role: Role) -> None:
    own = signed_in_as(client, role)
    pages = [client.get("/accounts"), client.get(f"/accounts/{own.id}"), client.get("/accounts/new")]
    acts = [client.post(f"/accounts/{own.id}/{act}") for act in ("deactivate", "reactivate", "invite")]
    assert {answer.status_code for answer in (*pages, *acts)} == {403}
    assert all(own.email not in answer.text for answer in (*pages, *acts))


def test_creates_the_first_administrator(own_app: Flask) -> None:
    runner = own_app.test_cli_runner()
    command = ["accounts", "create-administrator", "--email", "Boss@example.uz", "--name", "Boss"]
    made = runner.invoke(args=command, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert "boss@example.uz" in made.output
    again = runner.invoke(args=command, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert again.exit_code == 1
    weak = runner.invoke(args=[*command[:3], "two@example.uz", *command[4:], "--password", "short"])
    assert weak.exit_code == 1
    with own_app.app_context(), transaction() as current:
        assert [row.role for row in current.scalars(select(Account))] == [Role.ADMINISTRATOR]


def test_production_refuses_demonstration_accounts(own_app: Flask, tmp_path: Path) -> None:
    settings = replace(own_app.config["NUSXA"], mode=Mode.PRODUCTION, instance=tmp_path)
    release_connections(create_app(settings))
    new = NewAccount(email="demo@example.uz", name="Demo", role=Role.ADMINISTRATOR, is_demonstration=True)
    with own_app.app_context(), transaction():
        create_account(new=new, password=PASSWORD, by=SYSTEM, at=clock.now())
    with pytest.raises(WrongSetting, match="demonstration accounts"):
        create_app(settings)


def test_production_starts_before_the_database_is_made(tmp_path: Path) -> None:
    environment = {
        "NUSXA_MODE": "production",
        "SECRET_KEY": LONG_SECRET,
        "NUSXA_PUBLIC_URL": "https://nusxa.example/",
        "NUSXA_INSTANCE": str(tmp_path),
    }
    settings = load_settings(environment)
    assert settings.public_url == "https://nusxa.example"
    assert settings.secure_cookies
    release_connections(create_app(settings))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SECRET_KEY": DEFAULT_SECRET}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"NUSXA_PUBLIC_URL": "http://nusxa.example"}, "NUSXA_PUBLIC_URL"),
        ({"NUSXA_MODE": "live"}, "NUSXA_MODE"),
    ],
)
def test_production_refuses_unsafe_settings(changed: dict[str, str], said: str) -> None:
    safe = {
        "NUSXA_MODE": "production",
        "SECRET_KEY": LONG_SECRET,
        "NUSXA_PUBLIC_URL": "https://nusxa.example",
    }
    assert load_settings(safe).mode is Mode.PRODUCTION
    with pytest.raises(WrongSetting, match=said):
        load_settings(safe | changed)


def test_health_tells_version_and_parts(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "worker": "silent", "version": VERSION}


def test_health_is_down_without_the_database(tmp_path: Path, own_app: Flask) -> None:
    lost = replace(own_app.config["NUSXA"], database_url=f"sqlite:///{tmp_path / 'made' / 'x.sqlite3'}")
    app = create_app(replace(lost, mode=Mode.TEST))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["database"] == "down"


def test_the_person_and_the_administrator_say_how_a_name_is_written_in_russian(
    client: FlaskClient, session: Session
) -> None:
    client.get("/language/en")
    own = make_account(Role.REGULATOR)
    sign_in(client, own)
    for no_name in ("Kadyrova", "-", "Э ..."):
        refused = client.post("/account/name", data={"name_ru": no_name})
        assert (refused.status_code, "Write the name in Russian letters" in refused.text) == (422, True)
    client.post("/account/name", data={"name_ru": " С.  М. Кадырова "})
    assert "С. М. Кадырова" in client.get("/account").text
    assert session.get_one(Account, own.id, populate_existing=True).actor().name_in("ru") == "С. М. Кадырова"
    address = f"/accounts/{own.id}/name"
    assert client.get(address).status_code == 403, "others' names are the administrator's to mend"
    signed_in_as(client, Role.ADMINISTRATOR)
    assert client.post(address, data={"name_ru": ""}).location == f"/accounts/{own.id}"
    assert session.get_one(Account, own.id, populate_existing=True).name_ru == ""
    assert client.get("/accounts/999/name").status_code == 404
