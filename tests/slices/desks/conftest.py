"""A book that three libraries and one printing house are concerned with, and the people around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Release
from tests.factories.accounts import make_account
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release


@dataclass(frozen=True)
class Scene:
    """One release and who sees it; its copies for the National Library are on their way."""

    publisher: Organisation
    printer: Organisation
    clerk: Account
    release: Release
    rows: dict[str, Obligation]
    parcel: str


@pytest.fixture
def scene(session: Session) -> Iterator[Scene]:
    """Register a book that came out thirty days ago, and send the National Library its copies."""
    with transaction():
        add_law()
    publisher = make_organisation(name="Yurt nashriyoti")
    printer = make_organisation(OrganisationKind.PRINTER, name="Yurt matbaasi")
    clerk = make_account(Role.DEPOSITOR, publisher)
    out_on = (clock.today() - timedelta(days=30)).isoformat()
    release = make_release(
        clerk.actor(),
        printer_id=printer.id,
        events={"first_batch_released": out_on, "print_run_completed": out_on},
    )
    found = session.scalars(select(Obligation).where(Obligation.release_id == release.id))
    rows = {row.rule_id: row for row in found}
    owed = rows["uzd-book-natlib"]
    with transaction():
        made = create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 2}, by=clerk.actor(), at=clock.now()
        )
        send_consignment(code=made.code, carrier="Pochta", tracking="", by=clerk.actor(), at=clock.now())
    return Scene(publisher, printer, clerk, release, rows, made.code)
