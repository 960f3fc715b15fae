"""What a release says, in words: as it is said, and where two states of it are compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domain.registration import GivenIdentifier, RegistrationAnswers
from app.domain.script import in_other_letters
from app.infra.db import session
from app.infra.i18n import format_long, format_money, format_number, gettext
from app.law.wording import EVENTS
from app.organisations.models import Organisation
from app.organisations.queries import region_names
from app.publications.asking import names_asked, names_possible
from app.publications.details import detail_words
from app.publications.languages import LANGUAGES
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    EDITIONS,
    FACTS,
    ORIGINS,
    ROLES,
    SCHEMES,
    SCRIPTS,
    SUBJECTS,
    kind_name,
    word,
)
from app.publications.vocabulary import EVENTS as ASKED_EVENTS

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Names:
    """What the organisations that answers name are called, by id, and regions, by their code."""

    organisations: Mapping[int, str]
    regions: Mapping[str, str]


def names_in(said: Iterable[RegistrationAnswers]) -> Names:
    """Read what answers, however many, are worded with."""
    ids = {number for answers in said for number in (answers.printer_id, answers.imprint_id) if number}
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    found = {row.id: row.name for row in session().execute(named)} if ids else {}
    return Names(found, region_names())


def shown(answers: RegistrationAnswers, names: Names | None = None) -> dict[str, str]:
    """Return every answer that the kind is asked for in words; "Not known" and "Not given" are said.

    `names`: those of `names_in`, read already.
    """
    unknown, names = gettext("Not known"), names or names_in([answers])
    printer = names.organisations[answers.printer_id] if answers.printer_id else answers.printer_name
    if answers.printer_name and not answers.printer_id:
        unlisted = gettext("Not in the list: who owes the printer's copy will be asked of the authority.")
        printer = f"{printer}\n{unlisted}"
    script = word(SCRIPTS, answers.script)
    if in_other_letters(answers.title, answers.script):
        doubt = gettext("The title is written in other letters. Correct the script if it is wrong.")
        script = f"{script}\n{doubt}"
    words = {
        "people": "\n".join(f"{person.name} ({word(ROLES, person.role)})" for person in answers.people),
        "language": word(LANGUAGES, answers.language),
        "script": script,
        "kind": kind_name(answers.kind) if answers.kind else unknown,
        "origin": word(ORIGINS, answers.origin),
        "carrier": word(CARRIERS, answers.carrier),
        "subjects": _codes(SUBJECTS, answers.subjects),
        "audiences": _codes(AUDIENCES, answers.audiences),
        "restricted": _truth(answers.restricted),
        "identifiers": "\n".join(_identifier(given) for given in answers.identifiers),
        "edition_status": word(EDITIONS, answers.edition_status),
        "original_deposited": _truth(answers.original_deposited),
        "print_run": unknown if answers.print_run is None else format_number(answers.print_run),
        "pages": unknown if answers.pages is None else format_number(answers.pages),
        "price": unknown if answers.price is None else format_money(answers.price),
        "import_copies": unknown if answers.import_copies is None else format_number(answers.import_copies),
        "print_on_demand": _truth(answers.print_on_demand),
        "hire_only": _truth(answers.hire_only),
        "year": unknown if answers.year is None else str(answers.year),
        "depositor_region": names.regions.get(answers.depositor_region or "", unknown),
        "printer": printer or unknown,
        "imprint": names.organisations[answers.imprint_id] if answers.imprint_id else "",
    }
    for name in ("title", "parallel_title", "udc", "series", "size", "place"):
        words[name] = getattr(answers, name)
    for name, value in {**answers.title_details, **answers.release_details}.items():
        words[name] = detail_words(name, value)
    return {name: words.get(name) or gettext("Not given") for name in names_asked(answers)}


def changed_rows(
    before: RegistrationAnswers, after: RegistrationAnswers, names: Names | None = None
) -> list[Row]:
    """Return what an amendment changes: each fact with what it was and what it will be.

    A fact that the one or the other is not asked, being of another kind or on another carrier, says so.
    `names`: as `shown`.
    """
    names = names or names_in([before, after])
    old, new = shown(before, names), shown(after, names)
    possible = [(answers, set(names_possible(answers))) for answers in (before, after)]
    rows: list[Row] = []
    for name in {**old, **new}:
        was, now = (
            said.get(name) or gettext("Not given") if name in asked or not answers.kind else _unasked()
            for said, (answers, asked) in zip((old, new), possible, strict=True)
        )
        if was != now:
            rows.append({"label": word(FACTS, name), "was": was, "now": now})
    another = (before.kind, before.fitted().carrier) != (after.kind, after.fitted().carrier)
    for name in ASKED_EVENTS:
        days = [(answers, answers.events.get(name)) for answers in (before, after)]
        if days[0][1] != days[1][1]:
            was, now = (
                _unasked() if another and day is None and not _happens(name, answers) else _day(day)
                for answers, day in days
            )
            rows.append({"label": str(EVENTS[name]), "was": was, "now": now})
    return rows


def _unasked() -> str:
    return str(gettext("Not asked of this kind"))


def _happens(event: str, answers: RegistrationAnswers) -> bool:
    """Whether it happens to such a publication, whatever the law counts from."""
    kind = answers.definition
    return kind is None or event in kind.events_on(answers.fitted().carrier)


def _identifier(given: GivenIdentifier) -> str:
    number = f"{word(SCHEMES, given.scheme)} {given.printed}"
    return f"{number} ({given.reason})" if given.reason else number


def _day(day: date | None) -> str:
    return format_long(day) if day else str(gettext("Not known"))


def _truth(value: bool | None) -> str:
    if value is None:
        return str(gettext("Not known"))
    return str(gettext("Yes") if value else gettext("No"))


def _codes(words: Mapping[str, object], codes: frozenset[str] | None) -> str:
    if codes is None:
        return str(gettext("Not known"))
    return ", ".join(str(words.get(code, code)) for code in sorted(codes))
