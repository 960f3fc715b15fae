"""One's own organisation: read by its people, kept by who manages it."""

import pytest
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import Role
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in, signed_in_as
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless

CONTACT = {
    "submission_key": "k", "address": "Chilonzor 5", "legal_address": "Chilonzor 6", "contact_name": "Lola",
    "phone": "+998 71 200 00 00", "email": "", "head_post": "Direktor", "head_name": "Sinov",
    "address_ru": "Чиланзар 5", "head_post_ru": "Директор",
}  # fmt: skip


def test_its_people_read_the_record(client: Browserless) -> None:
    house = make_organisation(name="Sharq tongi", stir="301222333")
    make_account(Role.DEPOSITOR, house)
    sign_in(client, make_account(Role.DEPOSITOR, house))
    page = client.get("/organisation").text
    assert "Sharq tongi" in page
    assert "301222333" in page
    assert "/organisation/contact" not in page


def test_who_manages_it_keeps_the_contact(client: Browserless, session: Session) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    answer = client.post("/organisation/contact", data=CONTACT)
    assert (answer.status_code, answer.location) == (303, "/organisation")
    kept = session.get_one(Organisation, account.organisation_id)
    assert (kept.address, kept.legal_address, kept.contact_name) == ("Chilonzor 5", "Chilonzor 6", "Lola")
    assert (kept.address_ru, kept.head_post_ru, kept.head_name_ru) == ("Чиланзар 5", "Директор", "")
    assert acts_of("organisation", kept.id)[0].name == "organisation.contact_changed"
    assert "Chilonzor 6" in client.get("/organisation").text
    wrong = client.post("/organisation/contact", data=CONTACT | {"submission_key": "x", "email": "a@b"})
    assert wrong.status_code == 422
    assert 'value="a@b"' in wrong.text
    nobody = client.post("/organisation/contact", data=CONTACT | {"submission_key": "y", "phone": "hello"})
    assert nobody.status_code == 422
    assert "Write the telephone in figures, such as +998 71 200 00 00." in nobody.text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REGULATOR])
def test_who_belongs_to_none_has_none(client: Browserless, role: Role) -> None:
    signed_in_as(client, role)
    assert client.get("/organisation").status_code == 404
    assert client.get("/organisation/people").status_code == 404
