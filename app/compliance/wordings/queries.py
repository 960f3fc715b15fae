"""Reads of the texts of the notice: the same for everybody who may edit them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, and_, or_, select

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.slots import built_in, whole
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.infra.wording import Texts


def wording_in_force(language: str, day: date) -> NoticeWording | None:
    """The edited texts in force on a day; None: the built-in ones are."""
    latest = (NoticeWording.in_force_from.desc(), NoticeWording.version.desc())
    begun = _adopted(language).where(NoticeWording.in_force_from <= day)
    return session().scalar(begun.order_by(*latest).limit(1))


def wordings_to_come(language: str, day: date) -> Sequence[NoticeWording]:
    """The edited texts adopted for days after this one, in the order of those days."""
    coming = _adopted(language).where(NoticeWording.in_force_from > day)
    return session().scalars(coming.order_by(NoticeWording.in_force_from, NoticeWording.version)).all()


def wording_after(wording: NoticeWording) -> NoticeWording | None:
    """The edited texts that stand in the place of these from their own day on: the first that begin later, or
    on the same day with a later version. None: nothing ends these."""
    row, day = NoticeWording, wording.in_force_from
    later = or_(row.in_force_from > day, and_(row.in_force_from == day, row.version > wording.version))
    first = _adopted(wording.language).where(later).order_by(row.in_force_from, row.version.desc())
    return session().scalar(first.limit(1))


def _adopted(language: str) -> Select[NoticeWording]:
    standing = NoticeWording.version.is_not(None), NoticeWording.taken_back_at.is_(None)
    return select(NoticeWording).where(NoticeWording.language == language, *standing)


def texts_in_force(language: str, day: date) -> Texts:
    """The texts that a notice of a day is made of."""
    found = wording_in_force(language, day)
    return built_in(language) if found is None else whole(found.texts, language)


def in_force_by_language(day: date) -> Mapping[str, NoticeWording | None]:
    """What is in force in each language on a day."""
    return {language: wording_in_force(language, day) for language in BY_CODE}


def last_version(language: str) -> NoticeWording | None:
    """The edited texts of a language that were put into force last, whether their day has come or not."""
    return session().scalar(_adopted(language).order_by(NoticeWording.version.desc()).limit(1))


def made_from(wording_id: int) -> NoticeWording | None:
    """The Cyrillic texts that were made from Latin ones."""
    return session().scalar(select(NoticeWording).where(NoticeWording.made_from_id == wording_id))


def list_wordings(*, limit: int, language: str = "", before: int | None = None) -> Sequence[NoticeWording]:
    """Drafts and versions, the last begun first; `before` is the id of the last one shown."""
    statement = select(NoticeWording).order_by(NoticeWording.id.desc()).limit(limit)
    if language:
        statement = statement.where(NoticeWording.language == language)
    if before is not None:
        statement = statement.where(NoticeWording.id < before)
    return session().scalars(statement).all()


def wording_by_id(wording_id: int) -> NoticeWording:
    """A draft or version. Raises `NotFound`."""
    found = session().get(NoticeWording, wording_id)
    if found is None:
        raise NotFound("not_found")
    return found


def texts_of(wording_id: int | None) -> Texts | None:
    """The texts that a notice names as its own; None: those that are built in."""
    return None if wording_id is None else wording_by_id(wording_id).texts


def named_version(template: str, wording_id: int | None) -> str:
    """The version of the template with that of the texts: `notice-5f0c2a91d3e7+uz-3-9c41d07b22aa`."""
    if wording_id is None:
        return template
    wording = wording_by_id(wording_id)
    return f"{template}+{wording.language}-{wording.version}-{wording.sha256[:12]}"
