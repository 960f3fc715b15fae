"""Why nothing is owed: the exemptions of a judgement, explained."""

from app.deposits.obligations.judging import Judgement
from app.domain.publication import ReleaseFacts
from app.law.why import Exemption, exemptions
from app.organisations.queries import region_names


def exemptions_of(judgement: Judgement, facts: ReleaseFacts) -> list[Exemption]:
    """Each exemption of each rule set, once, with its reasons and the rules that it sets aside."""
    laws = {item.law.id: item.law for item in judgement.exempt}
    if not laws:
        return []
    places = region_names()
    return [
        exemption
        for law in laws.values()
        for exemption in exemptions(
            law, [item.exempt for item in judgement.exempt if item.law.id == law.id], facts, places
        )
    ]
