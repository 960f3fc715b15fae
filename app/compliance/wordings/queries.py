"""Reads of the texts of the notice: the same for everybody who may edit them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.slots import built_in, whole
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.infra.wording import Texts


def wording_in_force(language: str, day: date) -> NoticeWording | None:
    """The edited texts in force on a day; None: the built-in ones are."""
    statement = select(NoticeWording).where(
        NoticeWording.language == language, NoticeWording.in_force_from <= day
    )
    latest = (NoticeWording.in_force_from.desc(), NoticeWording.version.desc())
    return session().scalar(statement.order_by(*latest).limit(1))


def texts_in_force(language: str, day: date) -> Texts:
    """The texts that a notice of a day is made of."""
    found = wording_in_force(language, day)
    return built_in(language) if found is None else whole(found.texts, language)


def in_force_by_language(day: date) -> Mapping[str, NoticeWording | None]:
    """What is in force in each language on a day."""
    return {language: wording_in_force(language, day) for language in BY_CODE}


def last_version(language: str) -> NoticeWording | None:
    """The edited texts of a language that were put into force last, whether their day has come or not."""
    versions = select(NoticeWording).where(
        NoticeWording.language == language, NoticeWording.version.is_not(None)
    )
    return session().scalar(versions.order_by(NoticeWording.version.desc()).limit(1))


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
