"""What is kept in a case: who works on it, notes, files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import CaseFile, CaseNote
from app.compliance.cases.queries.inspectors import inspectors_of
from app.compliance.cases.scope import case_to_keep
from app.deposits.consignments.evidence.checking import SUFFIXES, what_is_kept
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Subject
from app.infra.db import session
from app.infra.storage import keep_file
from app.infra.uploads import plain_name


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    content: bytes
    name: str


def assign_case(*, case_id: int, inspector_id: int, by: Actor, at: datetime) -> None:
    """Hand a case to an inspector.

    Raises:
        NotFound: there is no such case within reach.
        DomainError: `case.inspector`: that person cannot work on it.
        Conflict: `case.inspector_already`.
    """
    case = case_to_keep(case_id, by)
    found = next((one for one in inspectors_of(case.region_soato) if one.id == inspector_id), None)
    if found is None:
        raise DomainError("case.inspector", field="inspector")
    if case.inspector_id == found.id:
        raise Conflict("case.inspector_already")
    before = {"inspector": case.inspector_id}
    case.inspector_id = found.id
    after = {"inspector": found.id, "name": found.name}
    publish_act(
        "case.assigned", case, by=by, at=at, before=before, after=after, about=(Subject("account", found.id),)
    )


def add_note(*, case_id: int, text: str, corrects: int | None = None, by: Actor, at: datetime) -> CaseNote:
    """Add a note, or one that stands instead of an earlier one, which stays to be read.

    Raises:
        NotFound: there is no such case within reach, or it has no such note.
        DomainError: `case.no_text`.
        Conflict: `case.note_corrected`: another note stands instead of that one already.
    """
    case = case_to_keep(case_id, by)
    if not text.strip():
        raise DomainError("case.no_text", field="text")
    if corrects is not None:
        earlier = session().get(CaseNote, corrects)
        if earlier is None or earlier.case_id != case.id:
            raise NotFound("not_found")
        if session().scalar(select(CaseNote.id).where(CaseNote.corrects_id == corrects)) is not None:
            raise Conflict("case.note_corrected")
    note = CaseNote(case_id=case.id, text=text.strip(), corrects_id=corrects, at=at, by_id=by.account_id)
    session().add(note)
    session().flush()
    name = "case.note_added" if corrects is None else "case.note_corrected"
    publish_act(name, case, by=by, at=at, after={"note": note.id, "corrects": corrects, "text": note.text})
    return note


def add_file(
    *, case_id: int, sent: SentFile, title: str, internal: bool, by: Actor, at: datetime
) -> CaseFile:
    """Keep a PDF as it is, or of a photograph the picture alone.

    Raises:
        NotFound: there is no such case within reach.
        DomainError: `case.no_title`; `file.…` and `evidence.…`, as `what_is_kept` refuses.
    """
    case = case_to_keep(case_id, by)
    if not title.strip():
        raise DomainError("case.no_title", field="title")
    kept = what_is_kept(sent.content, "file")
    name = plain_name(sent.name, SUFFIXES[kept.media_type])
    stored = keep_file(kept.content, name=name, media_type=kept.media_type, at=at)
    file = CaseFile(
        case_id=case.id, file_id=stored.id, title=title.strip(), internal=internal, at=at, by_id=by.account_id
    )
    session().add(file)
    session().flush()
    after = {"file": file.id, "title": file.title, "sha256": stored.sha256, "internal": internal}
    publish_act("case.file_added", case, by=by, at=at, after=after)
    return file
