"""Accounts and people who are signed in; each function keeps what it makes in a transaction of its own."""

import itertools

from flask.testing import FlaskClient

from app.accounts.models import Account
from app.accounts.services.accounts import NewAccount, create_account
from app.domain.actor import SYSTEM, Role
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.organisations import MADE_AT, make_organisation

PASSWORD = "to'rt oddiy so'z"
ORGANISATION_OF = {Role.DEPOSITOR: OrganisationKind.PUBLISHER, Role.LIBRARIAN: OrganisationKind.DEPOSITORY}
numbers = itertools.count(1)


def make_account(
    role: Role = Role.ADMINISTRATOR,
    organisation: Organisation | None = None,
    *,
    email: str = "",
    region_soato: str | None = None,
    language: str = "en",
) -> Account:
    """Return a new account with `PASSWORD`; one that needs an organisation gets one."""
    if organisation is None and role in ORGANISATION_OF:
        organisation = make_organisation(ORGANISATION_OF[role])
    new = NewAccount(
        email=email or f"{role.value}-{next(numbers)}@example.uz",
        name=f"Sinovchi {role.value}",
        role=role,
        organisation_id=organisation.id if organisation else None,
        region_soato=region_soato,
        language=language,
    )
    with transaction():
        return create_account(new=new, password=PASSWORD, by=SYSTEM, at=MADE_AT)


def sign_in(client: FlaskClient, account: Account) -> None:
    """Sign the client in as this person, through the page."""
    response = client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    assert response.status_code == 303, response.text


def signed_in_as(client: FlaskClient, role: Role) -> Account:
    """Make an account of a role and sign the client in as it."""
    account = make_account(role)
    sign_in(client, account)
    return account
