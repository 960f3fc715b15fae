"""The answer to "What will I owe?" as plain values."""

from dataclasses import dataclass
from datetime import date

from app.domain.documents.parts import RuleSetName


@dataclass(frozen=True, slots=True)
class CalculationLine:
    """Copies owed to one library.

    `amount`, `by_when` and `why` (one sentence each) are words in the language of the paper. `due_on` None:
    no date yet. `own`: asked of the person in the role chosen.
    """

    library: str
    who: str
    amount: str
    due_on: date | None
    by_when: str
    provisional: bool
    clause: str
    own: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A rule that waits, and the names of the facts that would decide it."""

    rule: str
    facts: str
    clause: str


@dataclass(frozen=True, slots=True)
class NotOwed:
    """An exemption that holds, and why, one sentence each."""

    title: str
    clause: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalculationPaper:
    """What will be owed for the facts given, which `facts` pairs with their questions; `url` leads there.

    `laws` judged: the title, code and version of each; `rules` is the one named at the foot. `notices` say
    what is odd about their time in force.

    It is no act: nobody signs it, and it has no number.
    """

    made_on: date
    specimen: bool
    rules: RuleSetName
    laws: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    headline: str
    lead: str
    url: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[CalculationLine, ...]
    questions: tuple[OpenQuestion, ...]
    exemptions: tuple[NotOwed, ...]

    @property
    def provisional(self) -> bool:
        """Whether a date rests on a feast whose day is not confirmed."""
        return any(line.provisional for line in self.lines)
