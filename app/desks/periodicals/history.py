"""What was said of a periodical before it was changed, by the acts that changed it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.audit.queries import Act, ActFilter, list_acts
from app.deposits.answers_in_words import Row, changed_rows
from app.desks.periodicals.words import pattern_in_words
from app.domain.periodicals import Pattern
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import format_long, gettext
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.services.writing import USUAL
from app.publications.queries import title_answers
from app.publications.vocabulary import FACTS, NEWSPAPER_LEVELS, word

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """An act that changed what is said of a periodical: each fact as it was and as it became."""

    at: datetime
    who: str
    rows: list[Row]


def changes_of(periodical: Periodical) -> list[Change]:
    """Return the latest changes of a periodical's facts, title and frequency, the newest first."""
    chosen = ActFilter("periodical", kind="publication", subject_id=periodical.publication_id)
    said = _answers(periodical)
    found = []
    for act in list_acts(chosen, limit=SHOWN)[:SHOWN]:
        rows: list[Row] = []
        if act.name == "periodical.amended":
            was = said.merged(act.before)
            rows = [*changed_rows(was, said), *_of_the_title(act)]
            said = was
        elif act.name == "periodical.title_changed":
            rows = [_row(str(FACTS["title"]), act.before["title"], act.after["title"])]
        elif act.name == "periodical.frequency_changed":
            rows = [_frequency(act.before, act.after)]
        if rows:
            found.append(Change(act.at, act.actor_name, rows))
    return found


def _answers(periodical: Periodical) -> RegistrationAnswers:
    """What is said now, as a registration is answered; the ISSN stands in a row of its own."""
    usual = {name: getattr(periodical, name) for name in USUAL}
    return replace(title_answers(periodical.publication), identifiers=(), **usual)


def _of_the_title(act: Act) -> Iterator[Row]:
    """What a periodical has and a release has not."""
    if "issn" in act.before:
        yield _row("ISSN", act.before["issn"], act.after["issn"])
    if "newspaper_level" in act.before:
        levels = (word(NEWSPAPER_LEVELS, said["newspaper_level"]) for said in _said(act))
        yield _row(gettext("Reach of the newspaper"), *levels)


def _said(act: Act) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return act.before, act.after


def _frequency(before: Mapping[str, Any], after: Mapping[str, Any]) -> Row:
    label = gettext("Frequency from %(day)s", day=format_long(date.fromisoformat(after["from_on"])))
    patterns = (Pattern.from_json({name: said[name] for name in before}) for said in (before, after))
    return _row(label, *map(pattern_in_words, patterns))


def _row(label: str, was: object, now: object) -> Row:
    blank = gettext("Not given")
    return {"label": label, "was": was or blank, "now": now or blank}
