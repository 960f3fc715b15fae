"""Amendments that were begun and not finished."""

from sqlalchemy import ColumnElement, and_, select

from app.domain.actor import Actor
from app.infra.db import session
from app.publications.models import RegistrationDraft, Release


def amends(by: Actor, release: Release) -> ColumnElement[bool]:
    """Whether a draft is an unfinished amendment of a release by the actor's organisation."""
    return and_(
        RegistrationDraft.amends_id == release.id,
        RegistrationDraft.organisation_id == by.organisation_id,
        RegistrationDraft.release_id.is_(None),
        RegistrationDraft.discarded_at.is_(None),
    )


def amendment_begun(by: Actor, release: Release) -> RegistrationDraft | None:
    """Return the draft with which an amendment of what the release says now would go on; None: a new one."""
    going_on = RegistrationDraft.amends_version == release.version
    return session().scalars(select(RegistrationDraft).where(amends(by, release), going_on)).first()
