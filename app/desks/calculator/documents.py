"""What the paper of an answer says."""

from collections.abc import Sequence
from datetime import date

from app.desks.calculator.answer import Answer, Duty
from app.desks.calculator.showing import Row
from app.domain.documents import CalculationLine, CalculationPaper, NotOwed, OpenQuestion, RuleSetName
from app.law.queries import InForce
from app.law.why import Exemption
from app.law.wording import in_readers_language


def calculation_paper(
    answer: Answer, given: Sequence[Row], *, usual: InForce, link: str, today: date
) -> CalculationPaper:
    """Return the values of the paper, with its words in the current language.

    `usual` stands at its foot where no rule set is in force.
    """
    first = next((law for law in answer.laws if law.hypothetical), None) or next(iter(answer.laws), usual)
    return CalculationPaper(
        made_on=today,
        specimen=first.hypothetical,
        rules=RuleSetName(first.code, first.version, first.hypothetical),
        laws=tuple((in_readers_language(law.rule_set.title), law.code, law.version) for law in answer.laws),
        notices=tuple(answer.notices),
        headline=answer.headline,
        lead=answer.lead,
        url=link,
        facts=tuple((row["label"], row["value"]) for row in given),
        lines=tuple(_line(duty) for duty in answer.duties),
        questions=tuple(
            OpenQuestion(item.duty, ", ".join(label for _name, label in item.facts), item.clause)
            for item in answer.questions
        ),
        exemptions=tuple(_not_owed(item) for item in answer.exemptions),
    )


def _line(duty: Duty) -> CalculationLine:
    return CalculationLine(
        library=duty.library,
        who=duty.who,
        amount=duty.amount,
        due_on=duty.due_on,
        by_when=duty.by_when,
        provisional=duty.provisional,
        clause=duty.clause,
        own=duty.own,
        why=tuple(duty.why.told),
    )


def _not_owed(exemption: Exemption) -> NotOwed:
    return NotOwed(exemption.title, exemption.clause, tuple(exemption.told))
