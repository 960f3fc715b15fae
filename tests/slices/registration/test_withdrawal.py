"""A registration is taken back: nothing is owed then, and nothing is taken back of what has moved."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.services import cancel_consignment, create_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import recompute_obligations
from app.domain.actor import SYSTEM, Role
from app.domain.errors import Conflict
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import Release, ReleaseWithdrawal
from app.publications.services import start_amendment, withdraw_release
from app.simulation.queries import count_registered
from tests.factories.accounts import make_account, sign_in
from tests.factories.publications import make_release
from tests.slices.registration.steps import send
from tests.support.isolation import Browserless


def standing(session: Session, release: Release) -> list[Obligation]:
    session.expire_all()
    rows = session.query(Obligation).filter_by(release_id=release.id)
    return [row for row in rows if row.cancelled_at is None]


def ask(client: Browserless, release: Release, reason: str) -> int:
    return client.post(f"/releases/{release.id}/withdraw", data={"reason": reason}).status_code


def test_nothing_is_owed_for_what_was_withdrawn(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = make_release(clerk.actor())
    day = clock.today()
    assert standing(session, release)
    assert count_registered(None, day, day) == 1
    assert ask(client, release, " ") == 422
    assert ask(client, release, "Registered twice") == 303
    assert standing(session, release) == []
    assert count_registered(None, day, day) == 0
    page = client.get(f"/releases/{release.id}").text
    assert "This registration was withdrawn on 23 November 2026: Registered twice." in page.replace(
        "\u00a0", " "
    )
    assert "Registration withdrawn: Registered twice" in page
    assert f"/releases/{release.id}/amend" not in page
    assert "Withdrawn" in client.get("/publications").text
    with transaction():
        recompute_obligations(release_id=release.id, by=SYSTEM, at=clock.now())
    assert standing(session, release) == []


def test_it_is_withdrawn_once_and_not_amended_afterwards(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = make_release(clerk.actor())
    assert ask(client, release, "Not printed") == 303
    assert ask(client, release, "Again") == 422
    assert session.query(ReleaseWithdrawal).one().reason == "Not printed"
    amend, why = f"/releases/{release.id}/amend", "The registration of this release was withdrawn."
    asked = client.get(amend)
    assert (asked.status_code, why in asked.text, ">Begin<" in asked.text) == (200, True, False)
    refused = client.post(amend)
    assert (refused.status_code, why in refused.text) == (422, True)
    with pytest.raises(Conflict, match=r"release\.withdrawn"), transaction():
        start_amendment(release_id=release.id, by=clerk.actor(), at=clock.now())


def test_an_amendment_of_what_was_withdrawn_meanwhile_promises_nothing(
    client: Browserless, clerk: Account
) -> None:
    release = make_release(clerk.actor())
    begun = client.post(f"/releases/{release.id}/amend").location.rsplit("/", 2)[1]
    check = f"/registration/{begun}/check"
    send(client, int(begun), "release", print_run="40")
    assert "What that changes in what is owed" in client.get(check).text
    assert ask(client, release, "Not printed") == 303
    refused = client.post(check)
    assert refused.status_code == 422
    for page in (refused.text, client.get(check).text):
        owed = page.split("What that changes in what is owed")[1].split("</section>")[0]
        assert "The registration of this release was withdrawn." in owed
        assert "New:" not in owed


def test_what_lies_in_a_parcel_keeps_its_registration(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = make_release(clerk.actor())
    owed = next(row for row in standing(session, release) if row.rule_id == "uzd-book-natlib")
    with transaction():
        parcel = create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 2}, by=clerk.actor(), at=clock.now()
        ).code
    before = client.get(f"/releases/{release.id}/withdraw").text
    assert "lie in a parcel" in before
    assert 'name="reason"' not in before
    refused = client.post(f"/releases/{release.id}/withdraw", data={"reason": "Not printed"})
    assert refused.status_code == 422
    assert "lie in a parcel" in refused.text
    assert session.query(ReleaseWithdrawal).count() == 0
    with transaction():
        cancel_consignment(code=parcel, by=clerk.actor(), at=clock.now())
    assert ask(client, release, "Not printed") == 303


def test_what_was_received_keeps_its_registration(clerk: Account, session: Session) -> None:
    release = make_release(clerk.actor())
    owed = standing(session, release)[0]
    owed.received = 1
    session.commit()
    with pytest.raises(Conflict, match=r"release\.moved"), transaction():
        withdraw_release(release_id=release.id, reason="x", by=clerk.actor(), at=clock.now())


def test_only_its_publisher_withdraws_it(client: Browserless, clerk: Account, session: Session) -> None:
    release = make_release(clerk.actor())
    for role, status in ((Role.DEPOSITOR, 404), (Role.LIBRARIAN, 403), (Role.REGULATOR, 403)):
        sign_in(client, make_account(role))
        assert client.get(f"/releases/{release.id}/withdraw").status_code == status
        assert client.post(f"/releases/{release.id}/withdraw", data={"reason": "x"}).status_code == status
    assert session.query(ReleaseWithdrawal).count() == 0
    assert all(row.created_at.date() <= date(2026, 11, 23) for row in standing(session, release))
