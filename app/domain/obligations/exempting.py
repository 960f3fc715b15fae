"""Which exemption holds from what a rule would make owed."""

from app.domain.law import Candidate, Exemption
from app.domain.law.conditions import AllOf
from app.domain.law.vocabulary import Effect
from app.domain.publication import ReleaseFacts

Found = tuple[Exemption | None, frozenset[str]]
"""The exemption that holds; else the unknown facts on which one may."""


def exemption_among(exemptions: tuple[tuple[Exemption, AllOf], ...], facts: ReleaseFacts) -> Found:
    """The first exemption that sets the duty aside, else the first that makes it smaller; and the unknown
    facts on which one that would set it aside may yet hold."""
    missing: frozenset[str] = frozenset()
    reduction: Exemption | None = None
    for exemption, asked in exemptions:
        verdict = asked.verdict(facts)
        if verdict and exemption.effect is not Effect.REDUCE:
            return exemption, frozenset()
        if verdict:
            reduction = reduction or exemption
        elif verdict is None:
            missing |= asked.missing(facts)
    return reduction, missing


def exemption_from(candidate: Candidate, seen: ReleaseFacts, general: Found) -> Found:
    """The exemption from one rule: of those that concern it alone first, then the general one."""
    own = exemption_among(candidate.exemptions, seen)
    if own[0] is not None and own[0].effect is not Effect.REDUCE:
        return own
    if general[0] is not None and general[0].effect is not Effect.REDUCE:
        return general
    return own[0] or general[0], own[1] | general[1]
