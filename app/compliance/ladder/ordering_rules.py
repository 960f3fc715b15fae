"""Which steps of a law may be taken under a standing order."""

from app.compliance.ladder.steps import Step
from app.compliance.specimens import refuse_hypothetical
from app.domain.errors import DomainError


def refuse_unorderable(step: Step) -> None:
    """Let pass a step that a standing order may name: whatever its rule set demands of each single paper by
    a person's own hand forbids an order here.

    Raises:
        DomainError: `ladder.not_orderable`, later steps are acts of a case; `ladder.two_persons`, a notice
            that a second person has to countersign; `notice.hypothetical_law`.
    """
    if not (step.is_reminder or step.is_notice):
        raise DomainError("ladder.not_orderable", field="step")
    if step.is_notice and step.law.rule_set.countersigns_notices:
        raise DomainError("ladder.two_persons", field="step")
    if step.is_notice:
        refuse_hypothetical(step.law)
