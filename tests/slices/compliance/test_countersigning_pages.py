"""From a proposal to a notice with two names, as two inspectors go; and a batch that a colleague starts."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.batches.jobs import issue_batches
from app.compliance.batches.models import BatchLine, NoticeBatch
from app.compliance.batches.services import move_batch, prepare_batch
from app.compliance.batches.states import Verb
from app.compliance.countersigning.models import NoticeProposal
from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.services import add_received
from app.domain.actor import Role
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.domain.errors import DomainError
from app.infra.db import transaction
from app.infra.notice_data import notice_data
from app.infra.storage import StoredFile, storage
from tests.documents.rendering import text, written
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, Late, add_inspector, add_late, add_late_depositors, propose
from tests.slices.compliance.test_pages import fields

KEY = re.compile(r'name="submission_key" value="(\w+)"')


@pytest.fixture
def first(client: FlaskClient, two_needed: Late, now: datetime) -> Account:
    """An inspector of the whole country, signed in with the client."""
    account = make_account(Role.REGULATOR, two_needed.authority)
    sign_in(client, account)
    return account


@pytest.fixture
def other(app: Flask, two_needed: Late) -> FlaskClient:
    """The browser of another inspector."""
    person = make_account(Role.REGULATOR, two_needed.authority)
    with transaction():
        person.name = "D. R. Tursunov"
    browser = app.test_client()
    sign_in(browser, person)
    return browser


def test_proposed_by_one_countersigned_by_another(
    client: FlaskClient, other: FlaskClient, first: Account, two_needed: Late, session: Session
) -> None:
    with transaction():
        gone, stays = add_late(two_needed, title="Oʻtgan kun"), add_late(two_needed, title="Qolgan kun")
    late = f"/late/{two_needed.publisher.id}"
    preview = client.get(f"{late}/notice?line={gone.id}&line={stays.id}&language=en").text
    assert "Propose the notice" in preview
    assert "Issue the notice" not in preview
    sent = fields(preview)
    refused = client.post(f"{late}/notice", data=sent)
    assert (refused.status_code, "nobody issues one alone" in refused.text) == (422, True)
    one, again = (client.post(f"{late}/proposal", data=sent) for _click in range(2))
    assert (one.status_code, one.location) == (303, again.location)
    assert session.query(NoticeProposal).count() == 1
    once_more = client.post(f"{late}/proposal", data=sent | {"submission_key": ["x"]}, follow_redirects=True)
    assert "proposed already: this one" in once_more.text
    for told in (late, f"{late}/notice?line={stays.id}"):
        assert one.location in client.get(told).text
    assert "countersigned by a second person" in client.get("/law").text
    own = client.get(one.location).text
    assert "Take it back" in own
    assert "Countersign and issue" not in own
    refused = client.post(f"{one.location}/countersign", data={"submission_key": "s"})
    assert (refused.status_code, "another person has to countersign" in refused.text) == (422, True)
    assert "To countersign" not in client.get("/").text

    with transaction():
        add_received(obligation=gone, copies=2)
    assert re.search(r">1</span> <span[^>]*>.*?To countersign", other.get("/").text)
    assert one.location in other.get("/notice-proposals").text
    page = other.get(one.location).text
    for words in ("Qolgan kun", "received meanwhile", "Countersign and issue", "2 copies"):
        assert words in page, words
    assert session.query(Notice).count() == 0
    key = KEY.findall(page)[0]
    done, twice = (other.post(f"{one.location}/countersign", data={"submission_key": key}) for _ in range(2))
    assert (done.status_code, done.location) == (303, twice.location)
    issued = other.get(done.location).text
    for words in (
        "Not in the notice: “Oʻtgan kun”",
        "Sinovchi regulator",
        "Countersigned by",
        "D. R. Tursunov",
    ):
        assert words in issued, words
    notice = session.query(Notice).one()
    file = session.get_one(StoredFile, notice.file_id)
    paper = text(written("countersigned", storage().get(file.sha256)))
    assert "Issued by: Sinovchi regulator. Countersigned by: D. R. Tursunov." in " ".join(paper.split())
    data = notice_data(paper_of(NoticePaper, notice.facts), "en").decode()
    assert '<persons issued-by="Sinovchi regulator" countersigned-by="D. R. Tursunov" />' in data
    ended = client.get(one.location).text
    assert "2026-000001" in ended
    assert "Take it back" not in ended
    assert "No proposals here" in client.get("/notice-proposals?state=sent_back").text
    replacing = client.get(f"{done.location}/replace").text
    assert "Propose to withdraw and replace" in replacing
    sent = fields(replacing) | {"reason": "Xato", "language": "ru"}
    answer = client.post(f"{done.location}/replacement", data=sent, follow_redirects=True)
    proposed, address = answer.text, answer.request.path
    assert "Notice to be replaced" in proposed
    assert "What it names" in proposed
    withdrawal = {"reason": "Xato", "submission_key": "w"}
    assert other.post(f"{done.location}/withdraw", data=withdrawal).status_code == 303
    closed = other.post(f"{address}/countersign", data={"submission_key": "c"}, follow_redirects=True).text
    assert "The notice that it was to replace had been withdrawn" in closed
    assert "None of its lines stood" not in closed


def test_nobody_proposes_or_countersigns_other_figures_than_those_seen(
    client: FlaskClient, other: FlaskClient, first: Account, two_needed: Late, session: Session
) -> None:
    with transaction():
        line = add_late(two_needed, title="Oʻtkan kunlar", copies=3)
    late = f"/late/{two_needed.publisher.id}"
    sent = fields(client.get(f"{late}/notice?line={line.id}").text)
    with transaction():
        line.received = 1
    refused = client.post(f"{late}/proposal", data=sent)
    assert (refused.status_code, session.query(NoticeProposal).count()) == (422, 0)
    proposed = client.post(f"{late}/proposal", data=fields(refused.text))
    assert proposed.status_code == 303
    page = other.get(proposed.location).text
    with transaction():
        line.received = 2
    refused = other.post(f"{proposed.location}/countersign", data=fields(page))
    assert refused.status_code == 422
    assert "Look at the figures as they stand now" in refused.text
    assert session.query(Notice).count() == 0
    assert other.post(f"{proposed.location}/countersign", data=fields(refused.text)).status_code == 303
    assert session.query(NoticeLine).one().received == 2


def test_sent_back_with_a_reason_and_taken_back(
    client: FlaskClient, other: FlaskClient, first: Account, two_needed: Late
) -> None:
    with transaction():
        line = add_late(two_needed)
    proposal_id = propose(two_needed, line, by=first.actor())
    address = f"/notice-proposals/{proposal_id}"
    empty = other.post(f"{address}/send-back", data={"submission_key": "a"})
    assert (empty.status_code, "Write why you do not countersign" in empty.text) == (422, True)
    sent = other.post(f"{address}/send-back", data={"submission_key": "a", "reason": "Ikki nusxa keldi"})
    assert sent.location == "/notice-proposals"
    assert "Ikki nusxa keldi" in client.get(address).text
    late = other.post(f"{address}/countersign", data={"submission_key": "b"})
    assert (late.status_code, "dealt with this proposal meanwhile" in late.text) == (422, True)
    again = f"/notice-proposals/{propose(two_needed, line, by=first.actor())}"
    assert client.post(f"{again}/take-back", data={"submission_key": "c"}).status_code == 303
    assert "Taken back by the proposer" in client.get(again).text


def test_with_nothing_left_it_is_closed_with_a_word(
    other: FlaskClient, first: Account, two_needed: Late, session: Session
) -> None:
    with transaction():
        line = add_late(two_needed)
    address = f"/notice-proposals/{propose(two_needed, line, by=first.actor())}"
    with transaction():
        add_received(obligation=line, copies=2)
    assert "Close the proposal" in other.get(address).text
    closed = other.post(f"{address}/countersign", data={"submission_key": "a"}, follow_redirects=True).text
    assert "no notice was issued" in closed
    assert session.query(Notice).count() == 0


def test_what_a_colleague_must_countersign_lies_within_his_reach(
    app: Flask, first: Account, two_needed: Late
) -> None:
    with transaction():
        two_needed.publisher.region_soato = "1726"
        line = add_late(two_needed, region_soato="1703")
    near = make_account(Role.REGULATOR, two_needed.authority, region_soato="1726")
    address = f"/notice-proposals/{propose(two_needed, line, by=first.actor())}"
    browser = app.test_client()
    sign_in(browser, near)
    page = browser.get(address).text
    assert "regions that you do not work for" in page
    assert "Countersign and issue" not in page


def test_a_batch_is_started_by_another_than_who_prepared_it(
    client: FlaskClient, other: FlaskClient, first: Account, two_needed: Late, session: Session
) -> None:
    ids = [each.id for each in add_late_depositors(two_needed, 2)]
    with transaction():
        prepared = prepare_batch(
            depositor_ids=ids, noticed_already=0, language="uz", by=first.actor(), at=AT
        ).id
    address = f"/notice-batches/{prepared}"
    own = client.get(address).text
    assert "a colleague has to start it" in own
    assert f"{address}/start" not in own
    refused = client.post(f"{address}/start", data={"submission_key": "a"})
    assert (refused.status_code, "a colleague has to start it" in refused.text) == (422, True)
    assert "Countersign and issue 2 notices" in other.get(address).text
    samples = [
        text(written("sample", browser.get(f"{address}/sample.pdf").data)) for browser in (client, other)
    ]
    assert ["Tursunov" in sample for sample in samples] == [False, True]
    assert other.post(f"{address}/start", data={"submission_key": "b"}).status_code == 303
    assert issue_batches() == 2
    names = {
        (notice.issued_by_id == first.id, notice.facts["countersigner"]) for notice in session.query(Notice)
    }
    assert names == {(True, "D. R. Tursunov")}


def test_nobody_countersigns_his_own_batch_by_trying_again(two_needed: Late, session: Session) -> None:
    ids, preparer = [each.id for each in add_late_depositors(two_needed, 1)], two_needed.inspector
    with transaction():
        starter = add_inspector(two_needed.authority)
        batch = prepare_batch(depositor_ids=ids, noticed_already=0, language="uz", by=preparer, at=AT)
        move_batch(batch_id=batch.id, verb=Verb.START, by=starter, at=AT)
        session.get_one(NoticeBatch, batch.id).started_by_id = preparer.account_id
    assert issue_batches() == 1
    assert session.query(BatchLine).one().failure == {
        "code": "notice.one_person",
        "values": {"rules": "uz-draft"},
    }
    with pytest.raises(DomainError, match="same_person"), transaction():
        move_batch(batch_id=batch.id, verb=Verb.RETRY, by=preparer, at=AT)
    with transaction():
        move_batch(batch_id=batch.id, verb=Verb.RETRY, by=starter, at=AT)
    assert issue_batches() == 1
    assert session.query(Notice).one().issued_by_id == preparer.account_id
