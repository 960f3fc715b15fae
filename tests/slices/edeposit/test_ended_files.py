"""A file that waits and is not decided on: taken back by its depositor, or set aside as owed no longer."""

import io
from datetime import datetime

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, NotFound
from app.edeposit.models import DepositedFile
from app.edeposit.services import accept_file, refuse_file, set_aside_file, take_back_file, upload_file
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import Organisation
from app.publications.models import ReleaseWithdrawal
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, make_actor, make_world, new_key


def pdf(pages: int = 1) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2, copies=1, form="file")


@pytest.fixture
def publisher(world: World) -> Actor:
    with transaction():
        return make_actor(Role.DEPOSITOR, world.publisher)


def sent(world: World, by: Actor, at: datetime, *, book: int = 0, pages: int = 1) -> DepositedFile:
    with transaction():
        owed = world.obligations[book]
        return upload_file(obligation_id=owed.id, content=pdf(pages), name="kitob.pdf", by=by, at=at)


def end_duty(world: World, book: int = 0) -> None:
    """Let an amendment have ended what is owed, as it does: the duty is cancelled and no longer open."""
    with transaction() as current:
        ended = update(Obligation).where(Obligation.id == world.obligations[book].id)
        current.execute(ended.values(cancelled_at=AT, open=False))


def enter(client: FlaskClient, role: Role, organisation: Organisation) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, organisation))


def test_a_file_owed_no_longer_leaves_the_count_and_the_list_says_why(
    client: FlaskClient, world: World, publisher: Actor, at: datetime
) -> None:
    first, second = sent(world, publisher, at), sent(world, publisher, at, book=1)
    end_duty(world)
    enter(client, Role.LIBRARIAN, world.library)
    door = client.get("/").text.partition('href="/files"><span')[2].partition("</a>")[0]
    assert 'nx-count__n">1<' in door
    rows = client.get("/files").text.partition("<tbody")[2].split("</tr>")
    assert f"/files/{second.id}" in rows[0], "what is owed comes first"
    assert "Nothing more is owed here" not in rows[0]
    assert f"/files/{first.id}" in rows[1]
    assert "Nothing more is owed here" in rows[1]
    page = client.get(f"/files/{first.id}").text
    assert f"/files/{first.id}/accept" not in page
    assert f"/files/{first.id}/refuse" not in page
    assert f"/files/{first.id}/set-aside" in page
    assert f"/files/{second.id}/set-aside" not in client.get(f"/files/{second.id}").text


def test_the_library_sets_it_aside_without_a_fault(
    client: FlaskClient, world: World, publisher: Actor, session: Session, at: datetime
) -> None:
    with transaction():
        world.publisher.email = "nashr@example.uz"
    waiting = sent(world, publisher, at)
    enter(client, Role.LIBRARIAN, world.library)
    refused = client.post(f"/files/{waiting.id}/set-aside")
    assert refused.status_code == 422
    assert "still owed" in refused.text
    end_duty(world)
    for _ in range(2):
        assert client.post(f"/files/{waiting.id}/set-aside").location == "/files"
    assert f"/files/{waiting.id}" not in client.get("/files").text
    text = client.get(f"/files/{waiting.id}").text
    assert "Taken back or set aside" in text
    assert "Refused" not in text
    assert session.scalars(select(Message).where(Message.to == "nashr@example.uz")).all() == []
    names = session.scalars(select(AuditEvent.name).where(AuditEvent.name.like("file.%"))).all()
    assert names == ["file.uploaded", "file.set_aside"]


def test_a_depositor_takes_a_wrong_file_back_and_sends_another(
    client: FlaskClient, world: World, publisher: Actor, session: Session, at: datetime
) -> None:
    wrong = sent(world, publisher, at)
    enter(client, Role.DEPOSITOR, world.publisher)
    page = f"/obligations/{world.obligations[0].id}/file"
    assert f"/files/{wrong.id}/take-back" in client.get(page).text
    assert f"/files/{wrong.id}/take-back" in client.get(f"/files/{wrong.id}").text
    assert f'href="{page}"' in client.get(f"/releases/{world.releases[0].id}").text
    for _ in range(2):
        assert client.post(f"/files/{wrong.id}/take-back").location == page
    text = client.get(page).text
    assert "Taken back or set aside" in text
    assert 'name="file"' in text
    data = {"file": (io.BytesIO(pdf()), "kitob.pdf"), "submission_key": new_key()}
    assert client.post(page, data=data).status_code == 303, "the same bytes may come again"
    assert session.scalars(select(DepositedFile.decided_at).order_by(DepositedFile.id)).all()[1] is None
    enter(client, Role.LIBRARIAN, world.library)
    accepted = client.post(f"/files/{wrong.id}/accept", data={"submission_key": new_key()})
    assert accepted.status_code == 422
    assert "taken back or set aside already" in accepted.text


def test_what_the_library_answered_is_not_taken_back(world: World, publisher: Actor, at: datetime) -> None:
    first, second = sent(world, publisher, at), sent(world, publisher, at, book=1)
    with transaction():
        accept_file(deposited_id=first.id, by=world.librarian, at=at)
        refuse_file(deposited_id=second.id, reason="Pages lack", by=world.librarian, at=at)
    for answered, code in ((first, "accepted"), (second, "refused")):
        with pytest.raises(Conflict, match=r"file\.answered_already"), transaction():
            take_back_file(deposited_id=answered.id, by=publisher, at=at)
        with pytest.raises(Conflict, match=rf"file\.{code}_already"), transaction():
            set_aside_file(deposited_id=answered.id, by=world.librarian, at=at)


def test_only_its_own_people_end_a_file(world: World, publisher: Actor, at: datetime) -> None:
    other = make_world(1, copies=1, form="file")
    waiting = sent(world, publisher, at)
    end_duty(world)
    with transaction():
        stranger = make_actor(Role.DEPOSITOR, other.publisher)
    for by in (stranger, world.librarian):
        with pytest.raises(NotFound), transaction():
            take_back_file(deposited_id=waiting.id, by=by, at=at)
    for by in (other.librarian, publisher):
        with pytest.raises(NotFound), transaction():
            set_aside_file(deposited_id=waiting.id, by=by, at=at)


def test_a_withdrawal_names_the_file_that_stands_in_its_way(
    client: FlaskClient, world: World, publisher: Actor, session: Session, at: datetime
) -> None:
    waiting = sent(world, publisher, at)
    enter(client, Role.DEPOSITOR, world.publisher)
    page = f"/releases/{world.releases[0].id}/withdraw"
    text = client.get(page).text
    assert "An uploaded file waits" in text
    assert f'href="/files/{waiting.id}"' in text
    assert "lie in a parcel" not in text
    assert 'name="reason"' not in text
    refused = client.post(page, data={"reason": "Twice", "submission_key": new_key()})
    assert refused.status_code == 422
    assert "uploaded file waits for the library" in refused.text
    client.post(f"/files/{waiting.id}/take-back")
    assert client.post(page, data={"reason": "Twice", "submission_key": new_key()}).status_code == 303
    assert session.query(ReleaseWithdrawal).count() == 1
