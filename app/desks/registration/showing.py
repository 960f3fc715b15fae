"""What was answered, in words: once more before it is confirmed, and where two states of it are compared."""

from collections.abc import Mapping
from datetime import date

from app.deposits.obligations.deposited import in_words
from app.desks.registration.asking import names_asked, of_release
from app.desks.registration.earlier import earlier_of_draft
from app.desks.registration.wizard import fact_links, step_url
from app.domain.registration import GivenIdentifier, RegistrationAnswers
from app.domain.script import in_other_letters
from app.infra.i18n import format_long, format_money, format_number, gettext, place_name
from app.law.wording import EVENTS
from app.organisations.queries import organisation_by_id, regions
from app.publications.details import detail_words
from app.publications.languages import LANGUAGES
from app.publications.models import RegistrationDraft
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


def shown(answers: RegistrationAnswers) -> dict[str, str]:
    """Return every answer that the kind is asked for in words; "Not known" and "Not given" are said."""
    unknown = gettext("Not known")
    printer = organisation_by_id(answers.printer_id).name if answers.printer_id else answers.printer_name
    if answers.printer_name and not answers.printer_id:
        unlisted = gettext("Not in the list: who owes the printer's copy will be asked of the authority.")
        printer = f"{printer}\n{unlisted}"
    script = word(SCRIPTS, answers.script)
    if in_other_letters(answers.title, answers.script):
        doubt = gettext("The title is written in other letters. Correct the script if it is wrong.")
        script = f"{script}\n{doubt}"
    region = next((place_name(r) for r in regions() if r.soato == answers.depositor_region), unknown)
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
        "depositor_region": region,
        "printer": printer or unknown,
        "imprint": organisation_by_id(answers.imprint_id).name if answers.imprint_id else "",
    }
    for name in ("title", "parallel_title", "udc", "series", "size", "place"):
        words[name] = getattr(answers, name)
    for name, value in {**answers.title_details, **answers.release_details}.items():
        words[name] = detail_words(name, value)
    return {name: words.get(name) or gettext("Not given") for name in names_asked(answers)}


def check_rows(
    draft: RegistrationDraft, answers: RegistrationAnswers, asked: list[str]
) -> tuple[list[Row], list[Row]]:
    """Return the rows of the check page for the title and for the release, each with its way to change it."""
    words, links = shown(answers), fact_links(draft, answers)
    names = names_asked(answers)
    rows: dict[str, Row] = {
        name: {"label": word(FACTS, name), "value": words[name], "change_url": links[name]} for name in names
    }
    earlier = earlier_of_draft(draft) if "original_deposited" in rows else None
    if earlier is not None:
        rows["original_deposited"]["value"] = f"{words['original_deposited']}\n{in_words(earlier)}"
    days: list[Row] = [
        {
            "label": str(EVENTS[name]),
            "value": format_long(answers.events[name]) if name in answers.events else gettext("Not known"),
            "change_url": f"{step_url(draft, 'release')}#{name}-day",
        }
        for name in asked
    ]
    release_names = [name for name in names if of_release(name)]
    title_names = [name for name in names if name not in release_names]
    if draft.publication_id is not None:
        for name in title_names:
            if name != "identifiers":
                del rows[name]["change_url"]
    return [rows[name] for name in title_names], [*(rows[name] for name in release_names), *days]


def changed_rows(before: RegistrationAnswers, after: RegistrationAnswers) -> list[Row]:
    """Return what an amendment changes: each fact with what it was and what it will be."""
    old, new = shown(before), shown(after)
    blank = gettext("Not given")
    rows: list[Row] = [
        {"label": word(FACTS, name), "was": old.get(name, blank), "now": new.get(name, blank)}
        for name in {**old, **new}
        if old.get(name, blank) != new.get(name, blank)
    ]
    for name in ASKED_EVENTS:
        was, now = before.events.get(name), after.events.get(name)
        if was != now:
            rows.append({"label": str(EVENTS[name]), "was": _day(was), "now": _day(now)})
    return rows


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
