"""Drafts and registered releases, made through the services as a person makes them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.actor import Actor, Role
from app.infra.db import transaction
from app.organisations.models import Organisation
from app.publications.models import RegistrationDraft, Release
from app.publications.services import register_release, save_draft, start_draft
from tests.factories.accounts import make_account

REGISTERED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ISBN = {"scheme": "isbn", "value": "9789943725133", "printed": "978-9943-7251-3-3", "reason": ""}
NOVEL: Mapping[str, object] = {
    "title": "Oʻtkan kunlar",
    "people": [{"name": "Abdulla Qodiriy", "role": "author"}],
    "language": "uz",
    "script": "Latn",
    "kind": "book",
    "origin": "domestic",
    "carrier": "print",
    "subjects": ["fiction"],
    "audiences": ["general"],
    "restricted": False,
    "identifiers": [ISBN],
    "edition_status": "first",
    "print_run": 3000,
    "pages": 320,
    "price": 45000,
    "year": 2026,
    "events": {"first_batch_released": "2026-11-19"},
}
"""Answers of an ordinary registration, as JSON values."""


def clerk_of(organisation: Organisation) -> Actor:
    """Return a person of this organisation who registers its books."""
    return make_account(Role.DEPOSITOR, organisation).actor()


def make_draft(by: Actor, **answers: object) -> RegistrationDraft:
    """Return a draft that says what NOVEL says, but for `answers`."""
    with transaction():
        draft = start_draft(by=by, at=REGISTERED_AT)
        return save_draft(draft_id=draft.id, answers={**NOVEL, **answers}, by=by, at=REGISTERED_AT)


def make_release(by: Actor, **answers: object) -> Release:
    """Return a registered release that says what NOVEL says, but for `answers`."""
    draft = make_draft(by, **answers)
    with transaction():
        return register_release(draft_id=draft.id, by=by, at=REGISTERED_AT, another=True)
