"""Texts adopted for a later day are taken back before it."""

from datetime import datetime

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.queries import made_from
from app.compliance.wordings.services.telling import held, tell
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra import clock


def take_back_wording(*, wording_id: int, reason: str, by: Actor, at: datetime) -> NoticeWording:
    """Let adopted texts never come into force; no notice was made of them yet, and they can still be read.

    The Cyrillic texts that were made from Latin ones go with them.

    Raises:
        NotFound: there are no such texts.
        Conflict: `wording.not_coming`, they are not adopted, their day has come, or they are taken back
            already; `wording.goes_with_latin`.
        DomainError: `wording.no_reason_back`.
    """
    wording, reason = held(wording_id), reason.strip()
    if wording.made_from_id is not None:
        raise Conflict("wording.goes_with_latin")
    if wording.in_force_from is None or wording.in_force_from <= clock.local_day(at) or wording.taken_back_at:
        raise Conflict("wording.not_coming")
    if not reason:
        raise DomainError("wording.no_reason_back", "reason")
    _take_back(wording, reason, by, at)
    cyrillic = made_from(wording_id)
    if cyrillic is not None:
        _take_back(cyrillic, reason, by, at)
    return wording


def _take_back(wording: NoticeWording, reason: str, by: Actor, at: datetime) -> None:
    wording.taken_back_at, wording.taken_back_by_id, wording.taken_back_for = at, by.account_id, reason
    tell("taken_back", wording, by, at, version=wording.version, reason=reason)
