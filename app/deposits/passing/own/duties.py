"""To whom the laws of the country have a library give copies that are owed to itself."""

from collections.abc import Mapping
from typing import NamedTuple

from app.domain.actor import Actor
from app.domain.law import RuleSet
from app.domain.law.forwarding import copies_given, given_away
from app.domain.law.model import Forward
from app.infra.db import session
from app.law.queries import rule_sets
from app.organisations.models import Organisation


class Duty(NamedTuple):
    """What a library gives of each release under one rule set; `copies` None: the law does not say."""

    rule_set: RuleSet
    forward: Forward
    copies: int | None

    @property
    def recipient(self) -> Mapping[str, str]:
        """What the recipient is called, in each language."""
        return self.rule_set.recipients[self.forward.recipient].title


def duties_of(actor: Actor) -> dict[int, list[Duty]]:
    """By rule set, to whom the actor's library gives copies of its own; sets that order none are left out."""
    here = session().get(Organisation, actor.organisation_id) if actor.organisation_id else None
    if here is None or here.code is None:
        return {}
    found = {
        law.id: [
            Duty(law.rule_set, forward, copies_given(law.rule_set, forward))
            for forward in given_away(law.rule_set, here.code)
        ]
        for law in rule_sets()
    }
    return {rule_set_id: duties for rule_set_id, duties in found.items() if duties}
