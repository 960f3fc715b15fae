"""One draft in two windows: nobody's answers are replaced without being told."""

import re

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.publications.models import RegistrationDraft
from tests.slices.registration.steps import begin, send
from tests.support.isolation import Browserless


def stamp_of(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert found is not None
    return found[1]


def title_of(session: Session, draft_id: int) -> object:
    return session.get_one(RegistrationDraft, draft_id).answers["title"]


def test_the_older_page_is_told_and_replaces_nothing(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    step = f"/registration/{draft_id}/title"
    seen = stamp_of(client.get(step).text)
    assert send(client, draft_id, "title", title="Newer", seen=seen).status_code == 303

    refused = send(client, draft_id, "title", title="Older", seen=seen)
    assert refused.status_code == 422
    assert "This draft was changed in another window." in refused.text
    assert 'value="Older"' in refused.text
    shown = refused.text.split('id="saved-elsewhere"')[1].split("</dl>")[0]
    assert "Newer" in shown
    assert f'href="{step}"' in refused.text
    assert title_of(session, draft_id) == "Newer"

    # whoever has compared both may keep his own
    assert send(client, draft_id, "title", title="Older", seen=stamp_of(refused.text)).status_code == 303
    assert title_of(session, draft_id) == "Older"


def test_a_mistake_does_not_hide_that_the_page_is_old(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    seen = stamp_of(client.get(f"/registration/{draft_id}/title").text)
    send(client, draft_id, "title", title="Newer", seen=seen)
    corrected = send(client, draft_id, "title", title="", seen=seen)
    assert stamp_of(corrected.text) == seen
    assert send(client, draft_id, "title", title="Older", seen=stamp_of(corrected.text)).status_code == 422
    assert title_of(session, draft_id) == "Newer"


def test_the_other_step_and_the_same_answers_are_no_conflict(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    title, release = (
        stamp_of(client.get(f"/registration/{draft_id}/{step}").text) for step in ("title", "release")
    )
    for step, seen in (("title", title), ("release", release), ("title", title)):
        assert send(client, draft_id, step, seen=seen).status_code == 303


def test_what_was_not_seen_is_not_registered(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title", title="Seen")
    check = f"/registration/{draft_id}/check"
    seen = stamp_of(client.get(check).text)
    send(client, draft_id, "title", title="Saved by another")

    refused = client.post(check, data={"seen": seen})
    assert refused.status_code == 422
    assert "Saved by another" in refused.text
    assert session.get_one(RegistrationDraft, draft_id).release_id is None
    assert client.post(check, data={"seen": stamp_of(refused.text)}).status_code == 303
