"""A file's way through the pages: uploaded by the depositor, refused, accepted, downloaded."""

import io
from datetime import datetime
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Role
from app.edeposit.models import DepositedFile
from app.edeposit.services import accept_file, refuse_file
from app.infra.db import transaction
from app.infra.mail import Message
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import AT, World, make_world, new_key, received
from tests.slices.edeposit.test_files import epub, pdf


def enter(client: FlaskClient, role: Role, organisation: Organisation) -> None:
    """Sign in as a person of an organisation."""
    client.post("/sign-out")
    sign_in(client, make_account(role, organisation))


def upload(
    client: FlaskClient, world: World, content: bytes, name: str = "kitob.pdf", *, book: int = 0
) -> tuple[int, str]:
    """Upload a file as the form does; return the status and the page."""
    data = {"file": (io.BytesIO(content), name), "submission_key": new_key()}
    response = client.post(f"/obligations/{world.obligations[book].id}/file", data=data)
    return response.status_code, response.text


def test_from_upload_over_refusal_to_receipt(client: FlaskClient, session: Session) -> None:
    world = make_world(1, copies=1, form="file")
    with transaction():
        world.publisher.email = "nashr@example.uz"
    enter(client, Role.DEPOSITOR, world.publisher)
    status, text = upload(client, world, b"words")
    assert status == 422
    assert "neither a PDF nor an EPUB" in text
    assert upload(client, world, pdf())[0] == 303
    assert "Waits for the library" in client.get(f"/obligations/{world.obligations[0].id}/file").text
    page = f"/releases/{world.releases[0].id}"
    assert "File uploaded, waiting for the library" in client.get(page).text
    assert "Upload the file" not in client.get(page).text
    first = session.scalars(select(DepositedFile.id)).one()
    enter(client, Role.LIBRARIAN, world.library)
    assert f"/files/{first}" in client.get("/files").text
    refusal = {"reason": "", "submission_key": "a"}
    assert client.post(f"/files/{first}/refuse", data=refusal).status_code == 422
    refusal = {"reason": "Pages 3 to 9 lack", "submission_key": "b"}
    assert client.post(f"/files/{first}/refuse", data=refusal).status_code == 303
    letters = session.scalars(select(Message).where(Message.to == "nashr@example.uz")).all()
    assert len(letters) == 1
    assert "Pages 3 to 9 lack" in letters[0].body
    assert f"/obligations/{world.obligations[0].id}/file" in letters[0].body
    enter(client, Role.DEPOSITOR, world.publisher)
    assert "waiting for the library" not in client.get(page).text
    assert upload(client, world, epub(), "kitob.epub")[0] == 303
    second = session.scalars(select(DepositedFile.id).order_by(DepositedFile.id.desc())).first()
    enter(client, Role.LIBRARIAN, world.library)
    accepted = client.post(f"/files/{second}/accept", data={"submission_key": "c"})
    again = client.post(f"/files/{second}/accept", data={"submission_key": "d"})
    assert accepted.location == again.location
    assert "/receipts/Q26-" in accepted.location
    receipt = client.get(accepted.location).text
    assert "a file" in receipt
    assert "Scanned" not in receipt
    assert "without a slip" not in receipt
    assert client.get(accepted.location).status_code == 200
    assert received(world.obligations[0]) == 1
    timeline = client.get(page).text
    assert "1 file received" in timeline
    assert "1 copy received" not in timeline


def test_a_download_is_saved_and_never_shown(client: FlaskClient, session: Session) -> None:
    world, stranger = make_world(1, copies=1, form="file"), make_world(1)
    enter(client, Role.DEPOSITOR, world.publisher)
    upload(client, world, pdf(), "../<b>kitob.pdf")
    deposited_id = session.scalars(select(DepositedFile.id)).one()
    response = client.get(f"/files/{deposited_id}/download")
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "<b>kitob" not in client.get(f"/files/{deposited_id}").text
    assert client.get("/files").status_code == 403
    assert client.post(f"/files/{deposited_id}/accept").status_code == 403
    for role, organisation in ((Role.DEPOSITOR, stranger.publisher), (Role.LIBRARIAN, stranger.library)):
        enter(client, role, organisation)
        assert client.get(f"/files/{deposited_id}/download").status_code == 404
        assert client.get(f"/files/{deposited_id}").status_code == 404
    enter(client, Role.LIBRARIAN, stranger.library)
    assert client.post(f"/files/{deposited_id}/accept", data={"submission_key": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "plain"), [("Книга юбилейная.pdf", "file.pdf"), ("Kitob 2 - нашр.pdf", "Kitob_2_-.pdf")]
)
def test_a_download_keeps_its_name_in_any_letters(
    client: FlaskClient, session: Session, name: str, plain: str
) -> None:
    world = make_world(1, copies=1, form="file")
    enter(client, Role.DEPOSITOR, world.publisher)
    upload(client, world, pdf(), name)
    deposited_id = session.scalars(select(DepositedFile.id)).one()
    said = client.get(f"/files/{deposited_id}/download").headers["Content-Disposition"]
    assert said == f"attachment; filename={plain}; filename*=UTF-8''{quote(name)}"


@pytest.mark.parametrize("ended", ["cancelled_at", "excused_at"])
def test_no_file_is_asked_for_where_nothing_is_owed_any_more(
    client: FlaskClient, session: Session, ended: str
) -> None:
    world = make_world(1, copies=1, form="file")
    enter(client, Role.DEPOSITOR, world.publisher)
    page = f"/releases/{world.releases[0].id}"
    assert "Upload the file" in client.get(page).text
    with transaction() as current:
        current.execute(update(Obligation).values({ended: AT}))
    text = client.get(page).text
    assert "Upload the file" not in text
    assert 'is-empty" data-l="To send"' in text, "nor is one said to be sent still"


def test_a_file_whose_receipt_was_taken_back_is_not_called_accepted(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=1, form="file")
    enter(client, Role.DEPOSITOR, world.publisher)
    upload(client, world, pdf())
    deposited_id = session.scalars(select(DepositedFile.id)).one()
    with transaction():
        receipt = accept_file(deposited_id=deposited_id, by=world.librarian, at=at)
    pages = [f"/obligations/{world.obligations[0].id}/file", f"/files/{deposited_id}"]
    assert all("Accepted" in client.get(page).text for page in pages)
    with transaction():
        reversal = reverse_receipt(number=receipt.number, reason="Another book", by=world.librarian, at=at)
    for role, organisation in ((Role.DEPOSITOR, world.publisher), (Role.LIBRARIAN, world.library)):
        enter(client, role, organisation)
        text = client.get(f"/files/{deposited_id}").text
        assert "Accepted" not in text
        assert "Taken back" in text
        assert f"/receipts/{reversal.number}" in text
        assert "Another book" in text
    enter(client, Role.DEPOSITOR, world.publisher)
    text = client.get(pages[0]).text
    assert "Accepted" not in text
    assert f"/receipts/{reversal.number}" in text
    assert upload(client, world, pdf())[0] == 303, "the file is owed again"


def test_a_file_that_stands_for_another_book_is_told_to_both_sides(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world, said = make_world(2, copies=1, form="file"), "The same file was sent for another book"
    assert world.releases[0].id != world.releases[1].id
    enter(client, Role.DEPOSITOR, world.publisher)
    content = pdf()
    assert upload(client, world, content)[0] == 303
    first = session.scalars(select(DepositedFile.id)).one()
    page = f"/obligations/{world.obligations[1].id}/file"
    assert said not in client.get(f"/obligations/{world.obligations[0].id}/file").text
    assert upload(client, world, content, book=1)[0] == 303
    second = session.scalars(select(func.max(DepositedFile.id))).one()
    told = client.get(page).text.partition(said)[2].partition("</div>")[0]
    assert f"/releases/{world.releases[0].id}" in told
    assert "Waits for the library" in told
    with transaction():
        accept_file(deposited_id=first, by=world.librarian, at=at)
    enter(client, Role.LIBRARIAN, world.library)
    told = client.get(f"/files/{second}").text.partition(said)[2].partition("</div>")[0]
    assert f"/releases/{world.releases[0].id}" in told
    assert "Accepted" in told
    with transaction():
        refuse_file(deposited_id=second, reason="Another book", by=world.librarian, at=at)
    assert said not in client.get(f"/files/{first}").text
    enter(client, Role.DEPOSITOR, world.publisher)
    assert said not in client.get(page).text
