"""Registering and amending through the services: what is written, told, and refused."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.schemes import parse_number
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from app.publications.doubts import doubts_of
from app.publications.models import Contributor, Identifier, Publication, Release, ReleaseRevision
from app.publications.namesakes import namesakes
from app.publications.queries import answers_of, facts_of, own_release, release_for
from app.publications.services import amend_release, discard_draft, register_release, save_draft
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.factories.publications import ISBN, NOVEL, clerk_of, make_draft, make_release

TOLD = ("release.registered", "release.amended")


@pytest.fixture(autouse=True)
def _law(session: Session) -> None:
    with transaction():
        add_law()


def test_everything_is_written_and_told_once(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    draft = make_draft(by)
    with transaction():
        release = register_release(draft_id=draft.id, by=by, at=at)
    with transaction():
        assert register_release(draft_id=draft.id, by=by, at=at).id == release.id
    publication = session.query(Publication).one()
    assert (publication.publisher_id, publication.kind, publication.origin) == (
        by.organisation_id,
        "book",
        "domestic",
    )
    assert [(c.name, c.role) for c in session.query(Contributor)] == [("Abdulla Qodiriy", "author")]
    assert [(i.scheme, i.value) for i in session.query(Identifier)] == [("isbn", ISBN["value"])]
    assert "otkan kunlar" in publication.search_key
    told = session.query(AuditEvent).filter(AuditEvent.name.in_(TOLD)).all()
    assert [(event.name, event.after["title"]) for event in told] == [("release.registered", "Oʻtkan kunlar")]


def test_a_release_says_what_was_answered(session: Session) -> None:
    by = clerk_of(make_organisation())
    release = release_for(by, make_release(by).id)
    answers = answers_of(release).to_json()
    assert {name: answers[name] for name in NOVEL} == NOVEL
    assert facts_of(release).print_run == 3000


def test_what_fails_leaves_nothing(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    draft = make_draft(by, events={"first_batch_released": "1999-01-01"}, print_run=None)
    with transaction():
        save_draft(
            draft_id=draft.id, answers={"events": {"first_batch_released": "2031-05-05"}}, by=by, at=at
        )
    draft = make_draft(by, title="")
    with pytest.raises(DomainError), transaction():
        register_release(draft_id=draft.id, by=by, at=at)
    assert session.query(Publication).count() == session.query(Release).count() == 0


def test_a_doubtful_isbn_needs_its_reason_at_the_last_moment_too(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    late = make_draft(by)
    make_release(clerk_of(make_organisation()))
    with pytest.raises(DomainError) as refused, transaction():
        register_release(draft_id=late.id, by=by, at=at)
    assert refused.value.code == "registration.identifier_reason"


def test_a_printer_must_be_one(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    draft = make_draft(by, printer_id=make_organisation(OrganisationKind.PUBLISHER).id)
    with pytest.raises(DomainError) as refused, transaction():
        register_release(draft_id=draft.id, by=by, at=at)
    assert refused.value.code == "registration.printer"


def test_drafts_of_others_do_not_exist(session: Session, at: datetime) -> None:
    draft = make_draft(clerk_of(make_organisation()))
    stranger = clerk_of(make_organisation())
    for act in (
        lambda: register_release(draft_id=draft.id, by=stranger, at=at),
        lambda: save_draft(draft_id=draft.id, answers={}, by=stranger, at=at),
        lambda: discard_draft(draft_id=draft.id, by=stranger, at=at),
    ):
        with pytest.raises(NotFound), transaction():
            act()


def test_a_registered_draft_is_closed(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    draft = make_draft(by)
    with transaction():
        register_release(draft_id=draft.id, by=by, at=at)
    with pytest.raises(Conflict), transaction():
        save_draft(draft_id=draft.id, answers={"title": "Boshqa"}, by=by, at=at)
    with pytest.raises(Conflict), transaction():
        discard_draft(draft_id=draft.id, by=by, at=at)


def test_an_amendment_keeps_what_was_and_tells_what_changed(session: Session, at: datetime) -> None:
    by = clerk_of(make_organisation())
    release = make_release(by)
    answers = answers_of(own_release(by, release.id))
    new_isbn = {
        "scheme": "isbn",
        "value": "9789910123450",
        "printed": "978-9910-12-345-0",
        "reason": "Kitobda shunday",
    }
    with transaction():
        amended = amend_release(
            release_id=release.id,
            answers=answers.merged({"title": "Oʻtgan kunlar", "identifiers": [ISBN, new_isbn]}),
            version=1,
            by=by,
            at=at,
        )
    assert amended.version == 2
    assert session.query(ReleaseRevision).one().facts["title"] == "Oʻtkan kunlar"
    assert session.query(Identifier).count() == 2
    told = session.query(AuditEvent).filter_by(name="release.amended").one()
    assert told.before == {"title": "Oʻtkan kunlar", "identifiers": [ISBN]}
    assert told.after == {"title": "Oʻtgan kunlar", "identifiers": [ISBN, new_isbn]}
    with pytest.raises(Conflict), transaction():
        amend_release(release_id=release.id, answers=answers, version=1, by=by, at=at)


@pytest.mark.usefixtures("session")
def test_ones_own_title_does_not_speak_against_its_number() -> None:
    release = make_release(clerk_of(make_organisation(name="Yurt nashriyoti")))
    number = ("isbn", str(ISBN["value"]))
    found = namesakes([number])[number]
    assert [(n.title, n.publisher) for n in found] == [("Oʻtkan kunlar", "Yurt nashriyoti")]
    given = parse_number(*number)
    for own, doubtful in ((release.publication_id, []), (None, [given])):
        assert list(doubts_of([given], publication_id=own, organisation_id=None)) == doubtful
