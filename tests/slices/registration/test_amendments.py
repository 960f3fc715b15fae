"""Amending a registered release through its pages, and the history that stays."""

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import identify_depositor, recompute_obligations
from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from app.publications.models import RegistrationDraft, Release, ReleaseEvent, ReleaseRevision
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import NOW, add_organisation, regulator
from tests.factories.publications import make_release
from tests.slices.registration.steps import send
from tests.support.isolation import Browserless


def begin_amendment(client: Browserless, release_id: int) -> int:
    """Press Begin and return the number of the draft."""
    assert "Amend this release" in client.get(f"/releases/{release_id}/amend").text
    response = client.post(f"/releases/{release_id}/amend")
    assert response.status_code == 303, response.text
    return int(response.location.split("/")[2])


def test_an_amendment_shows_its_effect_first_and_keeps_what_was(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    assert 'value="Oʻtkan kunlar"' in client.get(f"/registration/{draft_id}/title").text
    assert "Nothing has been changed yet" in client.get(f"/registration/{draft_id}/check").text
    send(client, draft_id, "release", print_run="40", **{"first_batch_released-day": "20"})
    check = client.get(f"/registration/{draft_id}/check").text.replace("\u00a0", " ")
    assert "<del>3,000</del>" in check
    assert "<ins>40</ins>" in check
    assert "2 copies by 3 December" in check
    assert "1 copy by 4 December" in check
    assert session.query(ReleaseRevision).count() == 0
    assert send(client, draft_id, "check").location == f"/releases/{release_id}"
    release = session.get_one(Release, release_id)
    revision = session.query(ReleaseRevision).one()
    assert (release.print_run, release.version) == (40, 2)
    assert (revision.version, revision.facts["print_run"], revision.amended_by_id) == (1, 3000, clerk.id)
    owed = {row.rule_id: row for row in session.query(Obligation) if row.cancelled_at is None}
    assert "uzd-book-natlib" not in owed
    assert owed["uzd-book-natlib-small"].due_on == date(2026, 12, 4)


def test_what_was_said_before_is_shown(client: Browserless, clerk: Account, session: Session) -> None:
    release_id = make_release(clerk.actor()).id
    address = f"/releases/{release_id}/history"
    assert address not in client.get(f"/releases/{release_id}").text
    assert "<del>" not in client.get(address).text
    for print_run, pages in (("40", ""), ("50", "321")):
        draft_id = begin_amendment(client, release_id)
        send(client, draft_id, "release", print_run=print_run, pages=pages)
        assert send(client, draft_id, "check").status_code == 303

    assert address in client.get(f"/releases/{release_id}").text
    page = client.get(address).text
    assert [page.index(text) for text in ("<del>40</del>", "<ins>321</ins>", "<del>3,000</del>")] == sorted(
        page.index(text) for text in ("<del>40</del>", "<ins>321</ins>", "<del>3,000</del>")
    )
    assert clerk.name in page
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("typed", ["XII, 320", "xii + 320 b.", "332 b."])
def test_pages_of_several_parts_are_added_up(
    client: Browserless, clerk: Account, session: Session, typed: str
) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    assert "XII, 320 is 332" in client.get(f"/registration/{draft_id}/release").text
    assert send(client, draft_id, "release", pages=typed).status_code == 303
    assert "332" in client.get(f"/registration/{draft_id}/check").text
    send(client, draft_id, "check")
    assert session.get_one(Release, release_id, populate_existing=True).pages == 332


def test_confirming_twice_amends_once(client: Browserless, clerk: Account, session: Session) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    send(client, draft_id, "release", pages="321")
    first, second = send(client, draft_id, "check"), send(client, draft_id, "check")
    assert first.location == second.location == f"/releases/{release_id}"
    assert session.query(ReleaseRevision).count() == 1


def test_an_amendment_overtaken_by_another_is_refused(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor()).id
    overtaken = begin_amendment(client, release_id)
    send(client, overtaken, "release", pages="100")
    draft = session.get_one(RegistrationDraft, overtaken)
    draft.amends_version = 7
    session.commit()
    response = send(client, overtaken, "check")
    assert response.status_code == 422
    assert "Somebody else has amended this release meanwhile" in response.text
    assert begin_amendment(client, release_id) != overtaken


def test_who_was_found_to_have_printed_is_asked_no_more_when_another_house_is_named(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor(), printer_name="Anhor").id
    duty = session.query(Obligation).filter_by(rule_id="uzd-book-chamber").one()
    with transaction():
        found = add_organisation(OrganisationKind.PRINTER, name="Anhor bosmaxonasi")
        identify_depositor(obligation_id=duty.id, depositor_id=found.id, by=regulator(), at=NOW)

    draft_id = begin_amendment(client, release_id)
    send(client, draft_id, "release", printer="Anhor", pages="321")
    assert "depositor not identified" not in client.get(f"/registration/{draft_id}/check").text
    send(client, draft_id, "check")
    assert (duty.depositor_id, duty.cancelled_at) == (found.id, None), "the house is the same"

    draft_id = begin_amendment(client, release_id)
    send(client, draft_id, "release", printer="Amudaryo", pages="321")
    check = client.get(f"/registration/{draft_id}/check").text
    assert "No longer owed." in check
    assert "; owed by Anhor bosmaxonasi" in check, "by whom no longer"
    assert "; depositor not identified" in check
    assert send(client, draft_id, "check").status_code == 303
    session.expire_all()
    rows = session.query(Obligation).filter_by(rule_id="uzd-book-chamber", cancelled_at=None)
    assert [row.depositor_id for row in rows] == [None]
    assert duty.cancelled_at is not None, "so what a notice asked for of it lapses"
    recompute_obligations(release_id=release_id, by=regulator(), at=NOW)
    assert [row.depositor_id for row in rows] == [None]

    draft_id = begin_amendment(client, release_id)
    send(client, draft_id, "release", printer="Anhor bosmaxonasi", pages="321")
    assert "; owed by Anhor bosmaxonasi" in client.get(f"/registration/{draft_id}/check").text


def test_going_on_with_an_amendment(client: Browserless, clerk: Account) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    assert begin_amendment(client, release_id) == draft_id
    assert "amendment" in client.get("/publications").text


def test_confirming_nothing_is_refused(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = begin_amendment(client, make_release(clerk.actor()).id)
    response = send(client, draft_id, "check")
    assert response.status_code == 422
    assert "Change an answer first" in response.text
    assert session.query(ReleaseRevision).count() == 0


def test_a_further_release_keeps_the_title(client: Browserless, clerk: Account, session: Session) -> None:
    first = make_release(clerk.actor())
    address = f"/registration/new?publication={first.publication_id}"
    assert "Register a further release" in client.get(address).text
    draft_id = int(client.post(address, data={"submission_key": "k"}).location.split("/")[2])
    page = client.get(f"/registration/{draft_id}/title").text
    assert 'name="title"' not in page
    number = {"identifiers-0-number": "978-9943-01-001-7", "identifiers-0-reason": "Kitobda"}
    send(client, draft_id, "title", **number)
    send(client, draft_id, "release", published_before="yes", edition_changes="text")
    assert send(client, draft_id, "check").status_code == 303
    second = session.query(Release).order_by(Release.id.desc()).first()
    assert second is not None
    assert (second.publication_id, second.sequence) == (first.publication_id, 2)
    assert second.edition_status == "revised"


def test_another_organisations_release_is_not_there(client: Browserless, clerk: Account) -> None:
    release = make_release(clerk.actor())
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.get(f"/releases/{release.id}/amend").status_code == 404
    assert client.post(f"/releases/{release.id}/amend").status_code == 404
    assert client.get(f"/registration/new?publication={release.publication_id}").status_code == 404


def test_a_number_too_large_for_a_title_is_no_title(client: Browserless, clerk: Account) -> None:
    page = client.get("/registration/new?publication=99999999999999999999")
    assert page.status_code == 200
    assert 'name="kind"' in page.text


def test_a_fact_known_no_longer_ends_nothing(client: Browserless, clerk: Account, session: Session) -> None:
    release_id = make_release(clerk.actor()).id
    rows = session.query(Obligation).order_by(Obligation.id)
    before = [(row.rule_id, row.due_on, row.open) for row in rows]
    draft_id = begin_amendment(client, release_id)
    send(client, draft_id, "title", restricted="")
    check = client.get(f"/registration/{draft_id}/check").text
    assert "No longer owed." not in check
    assert "cannot be decided while this is not known: Restricted access" in check
    assert "Nothing is asked of you" not in check
    assert send(client, draft_id, "check").status_code == 303
    session.expire_all()
    assert [(row.rule_id, row.due_on, row.open) for row in rows] == before
    assert all(row.cancelled_at is None for row in rows)


def test_what_another_kind_is_not_asked_goes_with_the_amendment(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release_id = make_release(clerk.actor()).id
    draft_id = begin_amendment(client, release_id)
    assert client.post(f"/registration/{draft_id}/kind", data={"kind": "website"}).status_code == 303
    assert send(client, draft_id, "title", carrier="online", identifiers__0__number="").status_code == 303
    assert client.get(f"/registration/{draft_id}/check").location == f"/registration/{draft_id}/release"
    asked = client.get(f"/registration/{draft_id}/release").text
    assert 'name="first_batch_released-day"' not in asked
    assert 'name="made_available-day"' in asked
    assert send(client, draft_id, "release").status_code == 303
    check = " ".join(re.sub(r"<[^>]*>", " ", client.get(f"/registration/{draft_id}/check").text).split())
    for said in ("Edition First edition", "Print run 3,000", "First batch released 19 November 2026"):
        assert f"{said} Not asked of this kind" in check
    assert send(client, draft_id, "check").status_code == 303
    release = session.get_one(Release, release_id, populate_existing=True)
    assert release.print_run is None
    assert session.query(ReleaseEvent).count() == 0
    page = client.get(f"/releases/{release_id}").text
    for gone in ("First edition", "First batch released", "Register a reprint"):
        assert gone not in page
    again = begin_amendment(client, release_id)
    assert 'name="first_batch_released-day"' not in client.get(f"/registration/{again}/release").text


def test_another_kind_that_is_looked_at_takes_no_day_away(client: Browserless, clerk: Account) -> None:
    draft_id = begin_amendment(client, make_release(clerk.actor()).id)
    for kind in ("website", "book"):
        assert client.post(f"/registration/{draft_id}/kind", data={"kind": kind}).status_code == 303
    assert 'name="first_batch_released-day"' in client.get(f"/registration/{draft_id}/release").text
    assert "Nothing has been changed yet" in client.get(f"/registration/{draft_id}/check").text
