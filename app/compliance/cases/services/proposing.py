"""A sanction of the rule set is proposed in a case, with the facts it rests on; nothing is imposed."""

from datetime import datetime

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import SanctionProposal
from app.compliance.cases.queries.sanctions import Possible, possible_sanctions
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.scope import case_to_keep
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.db import session


def propose_sanction(*, case_id: int, sanction: str, words: str, by: Actor, at: datetime) -> SanctionProposal:
    """Record which sanction the body named in the law may be asked for.

    Raises:
        NotFound: there is no such case within reach.
        DomainError: `case.sanction`: the facts of the case do not fit it, or the rules have none.
        DomainError: `case.referral_unknown`, `case.sanction_early`: the day from which the rules allow a
            referral cannot be told or has not come. Rules without a referral give nothing to wait for.
        Conflict: `case.settled_already`.
    """
    case = case_to_keep(case_id, by)
    if case.settled_at is not None:
        raise Conflict("case.settled_already")
    today = clock.local_day(at)
    found = possible_sanctions(case, today=today)
    chosen = next((one for one in found if one.sanction.id == sanction), None)
    if chosen is None:
        raise DomainError("case.sanction", field="sanction")
    standing_of(case, today).referral.refuse_sanction_before(today)
    facts = facts_of_proposal(chosen)
    proposal = SanctionProposal(
        case_id=case.id, sanction=sanction, facts=facts, words=words.strip(), at=at, by_id=by.account_id
    )
    session().add(proposal)
    session().flush()
    after = {"sanction": sanction, "facts": facts, "words": proposal.words}
    publish_act("case.sanction_proposed", case, by=by, at=at, after=after)
    return proposal


def facts_of_proposal(chosen: Possible) -> dict[str, object]:
    """What the proposal rests on, as JSON: unknown amounts and values are null."""
    sanction, value = chosen.sanction, chosen.value
    return {
        "kind": sanction.kind.value,
        "liable": sanction.liable.value,
        "authority": sanction.authority.value if sanction.authority else None,
        "offences": sorted(offence.value for offence in chosen.offences),
        "missing": chosen.missing,
        "minimum": sanction.minimum,
        "maximum": sanction.maximum,
        "unit": sanction.unit,
        "unit_value": value.amount if value else None,
        "unit_currency": value.currency if value else None,
        "unit_from": value.from_on.isoformat() if value else None,
        "unit_source": value.source if value else None,
        "unit_specimen": value.specimen if value else None,
        "instrument": sanction.citation.instrument,
        "locator": sanction.citation.locator,
    }
