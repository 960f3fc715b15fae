"""Whether copies of the earlier edition were deposited: the register knows it of its own."""

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.services.issuing import issue_notice
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from app.publications.models import Release
from app.publications.services import withdraw_release
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import add_inspector
from tests.factories.obligations import add_organisation
from tests.factories.publications import REGISTERED_AT, make_release
from tests.slices.registration.steps import begin as start
from tests.slices.registration.steps import send
from tests.support.isolation import Browserless

REPRINT: dict[str, str] = {"published_before": "yes", "edition_changes": "none", "original_deposited": "yes"}
REASON = "Topshirilgan, 2019-yil 4-iyuldagi dalolatnoma"


@pytest.fixture
def first(clerk: Account) -> Release:
    """The first edition, of which every copy is still owed."""
    return make_release(clerk.actor())


def owed(session: Session, release_id: int) -> int:
    """Return how many copies of a release are owed."""
    found = session.query(Obligation).filter_by(release_id=release_id, cancelled_at=None)
    return sum(obligation.copies or 0 for obligation in found)


def deposit(session: Session, release: Release, copies: int | None = None) -> None:
    """Let so many copies of a release have come: all of them, where no number is said."""
    with transaction():
        for row in session.query(Obligation).filter_by(release_id=release.id):
            row.received = (row.copies or 0) if copies is None else min(row.copies or 0, copies)
            copies = None if copies is None else copies - row.received


def notice_of(line: Obligation) -> None:
    """Let the authority issue a notice of one duty."""
    with transaction():
        authority = add_organisation(OrganisationKind.AUTHORITY, name="Vakolatli organ (namoyish)")
        authority.head_post, authority.head_name = "Boshqarma boshligʻi", "A. N. Yoʻldoshev"
        authority.phone, authority.address = "(71) 000-00-00", "Toshkent, Namuna koʻchasi, 1"
        issue_notice(
            depositor_id=line.depositor_id or 0,
            obligation_ids=[line.id],
            language="uz",
            by=add_inspector(authority),
            at=REGISTERED_AT,
        )


def begin(client: Browserless, release: Release) -> int:
    """Begin a further release of a title, and return the number of the draft."""
    address = f"/registration/new?publication={release.publication_id}"
    key = re.search(r'name="submission_key"[^>]*value="([0-9a-f]+)"', client.get(address).text)
    assert key is not None
    draft_id = int(client.post(address, data={"submission_key": key[1]}).location.split("/")[2])
    assert send(client, draft_id, "title", identifiers__0__number="").status_code == 303
    return draft_id


def test_a_reprint_of_what_was_not_deposited_is_freed_only_with_a_reason(
    client: Browserless, first: Release, session: Session
) -> None:
    deposit(session, first, 1)
    of = owed(session, first.id)
    words = f"1 of {of} copies that are owed of the earlier release have come: first edition, 2026"
    draft_id = begin(client, first)
    assert words in client.get(f"/registration/{draft_id}/release").text
    refused = send(client, draft_id, "release", **REPRINT)
    assert refused.status_code == 422
    assert "You answered that copies of the earlier edition were deposited" in refused.text
    assert "Nothing is asked of you" not in refused.text
    assert "It is not decided yet whether anything is asked of you." in refused.text

    assert send(client, draft_id, "release", **REPRINT, deposit_reason=REASON).status_code == 303
    page = client.get(f"/registration/{draft_id}/check").text
    assert words in page
    assert REASON in page
    address = send(client, draft_id, "check").location
    reprint = session.get_one(Release, int(address.rsplit("/", 1)[1]))
    assert reprint.details["deposit_reason"] == REASON
    for reader in ("publisher", "regulator"):
        if reader == "regulator":
            sign_in(client, make_account(Role.REGULATOR))
        shown = client.get(address).text
        assert words in shown
        assert REASON in shown


@pytest.mark.parametrize("answer", ["no", ""])
def test_who_does_not_say_yes_is_asked_for_no_reason(
    client: Browserless, first: Release, session: Session, answer: str
) -> None:
    draft_id = begin(client, first)
    typed = {**REPRINT, "original_deposited": answer, "deposit_reason": REASON}
    assert send(client, draft_id, "release", **typed).status_code == 303
    assert "0 of" in client.get(f"/registration/{draft_id}/check").text
    reprint_id = int(send(client, draft_id, "check").location.rsplit("/", 1)[1])
    assert "deposit_reason" not in session.get_one(Release, reprint_id).details


def test_what_was_deposited_and_what_the_register_does_not_know_is_believed(
    client: Browserless, first: Release, session: Session
) -> None:
    deposit(session, first)
    draft_id = begin(client, first)
    assert "deposit_reason" not in client.get(f"/registration/{draft_id}/release").text
    assert send(client, draft_id, "release", **REPRINT).status_code == 303
    of = owed(session, first.id)
    assert f"{of} of {of} copies that are owed" in client.get(f"/registration/{draft_id}/check").text
    address = send(client, draft_id, "check").location
    assert "copies that are owed of the earlier release" not in client.get(address).text


def test_of_what_was_withdrawn_nothing_is_said(client: Browserless, first: Release, clerk: Account) -> None:
    with transaction():
        withdraw_release(release_id=first.id, by=clerk.actor(), at=first.registered_at, reason="Xato")
    draft_id = begin(client, first)
    assert send(client, draft_id, "release", **REPRINT).status_code == 303
    assert "of the earlier release" not in client.get(f"/registration/{draft_id}/check").text


def test_of_a_second_reprint_the_edition_of_which_copies_were_owed_counts(
    client: Browserless, first: Release, session: Session
) -> None:
    draft_id = begin(client, first)
    send(client, draft_id, "release", **REPRINT, deposit_reason=REASON)
    assert send(client, draft_id, "check").status_code == 303
    second = begin(client, first)
    refused = send(client, second, "release", **REPRINT)
    assert refused.status_code == 422
    assert "earlier release have come: first edition, 2026" in refused.text


def test_what_changed_between_the_page_and_the_button_is_asked_about(
    client: Browserless, first: Release, session: Session
) -> None:
    deposit(session, first)
    draft_id = begin(client, first)
    assert send(client, draft_id, "release", **REPRINT).status_code == 303
    deposit(session, first, 2)
    refused = send(client, draft_id, "check")
    assert refused.status_code == 422
    assert "and no reason says why" in refused.text
    assert session.query(Release).count() == 1


def test_an_amendment_is_asked_as_a_registration_is(
    client: Browserless, first: Release, session: Session
) -> None:
    draft_id = begin(client, first)
    send(client, draft_id, "release", **{**REPRINT, "original_deposited": "no"})
    reprint_id = int(send(client, draft_id, "check").location.rsplit("/", 1)[1])
    amended = int(client.post(f"/releases/{reprint_id}/amend").location.split("/")[2])
    assert send(client, amended, "release", **REPRINT).status_code == 422
    assert send(client, amended, "release", **REPRINT, deposit_reason=REASON).status_code == 303
    assert REASON in client.get(f"/registration/{amended}/check").text
    assert send(client, amended, "check").status_code == 303
    assert session.get_one(Release, reprint_id).details["deposit_reason"] == REASON
    # of the first edition itself there is no earlier one, although it has a sibling
    own = int(client.post(f"/releases/{first.id}/amend").location.split("/")[2])
    assert "of the earlier release" not in client.get(f"/registration/{own}/release").text


def test_the_same_title_registered_anew_is_asked_as_its_reprint_is(
    client: Browserless, first: Release, session: Session
) -> None:
    deposit(session, first, 1)
    of = owed(session, first.id)
    words = f"1 of {of} copies that are owed of the earlier release have come: “Oʻtkan kunlar”"
    draft_id = start(client)
    assert send(client, draft_id, "title", identifiers__0__number="").status_code == 303
    refused = send(client, draft_id, "release", **REPRINT)
    assert refused.status_code == 422
    assert words in refused.text
    assert send(client, draft_id, "release", **REPRINT, deposit_reason=REASON).status_code == 303
    address = send(client, draft_id, "check", another="y").location
    assert REASON in client.get(address).text
    assert words in client.get(address).text

    other = start(client)
    typed = {"identifiers__0__number": "", "people__0__name": "Boshqa odam"}
    assert send(client, other, "title", **typed).status_code == 303
    assert send(client, other, "release", **REPRINT).status_code == 303


def test_an_amendment_frees_what_is_late_or_noticed_only_with_a_reason(
    client: Browserless, clerk: Account, session: Session
) -> None:
    late = make_release(clerk.actor(), events={"first_batch_released": "2026-09-01"})
    line = (
        session.query(Obligation)
        .filter_by(release_id=late.id)
        .filter(Obligation.depositor_id.is_not(None))
        .first()
    )
    assert line is not None
    notice_of(line)
    draft_id = int(client.post(f"/releases/{late.id}/amend").location.split("/")[2])
    assert send(client, draft_id, "title", identifiers__0__number="").status_code == 303
    refused = send(client, draft_id, "release", **REPRINT)
    assert refused.status_code == 422
    assert "No earlier release is known here, and 0 of" in refused.text
    assert "named in a notice" in refused.text
    assert send(client, draft_id, "release", **REPRINT, deposit_reason=REASON).status_code == 303
    assert send(client, draft_id, "check").status_code == 303
    assert REASON in client.get(f"/releases/{late.id}").text
    # once it says so, nothing of it is behind, and the next amendment is asked for nothing anew
    again = int(client.post(f"/releases/{late.id}/amend").location.split("/")[2])
    assert "No earlier release is known" not in client.get(f"/registration/{again}/release").text


def test_an_amendment_of_what_is_in_time_and_has_no_earlier_release_is_believed(
    client: Browserless, first: Release
) -> None:
    draft_id = int(client.post(f"/releases/{first.id}/amend").location.split("/")[2])
    assert send(client, draft_id, "release", **REPRINT).status_code == 303
    assert send(client, draft_id, "check").status_code == 303
