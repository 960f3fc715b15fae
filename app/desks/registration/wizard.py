"""What every page of a registration shows around its form."""

from collections.abc import Collection, Mapping
from datetime import date

from flask import url_for

from app.deposits.obligations.days_asked import days_asked
from app.desks.registration.edition import edition_of
from app.desks.registration.panel import build_panel
from app.domain.law import Exemption, Rule
from app.domain.registration import ASKED_WHERE_THE_LAW_ASKS, RegistrationAnswers
from app.infra.i18n import lazy_gettext as _
from app.law.queries import rule_set_on
from app.organisations.models import Organisation
from app.organisations.queries import organisation_by_id
from app.publications.asking import names_asked, names_possible, of_release
from app.publications.models import RegistrationDraft
from app.publications.queries import answers_of, facts_from_answers, own_release
from app.publications.vocabulary import EVENTS as ASKED_EVENTS
from app.publications.vocabulary import FACTS, kind_name, language_tag
from app.web.access import current_actor

STEPS = (("title", _("The title")), ("release", _("This release")), ("check", _("Check")))
FIELD_OF_FACT = {"languages": "language", "unit_cost": "price"}
FIRST_INPUT = {
    "people": "people-0-name",
    "identifiers": "identifiers-0-number",
    "edition_status": "published_before-0",
    **{
        name: f"{name}-0"
        for name in ("restricted", "original_deposited", "edition_changes", "print_on_demand", "hire_only")
    },
}
"""The first input of a field that has several."""


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
        **beside(draft, answers, step, today=today),
        "kind": kind_name(answers.kind),
        "book_title": answers.title,
        "book_lang": language_tag(answers.language, answers.script),
        "book_author": answers.people[0].name if answers.people else "",
    }


def step_url(draft: RegistrationDraft, step: str) -> str:
    """Return the address of a step of this registration."""
    return url_for(f"registration.{step}", draft_id=draft.id)


def beside(
    draft: RegistrationDraft, answers: RegistrationAnswers, step: str, *, today: date
) -> dict[str, object]:
    """Return what stands beside a step: what will be owed and, once that is asked, which edition it is."""
    publisher = organisation_by_id(draft.organisation_id)
    asked = step != "title"
    return {
        "panel": build_panel(answers, publisher, today=today, links=fact_links(draft, answers)),
        "edition": edition_of(answers.fitted(), publisher, today=today) if asked else None,
    }


def fact_links(draft: RegistrationDraft, answers: RegistrationAnswers) -> Mapping[str, str]:
    """Return where each fact is asked, by its name in a rule; what this kind is not asked leads nowhere."""
    links = {}
    waiting = set(names_possible(answers)).intersection(ASKED_WHERE_THE_LAW_ASKS)
    asked = waiting.union(names_asked(answers))
    for fact in FACTS:
        name = FIELD_OF_FACT.get(fact, fact)
        if name in asked:
            step = "kind" if name == "kind" else "release" if of_release(name) else "title"
            links[fact] = f"{step_url(draft, step)}#{FIRST_INPUT.get(name, name)}"
    return links


def facts_awaited(answers: RegistrationAnswers, publisher: Organisation, *, today: date) -> frozenset[str]:
    """Return the facts for which rules and exemptions in force wait, and would if they were not answered."""
    law = rule_set_on(today)
    unanswered = answers.merged(dict.fromkeys(ASKED_WHERE_THE_LAW_ASKS))
    facts = facts_from_answers(unanswered, publisher)
    if law is None or facts is None:
        return frozenset()
    provisions: list[Exemption | Rule] = [*law.rule_set.rules.values(), *law.rule_set.exemptions.values()]
    return frozenset[str]().union(*(item.when.missing(facts) for item in provisions))


def events_asked(draft: RegistrationDraft, answers: RegistrationAnswers, *, today: date) -> list[str]:
    """Return the events that such a release has or a rule may count from, and those that are registered of
    it already, unless an amendment makes another kind of it, or puts it on another carrier."""
    publisher = organisation_by_id(draft.organisation_id)
    asked = {*_events_registered(draft, answers), *days_asked(answers, publisher, rule_set_on(today))}
    return [event for event in ASKED_EVENTS if event in asked]


def unasked_events(draft: RegistrationDraft, answers: RegistrationAnswers, *, today: date) -> set[str]:
    """Return the events that are answered still, though what it has become is not asked for them."""
    return set(answers.events) - set(events_asked(draft, answers, today=today))


def _events_registered(draft: RegistrationDraft, answers: RegistrationAnswers) -> Collection[str]:
    if draft.amends_id is None:
        return ()
    before = answers_of(own_release(current_actor(), draft.amends_id))
    same = (before.kind, before.carrier) == (answers.kind, answers.fitted().carrier)
    return before.events if same else ()
