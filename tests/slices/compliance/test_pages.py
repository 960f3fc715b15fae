"""From the worklist to the file of a notice, as an inspector and a depositor go."""

import hashlib
import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.jobs import notice_pdf, render_waiting_notices, store_notice_paper
from app.compliance.models import Notice, NoticeLine
from app.domain.actor import Role
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra.db import transaction
from app.infra.mail import queue_message
from app.infra.storage import StoredFile, storage
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_notice
from tests.factories.obligations import add_organisation


def fields(page: str) -> dict[str, list[str]]:
    """Return the hidden fields and ticked boxes of the page's forms."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        if 'type="hidden"' in tag or " checked" in tag:
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                found.setdefault(name[1], []).append(value[1])
    return found


def test_a_notice_is_previewed_issued_and_downloaded(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        lines = [add_late(late, title=title) for title in ("Oʻtkan kunlar", "Шум бола")]
    address = f"/late/{late.publisher.id}/notice"
    preview = client.get(f"{address}?line={lines[0].id}&line={lines[1].id}&language=ru").text
    for word in ("Шум бола", "6.1", "7\xa0December\xa02026", "14\xa0December\xa02026", "Русский", "Specimen"):
        assert word in preview, word
    chosen = client.post(
        f"{address}/preview", data={"line": [line.id for line in lines], "language": "ru"}
    ).text
    assert set(fields(chosen)["line"]) == set(fields(preview)["line"])
    assert "Русский" in chosen
    assert client.post(f"{address}/preview").status_code == 302, "nothing is chosen"
    assert session.query(Notice).count() == 0
    sent = fields(preview)
    first = client.post(address, data=sent)
    again = client.post(address, data=sent)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    issued = session.query(Notice).one()
    assert (issued.language, issued.number) == ("ru", "2026-000001")
    page = client.get(first.location).text
    assert "2026-000001" in page
    assert "4 of 4 copies" in page
    file = client.get(f"{first.location}/pdf")
    assert file.headers["Content-Disposition"] == "attachment; filename=specimen-notice-2026-000001.pdf"
    kept = session.get_one(StoredFile, issued.file_id)
    assert hashlib.sha256(file.data).hexdigest() == kept.sha256
    assert file.data.startswith(b"%PDF")


def test_a_preview_that_has_gone_stale_issues_nothing_and_says_why(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        line = add_late(late, title="Devon")
    sent = fields(client.get(f"/late/{late.publisher.id}/notice?line={line.id}").text)
    with transaction():
        line.received, line.open = 2, False
    refused = client.post(f"/late/{late.publisher.id}/notice", data=sent)
    assert refused.status_code == 422
    assert "No notice was issued" in refused.text
    assert "received meanwhile" in refused.text
    assert session.query(Notice).count() == 0


def test_a_line_that_dropped_out_since_the_preview_is_told(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        gone, stays = add_late(late, title="Oʻtgan kun"), add_late(late, title="Qolgan kun")
    sent = fields(client.get(f"/late/{late.publisher.id}/notice?line={gone.id}&line={stays.id}").text)
    with transaction():
        gone.received, gone.open = 2, False
    page = client.post(f"/late/{late.publisher.id}/notice", data=sent, follow_redirects=True).text
    told = re.search(r'<ul class="nx-flash">.*?</ul>', page, re.DOTALL)
    assert told
    assert re.search(r"Not in the notice: “Oʻtgan kun”, .*: received meanwhile\.", told[0])
    assert "Qolgan" not in told[0]


def test_nobody_signs_other_figures_than_those_seen(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    with transaction():
        line = add_late(late, title="Oʻtkan kunlar", copies=3)
    address = f"/late/{late.publisher.id}/notice"
    sent = fields(client.get(f"{address}?line={line.id}").text)
    with transaction():
        line.received = 1
    refused = client.post(address, data=sent)
    assert refused.status_code == 422
    assert "Look at the figures as they stand now" in refused.text
    assert session.query(Notice).count() == 0
    assert client.post(address, data=fields(refused.text)).status_code == 303
    assert session.query(NoticeLine).one().received == 1


def test_wrong_input_is_answered_in_words(client: FlaskClient, late: Late, inspector: Account) -> None:
    with transaction():
        line, foreign = add_late(late), add_late(late, depositor=add_organisation())
    address = f"/late/{late.publisher.id}/notice"
    assert client.get(address).location == f"/late/{late.publisher.id}"
    assert client.get(f"{address}?line={foreign.id}").status_code == 404
    assert client.get(f"{address}?line=99999999999").status_code == 404
    assert client.get(f"{address}?line={line.id}&language=xx").status_code == 200
    wrong = client.post(address, data={"line": [str(line.id)], "language": "xx", "submission_key": "k"})
    assert wrong.status_code == 422


def test_what_a_notice_names_is_called_so_everywhere(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        named, other = add_late(late, title="Atalgan"), add_late(late, title="Atalmagan")
    notice = make_notice(late, named)
    listed = client.get("/obligations?state=noticed").text.split("</form>")[-1]
    assert "Atalgan" in listed
    assert "Atalmagan" not in listed
    assert "Notice issued" in client.get(f"/notices/{notice.id}").text
    assert client.get(f"/releases/{named.release_id}").text.count("Notice issued") == 1
    assert "Notice issued" not in client.get(f"/releases/{other.release_id}").text
    assert "Notice issued" in client.get("/obligations.csv?state=late").text
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, late.library))
    assert "Notice issued" not in client.get("/obligations").text, "a library reads no notices"
    assert "Atalgan" not in client.get("/obligations?state=noticed").text.split("</form>")[-1]


def test_withdrawing_asks_for_a_reason(client: FlaskClient, late: Late, inspector: Account) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    address = f"/notices/{issued.id}/withdraw"
    for reason in ("", "x" * 501, "\x07"):
        assert client.post(address, data={"reason": reason}).status_code == 422
    assert client.post(address, data={"reason": "<b>Xato</b>"}).status_code == 303
    page = client.get(f"/notices/{issued.id}").text
    assert "&lt;b&gt;Xato&lt;/b&gt;" in page
    assert "Withdrawn" in page
    assert client.post(address, data={"reason": "Yana"}).status_code == 422


def test_a_depositor_reads_its_own_notices_only(client: FlaskClient, late: Late, now: datetime) -> None:
    with transaction():
        line, foreign = add_late(late), add_late(late, depositor=add_organisation())
    own, others = make_notice(late, line), make_notice(late, foreign)
    store_notice_paper(own.id)
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    listed = client.get("/notices").text
    assert own.number in listed
    assert others.number not in listed
    assert client.get(f"/notices/{own.id}/pdf").data.startswith(b"%PDF")
    assert "Withdraw the notice" not in client.get(f"/notices/{own.id}").text
    for address in (f"/notices/{others.id}", f"/notices/{others.id}/pdf"):
        assert client.get(address).status_code == 404
    assert client.get(f"/notices.zip?n={others.id}").status_code == 302
    assert client.post(f"/notices/{own.id}/withdraw", data={"reason": "x"}).status_code == 403


def test_a_killed_renderer_loses_and_doubles_nothing(late: Late, session: Session) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    content = notice_pdf(issued)
    storage().put(content)  # killed after the bytes were written, before the row
    assert issued.file_id is None
    assert render_waiting_notices() == 1
    assert render_waiting_notices() == 0
    assert store_notice_paper(issued.id) is False
    session.expire_all()
    kept = session.query(StoredFile).one()
    assert session.get_one(Notice, issued.id).file_id == kept.id
    assert storage().get(kept.sha256) == content


@pytest.mark.parametrize("address", ["/notices?after=x", "/notices?after=WyJ4IiwgMV0="])
def test_a_damaged_address_is_told(client: FlaskClient, late: Late, inspector: Account, address: str) -> None:
    assert client.get(address).status_code == 422


@pytest.mark.usefixtures("inspector")
def test_a_line_owed_as_a_file_says_so(client: FlaskClient, late: Late) -> None:
    with transaction():
        line, book = add_late(late, form="file", copies=1), add_late(late, copies=3)
    preview = client.get(f"/late/{late.publisher.id}/notice?line={line.id}&line={book.id}&language=ru").text
    assert "3 copies, 1 file<" in preview
    issued = make_notice(late, line, book)
    assert paper_of(NoticePaper, issued.facts).lines[0].is_file
    for page in (f"/notices/{issued.id}", f"/verify/{issued.verification_code}"):
        shown = client.get(page).text
        assert ", file</td>" in shown
        assert "3 copies, 1 file<" in shown


def test_facts_kept_before_files_were_told_apart_still_load(late: Late) -> None:
    with transaction():
        line = add_late(late)
    facts = make_notice(late, line).facts
    old = {**facts, "lines": [{k: v for k, v in row.items() if k != "is_file"} for row in facts["lines"]]}
    assert paper_of(NoticePaper, old) == paper_of(NoticePaper, facts)
    with pytest.raises(TypeError):
        paper_of(NoticePaper, {name: value for name, value in facts.items() if name != "number"})


def test_the_search_of_the_header_finds_a_notice_by_its_number(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        line = add_late(late)
    issued = make_notice(late, line)
    assert client.get(f"/search?q={issued.number}").location == f"/notices/{issued.id}"
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, late.library))
    assert client.get(f"/search?q={issued.number}").status_code == 200


def test_letters_that_came_back_are_told_where_the_depositor_is_late(
    client: FlaskClient, late: Late, inspector: Account, now: datetime
) -> None:
    clerk, other = make_account(Role.DEPOSITOR, late.publisher), make_account(Role.DEPOSITOR)
    with transaction():
        add_late(late)
        for to in (clerk, other):
            letter = queue_message(to=to.email, subject=f"To {to.id}", body="x", at=now)
            letter.sent_at, letter.bounced_at, letter.bounce = now, now, "5.1.1 No such mailbox"
        queue_message(to=clerk.email, subject="Arrived", body="x", at=now).sent_at = now
    page = client.get(f"/late/{late.publisher.id}").text
    assert f"To {clerk.id}" in page
    assert "5.1.1 No such mailbox" in page
    assert f"To {other.id}" not in page
    assert "Arrived" not in page
