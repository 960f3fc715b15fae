"""Files that lawyers hand to a command: read, or refused with a line for each place that is wrong."""

from collections.abc import Mapping
from pathlib import Path

from app.domain.calendar import Calendar
from app.domain.errors import DomainError
from app.domain.law import RuleSet, RuleSetProblems
from app.law.findings import Checked
from app.law.plain_text import Document, read_document
from app.law.reading import check_bytes, text_of_bytes
from app.law.refusals import Refused, lines_about, refused
from app.law.trial_days import read_calendar
from app.web.messages import message_for


def checked_file(file: Path) -> Checked:
    """What a file says as a rule set, or everything that keeps it from being one."""
    return check_bytes(file.read_bytes())


def rule_set_in(file: Path) -> RuleSet:
    """The rule set in a file. Raises `Refused` with everything that is wrong with it."""
    checked = checked_file(file)
    if checked.rule_set is None:
        raise Refused("\n".join(lines_about(file, checked)))
    return checked.rule_set


def document_in(file: Path) -> Document:
    """The plain data in a file. Raises `Refused`."""
    try:
        document = read_document(text_of_bytes(file.read_bytes()))
    except DomainError as error:
        raise Refused(f"{file}: {message_for(error)}") from error
    if document.problems:
        raise refused(file, document, RuleSetProblems(tuple(document.problems)))
    return document


def object_of(document: Document) -> Mapping[str, object]:
    """The object that a file must hold; an empty one lacks every key, and its reader will say so."""
    return document.value if isinstance(document.value, dict) else {}


def calendar_in(file: Path, rule_set: RuleSet) -> Calendar:
    """The calendar in a file, for the working week of a rule set. Raises `Refused`, `DomainError`."""
    document = document_in(file)
    try:
        return read_calendar(object_of(document), rule_set)
    except RuleSetProblems as error:
        raise refused(file, document, error) from error
