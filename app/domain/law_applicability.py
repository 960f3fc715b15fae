"""Whether a rule set asks anything of somebody of whom only the trade and kinds of documents are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.law import Rule, RuleSet
from app.domain.publication import Carrier, DepositorRole, Kind, Origin, ReleaseFacts


class Depositing(StrEnum):
    """What somebody is, in the words of who asks rather than of a law."""

    PUBLISHER = "publisher"
    PRINTER = "printer"
    EDITORIAL_OFFICE = "editorial_office"
    PRODUCER = "producer"
    IMPORTER = "importer"
    ACADEMIC_COUNCIL = "academic_council"
    AUTHOR_PUBLISHER = "author_publisher"
    RIGHTS_HOLDER = "rights_holder"


ROLES: Mapping[Depositing, DepositorRole] = {
    Depositing.PUBLISHER: DepositorRole.PUBLISHER,
    Depositing.PRINTER: DepositorRole.PRINTER,
    Depositing.EDITORIAL_OFFICE: DepositorRole.EDITORIAL_OFFICE,
    Depositing.PRODUCER: DepositorRole.PRODUCER,
    Depositing.IMPORTER: DepositorRole.IMPORTER,
    Depositing.ACADEMIC_COUNCIL: DepositorRole.ACADEMIC_COUNCIL,
    Depositing.AUTHOR_PUBLISHER: DepositorRole.PUBLISHER,
    Depositing.RIGHTS_HOLDER: DepositorRole.RIGHTS_HOLDER_TO_DISTRIBUTE,
}
"""As which depositor a law that names each trade would know them."""

PERHAPS: Mapping[DepositorRole, frozenset[Depositing]] = {
    DepositorRole.PRINTER_OR_PUBLISHER: frozenset(
        {Depositing.PUBLISHER, Depositing.PRINTER, Depositing.AUTHOR_PUBLISHER}
    ),
    DepositorRole.DEPOSIT_OBLIGOR: frozenset(Depositing),
}
"""Whom a text may mean that does not say which."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A rule that names the asker, or (`certain` False) may mean the asker, and the kinds it can be about."""

    rule: Rule
    kinds: tuple[Kind, ...]
    certain: bool


def concerns(rule_set: RuleSet, who: Depositing, kinds: Iterable[Kind]) -> tuple[Concern, ...]:
    """Return the rules that can ask something of `who` for these kinds; those that name them stand first.

    A rule counts where it could apply under some carrier and origin and under facts not known yet.
    """
    asked = tuple(kinds)
    found = []
    for rule in rule_set.rules.values():
        certain = rule.depositor is ROLES[who]
        if certain or who in PERHAPS.get(rule.depositor, frozenset()):
            about = tuple(kind for kind in asked if _may_be_about(rule, kind))
            if about:
                found.append(Concern(rule, about, certain))
    return tuple(sorted(found, key=lambda concern: not concern.certain))


def _may_be_about(rule: Rule, kind: Kind) -> bool:
    return any(
        rule.when.verdict(ReleaseFacts(kind=kind, carrier=carrier, origin=origin)) is not False
        for carrier in Carrier
        for origin in Origin
    )
