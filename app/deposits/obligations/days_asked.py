"""Which days are asked of a publication: those that its kind has, and those from which the law counts."""

from app.domain.registration import RegistrationAnswers
from app.law.queries import InForce
from app.organisations.models import Organisation
from app.publications.queries import facts_from_answers


def days_asked(answers: RegistrationAnswers, publisher: Organisation, law: InForce | None) -> set[str]:
    """Return the events that such a release has on its carrier, or from which a rule of the law may count."""
    asked: set[str] = set()
    facts = facts_from_answers(answers, publisher)
    if law is not None and facts is not None:
        asked |= {candidate.rule.deadline.event for candidate in law.rule_set.plan(facts).candidates}
    if answers.definition is not None:
        asked |= set(answers.definition.events_on(answers.fitted().carrier))
    return asked
