"""One draft and two people, or two windows: who comes second is told, and what was typed is not lost."""

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.organisations.models import Organisation
from app.publications.models import RegistrationDraft, Release, ReleaseRevision
from tests.factories.accounts import make_account, sign_in
from tests.factories.publications import make_release
from tests.slices.registration.steps import RELEASE, TITLE, fill_in, send
from tests.support.isolation import Browserless

TOLD = "This draft was confirmed meanwhile"


def seen_at(client: Browserless, address: str) -> dict[str, str]:
    """Return what a page of a registration sends along unseen."""
    page = client.get(address).text
    return {
        name: found[1]
        for name in ("seen", "said")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }


def begin_amendment(client: Browserless, release_id: int) -> int:
    answer = client.post(f"/releases/{release_id}/amend")
    assert answer.status_code == 303, answer.text
    return int(answer.location.split("/")[2])


def test_who_confirms_other_answers_than_were_registered_is_told(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = fill_in(client)
    check = f"/registration/{draft_id}/check"
    first = seen_at(client, check)
    send(client, draft_id, "title", title="Boshqa oyna")
    registered = client.post(check, data=seen_at(client, check))

    told = client.post(check, data=first)
    assert told.status_code == 409
    assert TOLD in told.text
    differing = told.text.split('id="differences"')[1].split("</dl>")[0]
    assert "Boshqa oyna" in differing
    assert TITLE["title"] in differing
    assert f'href="{registered.location}"' in told.text
    assert session.query(Release).count() == 1


def test_the_same_confirmation_once_more_is_harmless(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = fill_in(client)
    check = f"/registration/{draft_id}/check"
    seen = seen_at(client, check)
    first, second = client.post(check, data=seen), client.post(check, data=seen)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert TOLD not in client.get(second.location).text
    assert session.query(Release).count() == 1


def test_who_confirms_another_amendment_is_told_and_may_go_on_with_it(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    check = f"/registration/{draft_id}/check"
    send(client, draft_id, "release", pages="200")
    first = seen_at(client, check)
    send(client, draft_id, "release", pages="100", print_run="1500")
    assert client.post(check, data=seen_at(client, check)).status_code == 303

    told = client.post(check, data=first)
    assert told.status_code == 409
    assert TOLD in told.text
    assert "The changes are saved" not in client.get(f"/releases/{release_id}").text
    session.expire_all()
    assert session.get_one(Release, release_id).pages == 100
    assert session.query(ReleaseRevision).count() == 1

    kept = re.search(r'name="said" value="([^"]*)"', told.text)
    assert kept is not None
    again = client.post(f"/releases/{release_id}/amend", data={"said": kept[1]})
    assert again.status_code == 303, again.text
    begun = session.get_one(RegistrationDraft, int(again.location.split("/")[2]))
    assert begun.id != draft_id
    assert begun.answers["pages"] == 200


def test_a_step_that_is_sent_after_it_was_confirmed_is_shown(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = fill_in(client)
    assert send(client, draft_id, "check").status_code == 303
    told = send(client, draft_id, "release", pages="777")
    assert told.status_code == 409
    assert TOLD in told.text
    assert "777" in told.text
    assert session.query(Release).one().pages == int(RELEASE["pages"])
    assert send(client, draft_id, "release").status_code == 303, "the same answers differ in nothing"
    assert client.get(f"/registration/{draft_id}/release").status_code == 303


def test_what_stood_at_the_check_is_shown_beside_what_is_saved_now(
    client: Browserless, clerk: Account
) -> None:
    draft_id = fill_in(client)
    check = f"/registration/{draft_id}/check"
    first = seen_at(client, check)
    send(client, draft_id, "release", pages="555")
    refused = client.post(check, data=first)
    assert refused.status_code == 422
    shown = refused.text.split('id="saved-elsewhere"')[1].split("</dl>")[0]
    assert "555" in shown
    assert RELEASE["pages"] in shown


@pytest.mark.parametrize("forged", ["", "nonsense", "eyJwYWdlcyI6MX0.abc"])
def test_answers_that_are_not_ours_are_not_shown(client: Browserless, clerk: Account, forged: str) -> None:
    draft_id = fill_in(client)
    check = f"/registration/{draft_id}/check"
    send(client, draft_id, "check")
    told = client.post(check, data={"seen": "0" * 16, "said": forged})
    assert told.status_code == 303
    assert TOLD in client.get(told.location).text


def test_who_begins_on_what_another_has_begun_is_told(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor()).id
    address = f"/releases/{release_id}/amend"
    draft_id = begin_amendment(client, release_id)
    assert "began to amend" not in client.get(address).text, "nothing was changed in it yet"
    send(client, draft_id, "release", pages="200")
    assert "You began to amend this release" in client.get(address).text

    organisation = session.get_one(Organisation, clerk.organisation_id)
    sign_in(client, make_account(Role.DEPOSITOR, organisation, email="second@example.uz"))
    page = client.get(address).text
    assert f"{clerk.name} began to amend this release" in page
    assert "<ins>200</ins>" in page
    assert begin_amendment(client, release_id) == draft_id
    step = client.get(f"/registration/{draft_id}/title").text
    assert f"{clerk.name} began to amend this release" in step
    assert f"{clerk.name} has begun this draft" in client.get(f"/registration/{draft_id}/release").text


def test_who_opens_the_draft_of_another_is_told_whose_it_is(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = fill_in(client)
    told = f"{clerk.name} has begun this draft"
    assert told not in client.get(f"/registration/{draft_id}/title").text
    organisation = session.get_one(Organisation, clerk.organisation_id)
    sign_in(client, make_account(Role.DEPOSITOR, organisation, email="second@example.uz"))
    for step in ("title", "release", "check"):
        assert told in client.get(f"/registration/{draft_id}/{step}").text
