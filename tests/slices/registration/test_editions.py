"""New edition or reprint: answered in questions, decided by a rule, with the clause of the law in force."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.publications.models import Release
from tests.slices.registration.steps import fill_in, send
from tests.support.isolation import Browserless


@pytest.mark.parametrize(
    ("changes", "deposited", "edition", "outcome"),
    [
        (["text", "cover"], "yes", "Revised or enlarged edition", "Does not apply here."),
        (["format"], "", "Revised or enlarged edition", "Does not apply here."),
        (["cover", "price"], "yes", "Unchanged reprint", "Applies here: nothing is owed."),
        (["none"], "no", "Unchanged reprint", "Does not apply here."),
        (["none"], "", "Unchanged reprint", "It depends on: Earlier edition deposited."),
    ],
)
def test_the_edition_is_decided_and_the_clause_shown(
    client: Browserless, clerk: Account, changes: list[str], deposited: str, edition: str, outcome: str
) -> None:
    draft_id = fill_in(client, published_before="yes", edition_changes=changes, original_deposited=deposited)
    page = client.get(f"/registration/{draft_id}/check").text
    assert f"Edition: {edition}" in page
    assert "13-modda, 1-qism" in page
    assert outcome in page
    again = client.get(f"/registration/{draft_id}/release").text
    for change in changes:
        assert f'value="{change}" checked' in again


def test_a_first_edition_is_asked_nothing_more(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client, published_before="no", edition_changes="text")
    page = client.get(f"/registration/{draft_id}/check").text
    assert "Edition: First edition" in page
    assert "It has not come out before." in page
    assert "Changed since the last release" not in page


def test_nothing_is_decided_while_nothing_is_answered(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client, published_before="")
    assert "Edition:" not in client.get(f"/registration/{draft_id}/check").text


def test_a_contradiction_is_told_and_what_was_ticked_stays(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client)
    ticked = ["none", "cover"]
    page = send(client, draft_id, "release", published_before="yes", edition_changes=ticked)
    assert page.status_code == 422
    assert "Choose one of the two." in page.text
    assert 'value="cover" checked' in page.text


def test_a_reprint_owes_by_the_law(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = fill_in(client, published_before="yes", edition_changes="cover", original_deposited="yes")
    send(client, draft_id, "check")
    assert session.query(Release).one().edition_status == "unchanged_reprint"
    assert session.query(Release).one().details == {"edition_changes": ["cover"]}
    assert session.query(Obligation).count() == 0


def test_a_first_edition_has_no_earlier_one_to_deposit(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client)
    page = send(client, draft_id, "release", published_before="no", original_deposited="yes")
    assert page.status_code == 422
    assert page.text.count("so it has no earlier edition. Correct one of the two.") == 2
    assert (
        send(client, draft_id, "release", published_before="no", original_deposited="no").status_code == 303
    )


def test_a_script_that_is_not_that_of_the_title_is_told_and_not_refused(
    client: Browserless, clerk: Account
) -> None:
    doubt = "The title is written in other letters."
    draft_id = fill_in(client)
    assert doubt not in client.get(f"/registration/{draft_id}/check").text
    assert send(client, draft_id, "title", script="Latn").status_code == 303
    assert doubt in client.get(f"/registration/{draft_id}/check").text
    assert send(client, draft_id, "check").status_code == 303
