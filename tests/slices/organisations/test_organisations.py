"""Places and organisations: loaded, registered, read and changed."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import SYSTEM, Role
from app.domain.errors import DomainError
from app.infra.db import transaction
from app.organisations.models import District, Organisation, OrganisationKind, Region
from app.organisations.queries import depositories, depository_by_code, districts_of, list_organisations
from app.organisations.services import NewOrganisation, create_organisation
from tests.factories.accounts import signed_in_as
from tests.factories.organisations import MADE_AT, make_organisation, make_region


def load(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["organisations", "load"])
    assert result.exit_code == 0, result.output
    return result.output


def test_loading_twice_adds_once_and_keeps_what_was_edited(own_app: Flask) -> None:
    assert "221 places and 20 depositories added" in load(own_app)
    with own_app.app_context():
        with transaction():
            depository_by_code("uz-natlib").address = "Navoiy koʻchasi 1"
        assert "0 places and 0 depositories added" in load(own_app)
        with transaction() as current:
            counts = [
                current.scalar(select(func.count()).select_from(table))
                for table in (Region, District, Organisation)
            ]
            assert counts == [14, 207, 20]
            assert depository_by_code("uz-natlib").address == "Navoiy koʻchasi 1"
            assert depository_by_code("uz-kitob-palatasi").kind is OrganisationKind.DEPOSITORY
            assert {row.region_soato for row in depositories()} == {
                region.soato for region in current.scalars(select(Region))
            }
            names = [place.name_uz for place in districts_of("1703")]
            assert "Oltinkoʻl tumani" in names
            texts = " ".join(current.scalars(select(District.name_uz)))
            assert not re.search("['`‘’]", texts)


def new(**changed: Any) -> NewOrganisation:
    publisher = NewOrganisation(OrganisationKind.PUBLISHER, name="Oʻtkan kunlar", region_soato="1726")
    return replace(publisher, **changed)


@pytest.mark.parametrize("search", ["o'tkan", "Ўткан", "OTKAN KUN", "123456789"])
def test_finds_a_name_in_any_spelling(session: Session, search: str) -> None:
    make_region()
    make_organisation(name="Boshqa nashriyot")
    with transaction():
        made = create_organisation(new=new(stir="123 456 789"), by=SYSTEM, at=MADE_AT)
    assert made.stir == "123456789"
    assert [row.id for row in list_organisations(search=search)] == [made.id]
    (told,) = acts_of("organisation", made.id)
    assert (told.name, told.after["stir"]) == ("organisation.created", "123456789")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"stir": "12345678"}, "stir.malformed"),
        ({"stir": "12345678x"}, "stir.malformed"),
        ({"stir": "111222333"}, "organisation.stir_taken"),
        ({"code": "uz-taken"}, "organisation.code_taken"),
        ({"name": "  "}, "organisation.name_missing"),
        ({"name": "!!!"}, "organisation.name_says_nothing"),
        ({"name_en": "—"}, "organisation.name_says_nothing"),
        ({"region_soato": "9999"}, "organisation.region_unknown"),
    ],
)
def test_refuses_what_cannot_be_registered(session: Session, changed: dict[str, object], code: str) -> None:
    make_organisation(OrganisationKind.DEPOSITORY, name="Bor", code="uz-taken", stir="111222333")
    with pytest.raises(DomainError) as refused, transaction():
        create_organisation(new=new(**changed), by=SYSTEM, at=MADE_AT)
    assert refused.value.code == code
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1


def contact(**changed: str) -> dict[str, str]:
    values = {"submission_key": "k", "address": "Chilonzor 5", "phone": "+998 71 200 00 00"}
    return values | {"email": "", "head_post": "Direktor", "head_name": "Sinov Sinovov"} | changed


def test_the_administrator_changes_the_contact(client: FlaskClient, session: Session) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    made = make_organisation(name="Sinov nashriyoti")
    path = f"/organisations/{made.id}"
    answer = client.post(f"{path}/contact", data=contact())
    assert (answer.status_code, answer.location) == (303, path)
    page = client.get(path).text
    assert "Chilonzor 5" in page
    assert "Direktor" in page
    told = acts_of("organisation", made.id)[0]
    assert (told.name, told.before["address"], told.after["address"]) == (
        "organisation.contact_changed",
        "",
        "Chilonzor 5",
    )
    assert "email" not in told.after

    acts = len(acts_of("organisation", made.id))
    assert client.post(f"{path}/contact", data=contact(submission_key="other")).status_code == 303
    assert len(acts_of("organisation", made.id)) == acts  # nothing differed, so nothing is told


@pytest.mark.parametrize("changed", [{"email": "no e-mail"}, {"address": "x" * 501}, {"phone": "\x00"}])
def test_a_wrong_contact_changes_nothing(
    client: FlaskClient, session: Session, changed: dict[str, str]
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    made = make_organisation()
    assert client.post(f"/organisations/{made.id}/contact", data=contact(**changed)).status_code == 422
    assert session.scalars(select(Organisation.address).where(Organisation.id == made.id)).one() == ""


def test_lists_page_by_page_and_by_filter(client: FlaskClient) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    for number in range(51):
        make_organisation(name=f"Nashriyot {number:02}")
    make_organisation(OrganisationKind.PRINTER, name="Bosmaxona", region_soato="1718")
    first = client.get("/organisations?kind=publisher&q=nashriyot").text
    assert "Nashriyot 49" in first
    assert "Nashriyot 50" not in first
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Nashriyot 50" in client.get(following).text
    by_region = client.get("/organisations?region=1718").text
    assert "Bosmaxona" in by_region
    assert "Nashriyot" not in by_region
    assert client.get("/organisations", query_string={"after": "W10="}).status_code == 422


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR])
def test_others_do_not_reach_the_pages(client: FlaskClient, role: Role) -> None:
    signed_in_as(client, role)
    made = make_organisation(name="Begona nashriyot")
    pages = ["/organisations", f"/organisations/{made.id}", f"/organisations/{made.id}/contact"]
    answers = [client.get(page) for page in pages] + [client.post(pages[2], data=contact())]
    assert {answer.status_code for answer in answers} == {403}
    assert all("Begona" not in answer.text for answer in answers)


def test_what_does_not_exist_is_404(client: FlaskClient) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    assert client.get("/organisations/999999").status_code == 404
    assert client.post("/organisations/999999/contact", data=contact()).status_code == 404
