"""The whole registration through its pages, as a clerk walks it."""

from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.publications.models import Identifier, Publication, RegistrationDraft, Release
from tests.slices.registration.steps import begin, fill_in, send
from tests.support.isolation import Browserless


def test_a_book_is_registered_with_what_is_owed(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = fill_in(client)
    check = client.get(f"/registration/{draft_id}/check")
    assert "Ўткан кунлар" in check.text
    assert "978-9943-7251-3-3" in check.text
    assert "Not in the list: who owes the printer&#39;s copy will be asked of the authority." in check.text
    response = send(client, draft_id, "check")
    release = session.query(Release).one()
    publication = session.query(Publication).one()
    assert response.status_code == 303
    assert response.location == f"/releases/{release.id}"
    assert "Registered. What you owe is below." in client.get(response.location).text
    assert (publication.title, publication.script, publication.subjects) == (
        "Ўткан кунлар",
        "Cyrl",
        ["fiction"],
    )
    assert publication.publisher_id == clerk.organisation_id
    assert (release.print_run, release.printer_id, release.printer_name) == (3000, None, "Yoʻq bosmaxona")
    assert session.query(Identifier).one().value == "9789943725133"
    owed = {row.rule_id: row for row in session.query(Obligation)}
    assert owed["uzd-book-natlib"].due_on == date(2026, 12, 3)
    assert owed["uzd-book-chamber"].depositor_id is None


def test_the_panel_says_what_is_owed(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title", subjects="")
    page = client.get(f"/registration/{draft_id}/release")
    assert "js/preview.js" in page.text
    assert "15 working days after the first batch is released" in page.text
    assert f'href="/registration/{draft_id}/release#print_run"' in page.text
    assert f'href="/registration/{draft_id}/title#subjects"' in page.text
    send(client, draft_id, "release")
    page = client.get(f"/registration/{draft_id}/check")
    assert "js/preview.js" not in page.text  # nothing is filled in there
    assert "3 December" in page.text.replace("\u00a0", " ")
    assert "8 December" in page.text.replace("\u00a0", " ")
    assert "The printing house delivers this" in page.text


def test_the_preview_answers_what_is_typed_and_writes_nothing(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title")
    before = dict(session.get_one(RegistrationDraft, draft_id).answers)
    typed = {"print_run": "40", "pages": "uch yuz", "published_before": "no", "original_deposited": ""}
    response = client.post(f"/registration/{draft_id}/preview/release", data=typed)
    assert response.status_code == 200
    assert "1 copy" in response.text
    assert "<html" not in response.text
    session.expire_all()
    assert session.get_one(RegistrationDraft, draft_id).answers == before


def test_an_exempt_reprint_owes_nothing(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client, published_before="yes", edition_changes="none", original_deposited="yes")
    page = client.get(f"/registration/{draft_id}/check")
    assert "Nothing is asked of you." in page.text
    assert "13-modda, 1-qism" in page.text


def test_a_second_click_registers_once(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = fill_in(client)
    first, second = send(client, draft_id, "check"), send(client, draft_id, "check")
    assert first.location == second.location
    assert second.status_code == 303
    assert session.query(Release).count() == 1


def test_starting_twice_makes_one_draft(client: Browserless, clerk: Account, session: Session) -> None:
    for _time in range(2):
        response = client.post("/registration/new", data={"submission_key": "a" * 32})
        assert response.status_code == 303
    assert session.query(RegistrationDraft).count() == 1


def test_what_was_only_opened_is_no_draft(client: Browserless, clerk: Account) -> None:
    opened = [begin(client) for _time in range(3)]
    assert len(set(opened)) == 3
    for page in ("/publications", "/"):
        assert "A draft without a title" not in client.get(page).text
        assert not any(f"/registration/{draft_id}/" in client.get(page).text for draft_id in opened)
    assert send(client, opened[1], "title", go="leave").status_code == 303
    page = client.get("/publications").text
    assert [draft_id for draft_id in opened if f"/registration/{draft_id}/" in page] == [opened[1]]


def test_a_draft_is_continued_where_it_was_left(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    left = send(client, draft_id, "title", go="leave")
    assert left.location == "/publications"
    assert "Ўткан кунлар" in client.get("/publications").text
    page = client.get(f"/registration/{draft_id}/title")
    assert 'value="Abdulla Qodiriy"' in page.text
    assert 'value="978-9943-7251-3-3"' in page.text


def test_a_registered_draft_leads_to_its_release(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client)
    release = send(client, draft_id, "check").location
    for step in ("title", "release", "check", "discard"):
        assert client.get(f"/registration/{draft_id}/{step}").location == release
    assert send(client, draft_id, "title").location == release


def test_registering_without_a_title_asks_for_it(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    response = send(client, draft_id, "check")
    assert response.status_code == 422
    assert "missing" in response.text
    assert session.query(Release).count() == 0


def test_a_discarded_draft_is_gone(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    assert client.get(f"/registration/{draft_id}/discard").status_code == 200
    assert client.post(f"/registration/{draft_id}/discard", data={"submission_key": "b"}).status_code == 303
    assert client.get(f"/registration/{draft_id}/title").status_code == 404
