"""What is amended of a title through one of its releases concerns the others: their history, what is being
amended of them, and what is owed for them."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.infra.db import transaction
from app.publications.models import RegistrationDraft, Release
from app.publications.services import register_release, save_draft, start_draft
from tests.factories.publications import NOVEL, REGISTERED_AT, make_release
from tests.slices.registration.steps import send
from tests.support.isolation import Browserless


@pytest.fixture
def releases(clerk: Account, session: Session) -> tuple[int, int]:
    """A first edition and a revised one of the same title."""
    by, first = clerk.actor(), make_release(clerk.actor())
    answers = {**NOVEL, "edition_status": "revised", "identifiers": []}
    with transaction():
        draft = start_draft(by=by, at=REGISTERED_AT, publication_id=first.publication_id)
        save_draft(draft_id=draft.id, answers=answers, by=by, at=REGISTERED_AT)
        second = register_release(draft_id=draft.id, by=by, at=REGISTERED_AT, another=True)
    return first.id, second.id


def begin(client: Browserless, release_id: int) -> int:
    """Press Begin and return the number of the draft."""
    return int(client.post(f"/releases/{release_id}/amend").location.split("/")[2])


def test_a_title_amended_through_another_release_is_changed_meanwhile(
    client: Browserless, releases: tuple[int, int], session: Session
) -> None:
    first, second = releases
    stale = begin(client, first)
    send(client, stale, "release", pages="200")
    draft_id = begin(client, second)
    send(client, draft_id, "title", title="Yangi nom", script="Latn")
    assert send(client, draft_id, "check").status_code == 303

    refused = send(client, stale, "check")
    assert refused.status_code == 422
    assert "Somebody else has amended this release meanwhile" in refused.text
    release = session.get_one(Release, first)
    assert (release.version, release.pages) == (2, 320)
    assert session.get_one(Release, second).version == 2
    fresh = begin(client, first)
    assert fresh != stale
    assert session.get_one(RegistrationDraft, fresh).answers["title"] == "Yangi nom"


def test_what_is_amended_of_one_release_disturbs_no_other(
    client: Browserless, releases: tuple[int, int]
) -> None:
    first, second = releases
    began = begin(client, first)
    send(client, began, "release", pages="200")
    draft_id = begin(client, second)
    send(client, draft_id, "release", pages="100")
    assert send(client, draft_id, "check").status_code == 303
    assert begin(client, first) == began
    assert send(client, began, "check").status_code == 303


def test_the_history_tells_what_was_amended_through_another_release(
    client: Browserless, releases: tuple[int, int], clerk: Account
) -> None:
    first, second = releases
    draft_id = begin(client, second)
    send(client, draft_id, "title", title="Yangi nom", script="Latn")
    send(client, draft_id, "check")
    draft_id = begin(client, first)
    send(client, draft_id, "title", title="Yangi nom", script="Latn")
    send(client, draft_id, "release", pages="200")
    assert send(client, draft_id, "check").status_code == 303

    assert f"/releases/{first}/history" in client.get(f"/releases/{first}").text
    page = client.get(f"/releases/{first}/history").text
    assert page.index("<ins>200</ins>") < page.index("<ins>Yangi nom</ins>")
    assert page.count("<ins>Yangi nom</ins>") == 1
    assert "<ins>Yangi nom</ins>" in client.get(f"/releases/{second}/history").text


def test_the_check_lists_what_changes_for_the_other_releases(
    client: Browserless, releases: tuple[int, int], session: Session
) -> None:
    first, second = releases
    owed = session.query(Obligation).filter_by(release_id=first, cancelled_at=None).count()
    assert owed
    draft_id = begin(client, second)
    send(client, draft_id, "title", title="Oʻtkan kunlar", script="Latn", carrier="online")
    assert send(client, draft_id, "release").status_code == 303  # the days of a printed book go there
    page = client.get(f"/registration/{draft_id}/check").text
    other = page.split("What that changes for another release of this title")[1].split("</section>")[0]
    assert f"/releases/{first}" in other
    assert "first edition" in other
    assert other.count("No longer owed.") == owed
    assert send(client, draft_id, "check").status_code == 303
    assert session.query(Obligation).filter_by(release_id=first, cancelled_at=None).count() == 0


def test_the_check_is_silent_of_releases_that_nothing_changes_for(
    client: Browserless, releases: tuple[int, int]
) -> None:
    draft_id = begin(client, releases[1])
    send(client, draft_id, "release", print_run="40")
    assert "for another release" not in client.get(f"/registration/{draft_id}/check").text
    draft_id = begin(client, releases[1])
    send(client, draft_id, "title", title="Yangi nom", script="Latn")
    assert "for another release" not in client.get(f"/registration/{draft_id}/check").text
