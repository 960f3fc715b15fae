"""What was said of a periodical before it was changed, by the acts that changed it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.audit.queries import Act, ActFilter, list_acts
from app.deposits.answers_in_words import Names, Row, changed_rows, names_in
from app.desks.periodicals.words import pattern_in_words
from app.domain.periodicals import Pattern
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import format_long, gettext
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.services.writing import USUAL
from app.publications.queries import title_answers
from app.publications.vocabulary import FACTS, NEWSPAPER_LEVELS, word

SHOWN = 100
CHANGES = ("periodical.amended", "periodical.title_changed", "periodical.frequency_changed")

Amended = Mapping[int, tuple[RegistrationAnswers, RegistrationAnswers]]


@dataclass(frozen=True, slots=True)
class Change:
    """An act that changed what is said of a periodical: each fact as it was and as it became."""

    at: datetime
    who: str
    rows: list[Row]


def changes_of(periodical: Periodical) -> tuple[list[Change], bool]:
    """Return the latest changes of a periodical's facts, title and frequency, the newest first, and whether
    there are older ones."""
    chosen = ActFilter(names=CHANGES, kind="publication", subject_id=periodical.publication_id)
    acts = list_acts(chosen, limit=SHOWN)
    amended = _amended(_answers(periodical), acts[:SHOWN])
    names = names_in(said for states in amended.values() for said in states)
    changes = (Change(act.at, act.actor_name, _rows(act, amended, names)) for act in acts[:SHOWN])
    return [change for change in changes if change.rows], len(acts) > SHOWN


def _amended(said: RegistrationAnswers, acts: Iterable[Act]) -> Amended:
    """By act that changed facts, from the newest, what was said before it and after it; `said` is so now."""
    found = {}
    for act in acts:
        if act.name == "periodical.amended":
            was = said.merged(act.before)
            found[act.id], said = (was, said), was
    return found


def _rows(act: Act, amended: Amended, names: Names) -> list[Row]:
    if act.id in amended:
        return [*changed_rows(*amended[act.id], names), *_of_the_title(act)]
    if act.name == "periodical.title_changed":
        return [_row(str(FACTS["title"]), act.before["title"], act.after["title"])]
    return [_frequency(act.before, act.after)]


def _answers(periodical: Periodical) -> RegistrationAnswers:
    """What is said now, as a registration is answered; the ISSN stands in a row of its own."""
    usual = {name: getattr(periodical, name) for name in USUAL}
    return replace(title_answers(periodical.publication), identifiers=(), **usual)


def _of_the_title(act: Act) -> Iterator[Row]:
    """What a periodical has and a release has not."""
    if "issn" in act.before:
        yield _row("ISSN", act.before["issn"], act.after["issn"])
    if "issn_reason" in act.before:
        yield _row(gettext("About the ISSN"), act.before["issn_reason"], act.after["issn_reason"])
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
