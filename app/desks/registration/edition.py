"""New edition or unchanged reprint: which it is, why, and what the law in force makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString

from app.domain.edition import CHANGES_OF, RENEWING
from app.domain.law import Exemption, Rule
from app.domain.law.conditions import questions_of
from app.domain.publication import EditionStatus, ReleaseFacts
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.queries import InForce, rule_set_on
from app.law.why import as_adopted
from app.law.wording import EFFECTS, clause_text, in_readers_language
from app.organisations.models import Organisation
from app.publications.details import detail_words
from app.publications.queries import facts_from_answers
from app.publications.vocabulary import EDITIONS, FACTS, word

EDITION_FACTS = frozenset({"edition_status", "original_deposited"})
REASONS: Mapping[EditionStatus, LazyString] = {
    EditionStatus.FIRST: _("It has not come out before."),
    EditionStatus.REVISED: _("Changed since the last release: %(changes)s. That makes another edition."),
    EditionStatus.UNCHANGED_REPRINT: _(
        "Changed since the last release: %(changes)s. That makes no other edition."
    ),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision that asks about the edition: what it says, where, and what comes of it here."""

    title: str
    clause: str
    url: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition, the reason, and the clauses on it; `note` stands where there is none."""

    name: str
    reason: str
    clauses: tuple[Clause, ...]
    note: str


def edition_of(answers: RegistrationAnswers, publisher: Organisation, *, today: date) -> Edition | None:
    """Return what is to be said of the edition; None for a kind that has none, or while it is not known."""
    kind = answers.definition
    if kind is None or "edition_status" not in kind.asks or answers.edition_status is None:
        return None
    facts = facts_from_answers(answers, publisher)
    law = rule_set_on(today)
    clauses = _clauses(law, facts) if law is not None and facts is not None else ()
    note = "" if clauses else gettext("The law in force says nothing about reprints: they owe as others do.")
    return Edition(word(EDITIONS, answers.edition_status), _reason(answers), clauses, note)


def _reason(answers: RegistrationAnswers) -> str:
    """What has changed, as far as it was said, named from what counts to what does not."""
    status = EditionStatus(answers.edition_status or "")
    said = answers.release_details.get("edition_changes")
    changes = said if isinstance(said, list) else CHANGES_OF.get(status, [])
    counting = [code for code in changes if code in RENEWING] or changes
    named = detail_words("edition_changes", counting).lower()
    return str(REASONS[status]) % {"changes": named}


def _clauses(law: InForce, facts: ReleaseFacts) -> tuple[Clause, ...]:
    provisions: list[Exemption | Rule] = [*law.rule_set.exemptions.values(), *law.rule_set.rules.values()]
    return tuple(_clause(law, item, facts) for item in provisions if _asks_about_edition(item))


def _asks_about_edition(item: Exemption | Rule) -> bool:
    return any(getattr(test, "fact", "") in EDITION_FACTS for test in questions_of(item.when))


def _clause(law: InForce, item: Exemption | Rule, facts: ReleaseFacts) -> Clause:
    return Clause(
        title=in_readers_language(item.title),
        clause=clause_text(item.citation.locator, law.rule_set.jurisdiction),
        url=as_adopted(law, item.id),
        outcome=_outcome(item, facts),
    )


def _outcome(item: Exemption | Rule, facts: ReleaseFacts) -> str:
    verdict = item.when.verdict(facts)
    if verdict is None:
        missing = ", ".join(word(FACTS, name) for name in sorted(item.when.missing(facts)))
        return gettext("Not decided yet. It depends on: %(facts)s.", facts=missing)
    if not verdict:
        return gettext("Does not apply here.")
    effect = str(EFFECTS[item.effect]) if isinstance(item, Exemption) else gettext("Copies are owed")
    return gettext("Applies here: %(effect)s.", effect=effect[:1].lower() + effect[1:])
