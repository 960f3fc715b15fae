"""What tests of compliance may ask for."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.cases.models import Case, SanctionProposal
from app.compliance.models import Notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.changes import note_changes_of
from app.domain.actor import Role
from app.infra.db import session as present_session
from app.infra.db import transaction
from app.oversight.jobs import count_all_changes
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late, make_late_world, make_notice
from tests.factories.law import add_region
from tests.factories.obligations import add_organisation


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    """The moment of the tests for pages too, on which clocks go on from there."""
    with time_machine.travel(at):
        yield at


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def inspector(client: FlaskClient, late: Late, now: datetime) -> Account:
    """An inspector of the whole country, signed in with the client."""
    account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    return account


@pytest.fixture
def country(late: Late) -> Late:
    """Two regions, six depositors who are late, and their cases at every step and of several ages."""
    with transaction():
        add_region("1718")
        colleague = make_account(Role.REGULATOR, late.authority)
        people = [
            add_organisation(name=f"Nashriyot {n}", region="1718" if n % 2 else "1726") for n in range(6)
        ]
        for one in people:
            one.address = "Namuna koʻchasi, 1"
        lines = [
            add_late(late, depositor=one, due_on=date(2026, 1 + n % 3, 2)) for n, one in enumerate(people)
        ]
        note_changes_of([line.release_id for line in lines])
    notices = [make_notice(late, line, at=AT - timedelta(days=40 * n)) for n, line in enumerate(lines)]
    with transaction():
        withdraw_notice(notice_id=notices[0].id, reason="Xato", by=late.inspector, at=AT)
        kept = [present_session().get_one(Notice, notice.id) for notice in notices]
        for notice, cure in zip(
            kept[1:], (None, TODAY, TODAY - timedelta(days=1), TODAY, TODAY), strict=True
        ):
            notice.cure_on = cure
        present_session().merge(lines[4]).open = False
        present_session().add(SanctionProposal(case_id=kept[5].case_id, sanction="x", facts={}, at=AT))
        colleague.name = "Zafarov Z."
        of_colleague = update(Case).where(Case.id == kept[1].case_id)
        present_session().execute(of_colleague.values(inspector_id=colleague.id))
    count_all_changes()
    return late
