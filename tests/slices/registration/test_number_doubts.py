"""Every doubt about a number is told with its own words, and a reason answers those that it knows of."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.infra.db import transaction
from app.organisations.models import IsbnPrefix
from app.publications.models import Identifier, RegistrationDraft, Release
from tests.factories.organisations import make_organisation
from tests.factories.publications import clerk_of, make_release
from tests.slices.registration.steps import begin, send, told
from tests.support.isolation import Browserless

WRONG = "978-9943-8888-1-9"
NUMBER = {"identifiers-0-number": WRONG}
REASON = {"identifiers-0-reason": "Kitobda shunday bosilgan"}
DIGIT = "The check digit is wrong."
REGISTERED = "already in the register: “Kecha va kunduz”, Birinchi nashriyot"
FOREIGN = "ISBNs that begin so were given to another publisher: Birinchi nashriyot"


@pytest.fixture
def first(clerk: Account) -> Release:
    """Another publisher's title that carries the number, which is printed wrong there too."""
    given = {"scheme": "isbn", "value": "9789943888819", "printed": WRONG, "reason": "Kitobda shunday"}
    publisher = make_organisation(name="Birinchi nashriyot")
    return make_release(clerk_of(publisher), title="Kecha va kunduz", identifiers=[given])


def test_a_wrong_check_digit_hides_no_other_doubt(client: Browserless, first: Release) -> None:
    with transaction() as current:
        current.add(IsbnPrefix(organisation_id=first.publication.publisher_id, digits="97899438888"))
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER)
    assert asked.status_code == 422
    for sentence in (DIGIT, REGISTERED, FOREIGN):
        assert asked.text.count(sentence) == 2, "in the summary and at the field"
    assert send(client, draft_id, "title", **NUMBER, **REASON, **told(asked)).status_code == 303


def test_a_reason_written_before_a_doubt_was_told_does_not_answer_it(
    client: Browserless, first: Release
) -> None:
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER, **REASON)
    assert asked.status_code == 422
    assert REGISTERED in asked.text
    assert 'value="Kitobda shunday bosilgan"' in asked.text
    other = {"identifiers-0-number": "978-9943-8888-2-9"}
    changed = send(client, draft_id, "title", **other, **REASON, **told(asked))
    assert changed.status_code == 422, "the number is another one now"
    assert DIGIT in changed.text
    assert REGISTERED not in changed.text


def test_what_was_answered_is_not_asked_again(client: Browserless, first: Release) -> None:
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER)
    send(client, draft_id, "title", **NUMBER, **REASON, **told(asked))
    again = client.get(f"/registration/{draft_id}/title")
    assert 'class="nx-errsum"' not in again.text
    assert send(client, draft_id, "title", **NUMBER, **REASON, **told(again)).status_code == 303


def test_an_amendment_does_not_ask_again_for_what_the_title_says(client: Browserless, first: Release) -> None:
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER)
    send(client, draft_id, "title", **NUMBER, **REASON, **told(asked))
    send(client, draft_id, "release")
    done = send(client, draft_id, "check")
    begun = client.post(f"{done.location.partition('?')[0]}/amend")
    amended = int(begun.location.split("/")[2])
    step = client.get(f"/registration/{amended}/title")
    assert send(client, amended, "title", **NUMBER, **REASON, **told(step)).status_code == 303
    other = {"identifiers-0-number": "978-9943-8888-2-9"}
    assert send(client, amended, "title", **other, **REASON, **told(step)).status_code == 422, (
        "another number"
    )


def test_a_doubt_that_arises_before_the_end_is_told_at_the_end(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER)
    assert send(client, draft_id, "title", **NUMBER, **REASON, **told(asked)).status_code == 303
    send(client, draft_id, "release")
    given = {"scheme": "isbn", "value": "9789943888819", "printed": WRONG, "reason": "Kitobda shunday"}
    publisher = make_organisation(name="Birinchi nashriyot")
    make_release(clerk_of(publisher), title="Kecha va kunduz", identifiers=[given])

    refused = send(client, draft_id, "check")
    assert refused.status_code == 422
    assert f"The number {WRONG} is wrong, or belongs to another title or publisher" in refused.text
    known = told(client.get(f"/registration/{draft_id}/title"))
    asked = send(client, draft_id, "title", **NUMBER, **REASON, **known)
    assert asked.status_code == 422
    assert REGISTERED in asked.text
    assert send(client, draft_id, "title", **NUMBER, **REASON, **told(asked)).status_code == 303
    assert send(client, draft_id, "check").status_code == 303
    rows = session.query(Identifier).filter_by(value="9789943888819").all()
    assert [row.override_reason for row in rows] == ["Kitobda shunday", "Kitobda shunday bosilgan"]


def test_the_last_step_asks_what_no_reason_answers(
    client: Browserless, first: Release, session: Session
) -> None:
    """Answers that no page has sent lately: a reason alone is enough for them, no reason is not."""
    draft_id = begin(client)
    asked = send(client, draft_id, "title", **NUMBER)
    send(client, draft_id, "title", **NUMBER, **REASON, **told(asked))
    send(client, draft_id, "release")
    draft = session.get_one(RegistrationDraft, draft_id)
    answered = dict(draft.answers)
    draft.answers = {**answered, "explained": []}
    session.commit()
    assert send(client, draft_id, "check").status_code == 422
    draft = session.get_one(RegistrationDraft, draft_id)
    draft.answers = {name: said for name, said in answered.items() if name != "explained"}
    session.commit()
    assert send(client, draft_id, "check").status_code == 303


@pytest.mark.parametrize("again", ["9789943725133", "978-9943-7251-3-3", "9943725133"])
def test_one_number_in_two_rows_is_told(client: Browserless, clerk: Account, again: str) -> None:
    draft_id = begin(client)
    second = {"identifiers-1-scheme": "isbn", "identifiers-1-number": again}
    asked = send(client, draft_id, "title", **second)
    assert asked.status_code == 422
    assert asked.text.count("This is the same as “Number 1”.") == 2, "in the summary and at the field"
    assert send(client, draft_id, "title", **second | {"identifiers-1-number": ""}).status_code == 303
