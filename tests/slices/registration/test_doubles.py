"""What is registered already is asked about before it is registered once more, and whose ISBN it is."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.infra.db import transaction
from app.organisations.models import IsbnPrefix, Organisation
from app.publications.models import Release
from app.publications.services import withdraw_release
from tests.factories.organisations import MADE_AT, make_organisation
from tests.factories.publications import clerk_of, make_release
from tests.slices.registration.steps import RELEASE, TITLE, begin, send, told
from tests.support.isolation import Browserless

QUESTION = "Is it registered already?"
NO_NUMBER = {"identifiers-0-number": ""}


@pytest.fixture
def known(clerk: Account) -> Release:
    """The novel, registered by the same publisher in the Latin script and without a number."""
    return make_release(clerk.actor(), identifiers=[])


def walk(client: Browserless, kind: str = "book", **typed: str) -> int:
    """Fill in both steps, but for `typed`, and return the number of the draft."""
    draft_id = begin(client, kind)
    title = {**TITLE, **NO_NUMBER, **{name: text for name, text in typed.items() if name in TITLE}}
    release = {**RELEASE, **{name: text for name, text in typed.items() if name not in TITLE}}
    assert client.post(f"/registration/{draft_id}/title", data=title).status_code == 303
    assert client.post(f"/registration/{draft_id}/release", data=release).status_code == 303
    return draft_id


def test_a_title_registered_twice_is_asked_about(
    client: Browserless, known: Release, session: Session
) -> None:
    draft_id = walk(client)
    page = client.get(f"/registration/{draft_id}/check").text
    assert QUESTION in page
    assert f'href="/releases/{known.id}"' in page
    refused = send(client, draft_id, "check")
    assert refused.status_code == 422
    assert "This may be registered already" in refused.text
    assert session.query(Release).count() == 1
    assert send(client, draft_id, "check", another="y").status_code == 303
    assert session.query(Release).count() == 2
    act = session.scalars(
        select(AuditEvent).where(AuditEvent.name == "release.registered").order_by(AuditEvent.id.desc())
    ).first()
    assert act is not None
    assert act.after["not_the_same_as"] == [known.id]


@pytest.mark.parametrize(
    "told_apart",
    [
        {"title": "Oʻtkan kunlar. Ikkinchi kitob"},
        {"year": "2025"},
        {"language": "ru"},
        {"published_before": "yes", "edition_changes": "text"},
    ],
    ids=["title", "year", "language", "edition"],
)
def test_what_tells_two_apart_is_not_asked_about(
    client: Browserless, known: Release, told_apart: dict[str, str]
) -> None:
    draft_id = walk(client, **told_apart)
    assert QUESTION not in client.get(f"/registration/{draft_id}/check").text


def test_another_number_another_kind_and_what_was_withdrawn_are_not_the_same(
    client: Browserless, clerk: Account
) -> None:
    numbered = make_release(clerk.actor())
    assert QUESTION not in client.get(f"/registration/{walk(client, 'brochure')}/check").text
    draft_id = walk(client, **{"identifiers-0-number": "9789943725140"})
    assert QUESTION not in client.get(f"/registration/{draft_id}/check").text
    again = walk(client)
    assert QUESTION in client.get(f"/registration/{again}/check").text
    with transaction():
        withdraw_release(release_id=numbered.id, reason="Xato", by=clerk.actor(), at=MADE_AT)
    assert QUESTION not in client.get(f"/registration/{again}/check").text
    assert send(client, begin(client), "title").status_code == 303, "its ISBN is free again"


def test_the_same_title_of_another_publisher_is_nobodys_business(client: Browserless, clerk: Account) -> None:
    make_release(clerk_of(make_organisation()), identifiers=[])
    assert QUESTION not in client.get(f"/registration/{walk(client)}/check").text


def give_prefix(organisation: Organisation | int) -> None:
    """Record 978-9943-7251 for an organisation."""
    with transaction() as current:
        own = organisation if isinstance(organisation, int) else organisation.id
        current.add(IsbnPrefix(organisation_id=own, digits="97899437251"))


def test_an_isbn_of_another_publishers_prefix_needs_a_reason(client: Browserless, clerk: Account) -> None:
    give_prefix(make_organisation(name="Boshqa nashriyot"))
    draft_id = begin(client)
    asked = send(client, draft_id, "title", identifiers__0__number="978-9943-7251-3-3")
    assert asked.status_code == 422
    assert "ISBNs that begin so were given to another publisher: Boshqa nashriyot" in asked.text
    reason = {"identifiers-0-reason": "Birgalikda nashr etilgan"}
    assert send(client, draft_id, "title", **reason, **told(asked)).status_code == 303


def test_ones_own_prefix_is_no_question(client: Browserless, clerk: Account) -> None:
    give_prefix(make_organisation(name="Boshqa nashriyot"))
    assert clerk.organisation_id is not None
    give_prefix(clerk.organisation_id)
    assert send(client, begin(client), "title").status_code == 303
