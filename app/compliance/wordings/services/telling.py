"""What every act on texts does: hold them, and say what was done."""

from datetime import datetime

from app.compliance.wordings.models import NoticeWording
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def held(wording_id: int) -> NoticeWording:
    """The texts, which nobody else changes until the act is done. Raises `NotFound`."""
    found = session().get(NoticeWording, wording_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def refuse_unless_draft(wording: NoticeWording) -> None:
    """Raise `Conflict` (`wording.not_a_draft`) for texts that were proposed, discarded or put into force."""
    if wording.version or wording.proposed_at or wording.discarded_at:
        raise Conflict("wording.not_a_draft")


def refuse_unless_proposed(wording: NoticeWording) -> None:
    """Raise `Conflict` (`wording.not_proposed`) for texts that nobody has to decide on."""
    if wording.version or wording.proposed_at is None:
        raise Conflict("wording.not_proposed")


def refuse_unseen(wording: NoticeWording, seen: str) -> None:
    """Raise `Conflict` (`wording.changed_meanwhile`) where the texts are not those seen (by SHA-256)."""
    if wording.sha256 != seen:
        raise Conflict("wording.changed_meanwhile")


def tell(act: str, wording: NoticeWording, by: Actor, at: datetime, **more: object) -> None:
    """Publish an act on texts."""
    session().flush()
    after = {"language": wording.language, "sha256": wording.sha256, **more}
    subjects = (Subject("notice_wording", wording.id),)
    publish(Event(f"notice_wording.{act}", by, at, subjects, after=after))
