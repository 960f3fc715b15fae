"""What every page of a registration shows around its form."""

from collections.abc import Mapping
from datetime import date

from flask import url_for

from app.desks.registration.panel import Panel, build_panel
from app.domain.deadlines import Event
from app.domain.registration import NAMES, RELEASE_FACTS, RegistrationAnswers
from app.infra.i18n import format_long, format_money, format_number, gettext, place_name
from app.infra.i18n import lazy_gettext as _
from app.law.queries import rule_set_on
from app.law.wording import EVENTS
from app.organisations.models import Organisation
from app.organisations.queries import organisation_by_id, regions
from app.publications.models import RegistrationDraft
from app.publications.queries import facts_from_answers
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    EDITIONS,
    FACTS,
    LANGUAGES,
    ORIGINS,
    ROLES,
    SCRIPTS,
    SUBJECTS,
    kind_name,
    language_tag,
    word,
)
from app.publications.vocabulary import EVENTS as ASKED_EVENTS

STEPS = (("title", _("The title")), ("release", _("This release")), ("check", _("Check")))
ALWAYS_ASKED = (Event.FIRST_BATCH_RELEASED, Event.PRINT_RUN_COMPLETED)
FIELD_OF_FACT = {"languages": "language", "unit_cost": "price"}
FIRST_INPUT = {
    "people": "people-0-name",
    "isbns": "isbns-0-number",
    **{name: f"{name}-0" for name in ("kind", "restricted", "edition_status", "original_deposited")},
}
"""The first input of a field that has several."""

Row = dict[str, object]


def page_context(
    draft: RegistrationDraft, answers: RegistrationAnswers, step: str, *, today: date
) -> dict[str, object]:
    """Return the steps, the panel and the title, which every page of a registration needs."""
    names = [name for name, _label in STEPS]
    position = names.index(step)
    return {
        "draft": draft,
        "steps": [
            {
                "label": str(label),
                "url": step_url(draft, name) if names.index(name) < position else None,
                "current": name == step,
            }
            for name, label in STEPS
        ],
        "panel": panel_for(draft, answers, today=today),
        "book_title": answers.title,
        "book_lang": language_tag(answers.language, answers.script),
        "book_author": answers.people[0].name if answers.people else "",
    }


def step_url(draft: RegistrationDraft, step: str) -> str:
    """Return the address of a step of this registration."""
    return url_for(f"registration.{step}", draft_id=draft.id)


def panel_for(draft: RegistrationDraft, answers: RegistrationAnswers, *, today: date) -> Panel:
    """Return what will be owed under these answers."""
    publisher = organisation_by_id(draft.organisation_id)
    return build_panel(answers, publisher, today=today, links=fact_links(draft))


def fact_links(draft: RegistrationDraft) -> Mapping[str, str]:
    """Return where each fact is asked, by the fact's name in a rule."""
    links = {}
    for fact in FACTS:
        field = FIELD_OF_FACT.get(fact, fact)
        step = "release" if field in RELEASE_FACTS or field == "printer" else "title"
        links[fact] = f"{step_url(draft, step)}#{FIRST_INPUT.get(field, field)}"
    return links


def events_asked(answers: RegistrationAnswers, publisher: Organisation, *, today: date) -> list[str]:
    """Return the events from which a rule may count for such a release, and those already answered."""
    law = rule_set_on(today)
    facts = facts_from_answers(answers, publisher)
    asked: set[str] = set(answers.events)
    if law is not None and facts is not None:
        asked |= {candidate.rule.deadline.event for candidate in law.rule_set.plan(facts).candidates}
    if not asked & set(ASKED_EVENTS):
        asked |= set(ALWAYS_ASKED)
    return [event for event in ASKED_EVENTS if event in asked]


def shown(answers: RegistrationAnswers) -> dict[str, str]:
    """Return every answer in words, by its name; "Not known" and "Not given" are said."""
    unknown = gettext("Not known")
    printer = organisation_by_id(answers.printer_id).name if answers.printer_id else answers.printer_name
    if answers.printer_name and not answers.printer_id:
        unlisted = gettext("Not in the list: who owes the printer's copy will be asked of the authority.")
        printer = f"{printer}\n{unlisted}"
    region = next((place_name(r) for r in regions() if r.soato == answers.depositor_region), unknown)
    words = {
        "people": "\n".join(f"{person.name} ({word(ROLES, person.role)})" for person in answers.people),
        "language": word(LANGUAGES, answers.language),
        "script": word(SCRIPTS, answers.script),
        "kind": kind_name(answers.kind) if answers.kind else unknown,
        "origin": word(ORIGINS, answers.origin),
        "carrier": word(CARRIERS, answers.carrier),
        "subjects": _codes(SUBJECTS, answers.subjects),
        "audiences": _codes(AUDIENCES, answers.audiences),
        "restricted": _truth(answers.restricted),
        "isbns": "\n".join(
            f"{isbn.printed} ({isbn.reason})" if isbn.reason else isbn.printed for isbn in answers.isbns
        ),
        "edition_status": word(EDITIONS, answers.edition_status),
        "original_deposited": _truth(answers.original_deposited),
        "print_run": unknown if answers.print_run is None else format_number(answers.print_run),
        "pages": unknown if answers.pages is None else format_number(answers.pages),
        "price": unknown if answers.price is None else format_money(answers.price),
        "year": unknown if answers.year is None else str(answers.year),
        "depositor_region": region,
        "printer": printer or unknown,
    }
    for name in ("title", "parallel_title", "udc", "series", "size", "place"):
        words[name] = getattr(answers, name)
    return {name: text or gettext("Not given") for name, text in words.items()}


def check_rows(
    draft: RegistrationDraft, answers: RegistrationAnswers, asked: list[str]
) -> tuple[list[Row], list[Row]]:
    """Return the rows of the check page for the title and for the release, each with its way to change it."""
    words, links = shown(answers), fact_links(draft)
    names = [
        "printer" if name == "printer_name" else name
        for name in NAMES
        if name not in ("printer_id", "events")
    ]
    rows: dict[str, Row] = {
        name: {"label": word(FACTS, name), "value": words[name], "change_url": links[name]} for name in names
    }
    days: list[Row] = [
        {
            "label": str(EVENTS[name]),
            "value": format_long(answers.events[name]) if name in answers.events else gettext("Not known"),
            "change_url": f"{step_url(draft, 'release')}#{name}-day",
        }
        for name in asked
    ]
    release_names = [name for name in names if name in RELEASE_FACTS or name == "printer"]
    title_names = [name for name in names if name not in release_names]
    if draft.publication_id is not None:
        for name in title_names:
            if name != "isbns":
                del rows[name]["change_url"]
    return [rows[name] for name in title_names], [*(rows[name] for name in release_names), *days]


def changed_rows(before: RegistrationAnswers, after: RegistrationAnswers) -> list[Row]:
    """Return what an amendment changes: each fact with what it was and what it will be."""
    old, new = shown(before), shown(after)
    rows: list[Row] = [
        {"label": word(FACTS, name), "was": old[name], "now": new[name]}
        for name in old
        if old[name] != new[name]
    ]
    for name in ASKED_EVENTS:
        was, now = before.events.get(name), after.events.get(name)
        if was != now:
            rows.append({"label": str(EVENTS[name]), "was": _day(was), "now": _day(now)})
    return rows


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
