"""Which sanctions of the rule set the facts of a case fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.compliance.cases.models import Case, SanctionProposal
from app.compliance.cases.queries.standing import standing_of
from app.compliance.unit_values.models import UnitValue
from app.compliance.unit_values.queries import unit_value_on
from app.domain.law.procedure import Sanction
from app.domain.law.procedure_vocabulary import Liable, Offence
from app.infra.db import session
from app.law.queries import rule_set_by_id
from app.organisations.models import Organisation, OrganisationKind

ANYBODY = frozenset({Liable.DEPOSITOR, Liable.PUBLISHER})
PERSONS = ANYBODY | {Liable.NATURAL_PERSON, Liable.OFFICIAL_OR_SOLE_TRADER}
ORGANISATIONS = ANYBODY | {Liable.LEGAL_PERSON, Liable.OFFICIAL, Liable.OFFICIAL_OR_SOLE_TRADER}


@dataclass(frozen=True, slots=True)
class Possible:
    """A sanction that fits; `offences` are those of the case for which it is threatened. `value` None: it has
    no unit, or nobody has entered what the unit is worth."""

    sanction: Sanction
    offences: frozenset[Offence]
    missing: int
    value: UnitValue | None


def possible_sanctions(case: Case, *, today: date) -> list[Possible]:
    """The sanctions of the case's rule set that its facts fit, with what their unit is worth today.

    Offences that are a matter of mind, such as wilful ones, are for the body that decides.
    """
    rules, standing = rule_set_by_id(case.rule_set_id).rule_set, standing_of(case, today)
    kind = session().get_one(Organisation, case.depositor_id).kind
    liable = PERSONS if kind is OrganisationKind.AUTHOR_PUBLISHER else ORGANISATIONS
    return [
        Possible(one, met, standing.missing, unit_value_on(one.unit, today) if one.unit else None)
        for one in rules.sanctions
        if one.liable in liable and (met := one.offences & standing.offences)
    ]


def proposals_of(case: Case) -> Sequence[SanctionProposal]:
    """What was proposed, the latest first: that one counts."""
    statement = select(SanctionProposal).where(SanctionProposal.case_id == case.id)
    ordered = statement.options(joinedload(SanctionProposal.by)).order_by(SanctionProposal.id.desc())
    return session().scalars(ordered).all()
