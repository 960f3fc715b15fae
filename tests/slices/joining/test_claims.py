"""A record that is there already is claimed: with another TIN, and by more than one."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.joining.models import Application
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.joining import applied, make_places, typed
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless

HIDDEN = re.compile(r'name="(seen|record_seen)" value="([^"]+)"')
WHY = "STIR qayta roʻyxatda oʻzgargan"
DIFFERS = "That record has TIN 301000055, and you write 301222333."


def with_another_tin(client: Browserless, session: Session) -> tuple[Organisation, str]:
    """A record, and the address of an application that claims it under another TIN."""
    make_places()
    record = make_organisation(name="Sharq tongi", stir="301000055", region_soato="1726")
    silent = client.post("/join", data=typed(same_as=str(record.id)))
    assert silent.status_code == 422
    assert DIFFERS in silent.text
    applied(client, same_as=str(record.id), other_reason=WHY)
    sign_in(client, make_account(Role.ADMINISTRATOR))
    return record, f"/applications/{session.scalars(select(Application.id)).one()}"


def test_a_claim_with_another_tin_is_decided_on_for_itself(client: Browserless, session: Session) -> None:
    record, path = with_another_tin(client, session)
    page = client.get(path).text
    assert "The record has TIN 301000055, the applicant writes 301222333." in page
    assert WHY in page
    silent = client.post(f"{path}/approve", data={"submission_key": "a"})
    assert silent.status_code == 422
    assert "Say which of the two it is" in silent.text
    assert session.scalar(select(func.count()).select_from(Account)) == 1
    answered = client.post(f"{path}/approve", data={"submission_key": "b", "claim": "record"})
    assert answered.status_code == 303
    account = session.scalars(select(Account).where(Account.role == Role.DEPOSITOR)).one()
    assert account.organisation_id == record.id
    assert session.get_one(Organisation, record.id).stir == "301000055"


def test_who_claims_wrongly_gets_an_organisation_of_its_own(client: Browserless, session: Session) -> None:
    record, path = with_another_tin(client, session)
    assert client.post(f"{path}/approve", data={"claim": "own"}).status_code == 303
    account = session.scalars(select(Account).where(Account.role == Role.DEPOSITOR)).one()
    assert account.organisation_id != record.id
    made = session.get_one(Organisation, account.organisation_id)
    assert (made.stir, made.name) == ("301222333", "«Шарқ тонги» МЧЖ")


def test_rival_claims_show_each_other_and_a_stale_page_approves_nothing(
    client: Browserless, session: Session
) -> None:
    make_places()
    record = make_organisation(name="Sharq tongi", region_soato="1726")
    applied(client, same_as=str(record.id))
    rival = {"submission_key": "second", "email": "boshqa@example.uz", "stir": "309000222"}
    link = applied(client, same_as=str(record.id), **rival)
    assert "Another application with this TIN or for the same record" in client.get(link).text
    first, second = session.scalars(select(Application.id).order_by(Application.id))
    sign_in(client, make_account(Role.ADMINISTRATOR))
    for own, other in ((first, second), (second, first)):
        assert f'href="/applications/{other}"' in client.get(f"/applications/{own}").text
    stale = dict(HIDDEN.findall(client.get(f"/applications/{second}").text))
    assert client.post(f"/applications/{first}/approve", data={"submission_key": "a"}).status_code == 303
    refused = client.post(f"/applications/{second}/approve", data=stale | {"submission_key": "b"})
    assert refused.status_code == 422
    assert "The record has changed since you opened this page" in refused.text
    assert "The record has TIN 301222333, the applicant writes 309000222." in refused.text
    people = select(func.count()).select_from(Account).where(Account.organisation_id == record.id)
    assert session.scalar(people) == 1
