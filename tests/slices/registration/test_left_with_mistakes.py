"""A step that was sent with mistakes and left: nothing typed is lost, and nothing is registered of it."""

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import RegistrationDraft, Release
from app.publications.services import register_release
from tests.factories.publications import make_release
from tests.slices.registration.steps import begin, fill_in, send
from tests.support.isolation import Browserless

BAD = {"identifiers-0-number": "12345"}
SENTENCE = "Write an ISBN of 13 or 10 characters"


def seen_on(page: str) -> dict[str, str]:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert found is not None
    return {"seen": found[1]}


def test_the_draft_shows_it_as_it_was_left(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = begin(client)
    step = f"/registration/{draft_id}/title"
    assert send(client, draft_id, "title", **BAD).status_code == 422

    listed = client.get("/publications").text
    assert "Ўткан кунлар" in listed
    assert "A draft without a title" not in listed
    again = client.get(step)
    assert again.status_code == 200
    assert 'value="Abdulla Qodiriy"' in again.text
    assert 'value="12345"' in again.text
    assert again.text.count(SENTENCE) == 2, "in the summary and at the field"
    answers = session.get_one(RegistrationDraft, draft_id).answers
    assert (answers["title"], answers["identifiers"]) == ("Ўткан кунлар", [])

    assert send(client, draft_id, "title", **seen_on(again.text)).status_code == 303
    assert SENTENCE not in client.get(step).text
    assert not session.get_one(RegistrationDraft, draft_id).mistaken


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("title", {"title": "", **BAD}),
        ("title", BAD),
        ("release", {"first_batch_released-day": "19", "first_batch_released-month": ""}),
    ],
)
def test_who_leaves_it_may_go_and_finds_it_again(
    client: Browserless, clerk: Account, session: Session, step: str, typed: dict[str, str]
) -> None:
    draft_id = begin(client)
    if step == "release":
        send(client, draft_id, "title")
    left = send(client, draft_id, step, **typed, go="leave")
    assert (left.status_code, left.location) == (303, "/publications")
    assert "Kept as you typed it." in client.get("/publications").text
    again = client.get(f"/registration/{draft_id}/{step}").text
    assert "nx-errsum" in again
    assert [text for text in typed.values() if text and f'value="{text}"' not in again] == []
    assert client.post(f"/registration/{draft_id}/check").status_code == 303
    assert session.query(Release).count() == 0


def test_what_cannot_be_kept_is_not_left(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = begin(client)
    elsewhere = client.get(f"/registration/{draft_id}/title").text
    assert send(client, draft_id, "title", series="x" * 100_001, **BAD, go="leave").status_code == 422
    overtaken = send(client, draft_id, "title", **BAD, **seen_on(elsewhere), go="leave")
    assert overtaken.status_code == 422, "another window has saved this step since"


def test_a_release_is_shown_as_it_was_left(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title")
    wrong = {"first_batch_released-day": "32", "pages": "312 b."}
    assert send(client, draft_id, "release", **wrong).status_code == 422
    again = client.get(f"/registration/{draft_id}/release").text
    for typed in ("32", "312 b.", "3 000", "Yoʻq bosmaxona"):
        assert f'value="{typed}"' in again
    assert again.count("Write a day that exists") == 2


@pytest.mark.parametrize(("step", "wrong"), [("title", BAD), ("release", {"pages": "uch yuz"})])
def test_nothing_is_registered_while_it_has_mistakes(
    client: Browserless, clerk: Account, session: Session, step: str, wrong: dict[str, str]
) -> None:
    draft_id = fill_in(client)
    check = f"/registration/{draft_id}/check"
    assert send(client, draft_id, step, **wrong).status_code == 422
    for page in (client.get(check), client.post(check)):
        assert page.status_code == 303
        assert page.location == f"/registration/{draft_id}/{step}"
    with pytest.raises(DomainError, match=r"registration\.mistaken"), transaction():
        register_release(draft_id=draft_id, by=clerk.actor(), at=clock.now())
    assert session.query(Release).count() == 0
    assert send(client, draft_id, step).status_code == 303
    assert client.post(check).status_code == 303
    assert session.query(Release).count() == 1


def test_an_amendment_keeps_it_too(client: Browserless, clerk: Account) -> None:
    release_id = make_release(clerk.actor()).id
    began = client.post(f"/releases/{release_id}/amend").location
    draft_id = int(began.split("/")[2])
    assert send(client, draft_id, "title", title="Oʻtgan kunlar", **BAD).status_code == 422
    assert client.post(f"/releases/{release_id}/amend").location == began
    again = client.get(began).text
    assert 'value="Oʻtgan kunlar"' in again
    assert 'value="12345"' in again


def test_who_corrects_it_at_once_has_no_other_window(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    seen = seen_on(client.get(f"/registration/{draft_id}/title").text)
    wrong = send(client, draft_id, "title", **BAD, **seen)
    assert send(client, draft_id, "title", **BAD, **seen).status_code == 422, "the browser sent it once more"
    corrected = send(client, draft_id, "title", **seen_on(wrong.text))
    assert corrected.status_code == 303


def test_seeing_the_page_in_another_language_keeps_nothing(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    page = send(client, draft_id, "title", **BAD, _language="ru")
    assert 'value="12345"' in page.text
    assert not session.get_one(RegistrationDraft, draft_id).mistaken


def test_a_step_that_is_still_filled_in_changes_its_language(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    for step, typed in (
        ("title", {**BAD, "title": "Yangi nom"}),
        ("release", {"pages": "koʻp", "size": "A2"}),
    ):
        assert "data-keeps-typed" in client.get(f"/registration/{draft_id}/{step}").text
        page = client.post(
            f"/registration/{draft_id}/{step}", data={**typed, "_language": "ru", "_unsent": "yes"}
        )
        assert (page.status_code, "nx-errsum" in page.text) == (200, False)
        assert all(f'value="{text}"' in page.text for text in typed.values())
    draft = session.get_one(RegistrationDraft, draft_id)
    assert (draft.answers["title"], draft.mistaken) == ("", {})


def test_what_no_database_keeps_and_what_has_no_measure_is_left_out(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title", series="Tosh\x00kent", **BAD)
    assert ["series", "Toshkent"] in session.get_one(RegistrationDraft, draft_id).mistaken["title"]
    send(client, draft_id, "title", series="x" * 100_001, **BAD)
    session.expire_all()
    assert session.get_one(RegistrationDraft, draft_id).mistaken == {"title": []}
    again = client.get(f"/registration/{draft_id}/title")
    assert 'value="Ўткан кунлар"' in again.text
    assert client.get(f"/registration/{draft_id}/check").status_code == 303
