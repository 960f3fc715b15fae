"""Texts are begun from those in force, changed, proposed, returned and discarded."""

from datetime import datetime

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.queries import texts_in_force
from app.compliance.wordings.services.telling import (
    held,
    refuse_unless_draft,
    refuse_unless_proposed,
    refuse_unseen,
    tell,
)
from app.compliance.wordings.slots import problems_of, whole
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.wordings import text_digest, tidied
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.infra.wording import Texts


def begin_wording(*, language: str, by: Actor, at: datetime) -> NoticeWording:
    """Begin a draft with the texts in force in a language.

    Raises:
        DomainError: `wording.language`, there is no such language.
    """
    if language not in BY_CODE:
        raise DomainError("wording.language", "language")
    texts = dict(texts_in_force(language, clock.local_day(at)))
    wording = NoticeWording(
        language=language,
        texts=texts,
        sha256=text_digest(texts),
        created_at=at,
        created_by_id=by.account_id,
        changed_at=at,
        changed_by_id=by.account_id,
    )
    session().add(wording)
    tell("begun", wording, by, at)
    return wording


def change_wording(*, wording_id: int, texts: Texts, seen: str, by: Actor, at: datetime) -> NoticeWording:
    """Replace the texts of a draft; the same texts once more change nothing.

    Raises:
        NotFound: there is no such draft.
        Conflict: `wording.not_a_draft`; `wording.changed_meanwhile`, they are not those seen (by SHA-256).
        DomainError: as `refuse_problems`.
    """
    wording = held(wording_id)
    refuse_unless_draft(wording)
    refuse_problems(texts, wording.language)
    tidy = {key: tidied(text) for key, text in texts.items()}
    if tidy == wording.texts:
        return wording
    refuse_unseen(wording, seen)
    changed = sum(text != wording.texts.get(key) for key, text in tidy.items())
    wording.texts, wording.sha256 = tidy, text_digest(tidy)
    wording.changed_at, wording.changed_by_id = at, by.account_id
    tell("changed", wording, by, at, changed=changed)
    return wording


def propose_wording(*, wording_id: int, seen: str, by: Actor, at: datetime) -> NoticeWording:
    """Lay a draft before a colleague; it does not change any more.

    Raises:
        NotFound: there is no such draft.
        Conflict: `wording.not_a_draft`; `wording.changed_meanwhile`; `wording.nothing_new`, it says what is
            in force already.
        DomainError: as `refuse_problems`.
    """
    wording = held(wording_id)
    refuse_unless_draft(wording)
    refuse_unseen(wording, seen)
    complete(wording)
    refuse_problems(wording.texts, wording.language)
    if wording.texts == texts_in_force(wording.language, clock.local_day(at)):
        raise Conflict("wording.nothing_new")
    wording.proposed_at, wording.proposed_by_id = at, by.account_id
    tell("proposed", wording, by, at)
    return wording


def complete(wording: NoticeWording) -> None:
    """Add the built-in texts that came after a draft was begun: its version says all that is printed."""
    texts = whole(wording.texts, wording.language)
    if texts != wording.texts:
        wording.texts, wording.sha256 = texts, text_digest(texts)


def return_wording(*, wording_id: int, by: Actor, at: datetime) -> NoticeWording:
    """Make proposed texts a draft again.

    Raises:
        NotFound: there are no such texts.
        Conflict: `wording.not_proposed`.
    """
    wording = held(wording_id)
    refuse_unless_proposed(wording)
    wording.proposed_at = wording.proposed_by_id = None
    tell("returned", wording, by, at)
    return wording


def discard_wording(*, wording_id: int, by: Actor, at: datetime) -> NoticeWording:
    """Put a draft aside for good; it can still be read.

    Raises:
        NotFound: there is no such draft.
        Conflict: `wording.not_a_draft`; what is proposed is made a draft first.
    """
    wording = held(wording_id)
    refuse_unless_draft(wording)
    wording.discarded_at = at
    tell("discarded", wording, by, at)
    return wording


def refuse_problems(texts: Texts, language: str) -> None:
    """Refuse texts that may not stand.

    Raises:
        DomainError: the first of what `problems_of` finds, with `key` and `line`.
    """
    for problem in problems_of(texts, language):
        raise DomainError(problem.code, problem.key, key=problem.key, line=problem.line, **problem.params)
