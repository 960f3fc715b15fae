"""Proposed texts are put into force by a second person, with a day and a reason."""

from datetime import date, datetime, timedelta

from app.compliance.wordings.cyrillic import CYRILLIC, LATIN, cyrillic_of
from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.queries import last_version
from app.compliance.wordings.services.drafting import complete, refuse_problems
from app.compliance.wordings.services.telling import held, refuse_unless_proposed, refuse_unseen, tell
from app.deposits.series import next_number
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.wordings import text_digest
from app.infra import clock
from app.infra.db import session

FURTHEST = timedelta(days=366)
"""How far ahead texts may come into force: a day further off is a slip of the pen."""
EVER = 0
"""Versions are not counted anew each year."""


def put_wording_in_force(
    *, wording_id: int, seen: str, from_on: date, reason: str, by: Actor, at: datetime
) -> NoticeWording:
    """Give proposed texts a version and put them into force from a day on.

    Latin texts bring Cyrillic ones made from them, unless somebody wrote the Cyrillic ones.

    Raises:
        NotFound: there are no such texts.
        Conflict: `wording.not_proposed`; `wording.changed_meanwhile`.
        DomainError: `wording.same_person`, who proposed or last changed them; `wording.no_reason`;
            `wording.day_past`, notices of that day are issued already; `wording.day_too_far`; as
            `refuse_problems`.
    """
    wording = held(wording_id)
    refuse_unless_proposed(wording)
    refuse_unseen(wording, seen)
    if by.account_id in (wording.proposed_by_id, wording.changed_by_id):
        raise DomainError("wording.same_person")
    if from_on < clock.local_day(at):
        raise DomainError("wording.day_past", "from_on")
    if from_on > clock.local_day(at) + FURTHEST:
        raise DomainError("wording.day_too_far", "from_on", most=FURTHEST.days)
    if not reason.strip():
        raise DomainError("wording.no_reason", "reason")
    complete(wording)
    refuse_problems(wording.texts, wording.language)
    _decide(wording, from_on, reason.strip(), by, at)
    if wording.language == LATIN:
        _bring_cyrillic(wording, by, at)
    return wording


def _decide(wording: NoticeWording, from_on: date, reason: str, by: Actor, at: datetime) -> None:
    wording.version = next_number(f"notice-wording-{wording.language}", EVER)
    wording.in_force_from, wording.reason = from_on, reason
    wording.decided_at, wording.decided_by_id = at, by.account_id
    said = {"version": wording.version, "effective_from": from_on.isoformat(), "reason": reason}
    tell("put_in_force", wording, by, at, **said)


def _bring_cyrillic(latin: NoticeWording, by: Actor, at: datetime) -> None:
    last = last_version(CYRILLIC)
    if (last is not None and last.made_from_id is None) or latin.in_force_from is None:
        return
    texts = cyrillic_of(latin.texts)
    made = NoticeWording(
        language=CYRILLIC,
        texts=texts,
        sha256=text_digest(texts),
        created_at=at,
        created_by_id=latin.created_by_id,
        changed_at=at,
        changed_by_id=latin.changed_by_id,
        proposed_at=latin.proposed_at,
        proposed_by_id=latin.proposed_by_id,
        made_from_id=latin.id,
    )
    session().add(made)
    _decide(made, latin.in_force_from, latin.reason, by, at)
