"""The answer to "What will I owe?": duties with their reasons, dates, open questions and exemptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.deposits.obligations.exempting import exemptions_of
from app.deposits.obligations.judging import Judgement, OwedUnder, UndecidedUnder, judge_by
from app.desks.calculator.choosing import Answering
from app.desks.calculator.forms import InquiryForm
from app.domain.law import Form
from app.domain.publication import ReleaseFacts
from app.infra.i18n import format_day, format_long, gettext, organisation_name
from app.infra.settings import settings
from app.law.calendars.queries import unreviewed_years
from app.law.fact_words import words
from app.law.queries import InForce
from app.law.why import Exemption, Why, as_adopted, exemptions_without_duty, why_owed
from app.law.wording import (
    DEPOSITORS,
    EVENTS,
    amount_text,
    clause_text,
    in_readers_language,
    period_after,
    total_text,
)
from app.organisations.queries import depositories, region_names


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed to one library; `own` if it is asked of the person in the role chosen.

    `depository` is the library's code. `copies` None: the text does not say how many. `due_on` None:
    `by_when` says after what.
    """

    law: InForce
    rule_id: str
    depository: str
    copies: int | None
    file: bool
    amount: str
    library: str
    who: str
    own: bool
    due_on: date | None
    by_when: str
    provisional: bool
    clause: str
    url: str
    why: Why


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that may apply, and the facts that would tell: by name, and what each is called."""

    duty: str
    own: bool
    facts: tuple[tuple[str, str], ...]
    clause: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the timeline and what belongs to it; `due` if something must be done by its end."""

    on: date
    texts: tuple[str, ...]
    due: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the law says of the facts given; own duties stand first, the nearest date first.

    `laws` judged, the newest first; `notices` say what is odd about their time in force.
    """

    laws: Sequence[InForce]
    notices: Sequence[str]
    duties: tuple[Duty, ...]
    questions: tuple[Question, ...]
    exemptions: tuple[Exemption, ...]
    events: Mapping[str, date]

    @property
    def own(self) -> list[Duty]:
        """What is asked of the person in the role chosen."""
        return [duty for duty in self.duties if duty.own]

    @property
    def headline(self) -> str:
        """How much in all; at least so much where a rule is not decided, or does not say how many."""
        total = _total(self.own)
        if total and self._is_open:
            return gettext("You deliver at least %(amount)s", amount=total)
        if total:
            return gettext("You deliver %(amount)s", amount=total)
        if not self.laws:
            return gettext("No rule set is in force on that day")
        if self.own:
            return gettext("You deliver copies; the text does not say how many")
        if self._is_open:
            return gettext("It depends on what is not known yet")
        return gettext("Nothing is asked of you")

    @property
    def _is_open(self) -> bool:
        """Whether more may be asked of the person than is certain now."""
        return any(question.own for question in self.questions) or any(not duty.copies for duty in self.own)

    @property
    def everybodys(self) -> str:
        """How much in all where others deliver something too; else empty."""
        return _total(self.duties) if len(self.own) < len(self.duties) else ""

    @property
    def lead(self) -> str:
        """The first and the last date."""
        days = sorted(duty.due_on for duty in self.own if duty.due_on is not None)
        if not days:
            return gettext("Dates are given once the day they count from is known.") if self.own else ""
        if days[0] == days[-1]:
            return gettext("All by %(day)s", day=format_long(days[0]))
        return gettext(
            "The first by %(first)s, the last by %(last)s",
            first=format_day(days[0]),
            last=format_long(days[-1]),
        )

    @property
    def dated(self) -> bool:
        """Whether there is a date to put into a calendar."""
        return any(duty.due_on is not None for duty in self.own)

    @property
    def moments(self) -> list[Moment]:
        """The days on which something happens or is due, the earliest first."""
        happened = [(on, False, str(EVENTS[event])) for event, on in self.events.items()]
        dated = [(duty.due_on, duty) for duty in self.own if duty.due_on is not None]
        due = [(on, True, f"{duty.amount}: {duty.library}") for on, duty in dated]
        ordered = sorted([*happened, *due])
        return [
            Moment(on, tuple(text for _on, _due, text in items), is_due)
            for (on, is_due), items in groupby(ordered, key=lambda item: item[:2])
        ]


def answer_to(answers: Answering, form: InquiryForm, *, today: date) -> Answer:
    """Judge the facts of a valid form by the rule sets that answer. Reads only.

    Raises:
        DomainError: `calendar.out_of_range`, with the event as its field where a date cannot be given.
    """
    facts = form.facts()
    judged = judge_by(answers.by, facts)
    return Answer(
        laws=answers.by.laws,
        notices=answers.notices(form.days(), today),
        duties=_duties(judged, facts, form.role, today),
        questions=tuple(_question(item, form.role) for item in judged.undecided),
        exemptions=tuple(_exemptions(answers, judged, facts)),
        events=facts.events,
    )


def _exemptions(answers: Answering, judged: Judgement, facts: ReleaseFacts) -> list[Exemption]:
    """Why rules are set aside; where no rule would apply at all, the exemptions that say why."""
    if judged.owed or judged.undecided or judged.exempt:
        return exemptions_of(judged, facts)
    places = region_names()
    return [item for law in answers.by.laws for item in exemptions_without_duty(law, facts, places)]


def _duties(judged: Judgement, facts: ReleaseFacts, role: str | None, today: date) -> tuple[Duty, ...]:
    names = {library.code: organisation_name(library) for library in depositories()}
    places, unreviewed = region_names(), unreviewed_years(settings().jurisdiction)
    duties = [
        _duty(
            item,
            why_owed(item.law, item.owed, facts, today=today, places=places, unreviewed=unreviewed),
            names.get(item.owed.depository, item.owed.depository),
            role,
        )
        for item in judged.owed
    ]
    return tuple(sorted(duties, key=lambda duty: (not duty.own, duty.due_on or date.max)))


def _duty(item: OwedUnder, why: Why, library: str, role: str | None) -> Duty:
    law, owed = item.law, item.owed
    deadline = law.rule_set.rules[owed.rule_id].deadline
    return Duty(
        law=law,
        rule_id=owed.rule_id,
        depository=owed.depository,
        copies=owed.copies,
        file=owed.form is Form.FILE,
        amount=amount_text(owed.copies, owed.form),
        library=library,
        who=str(DEPOSITORS[owed.depositor_role]),
        own=role is None or owed.depositor_role == role,
        due_on=owed.due_on,
        by_when=period_after(deadline, owed.event),
        provisional=owed.provisional,
        clause=clause_text(owed.citation.locator, law.rule_set.jurisdiction),
        url=as_adopted(law, owed.rule_id),
        why=why,
    )


def _question(item: UndecidedUnder, role: str | None) -> Question:
    law = item.law
    rule = law.rule_set.rules[item.undecided.rule_id]
    facts = tuple((name, words.name(name)) for name in item.undecided.missing)
    clause = clause_text(rule.citation.locator, law.rule_set.jurisdiction)
    own = role is None or rule.depositor == role
    return Question(in_readers_language(rule.title), own, facts, clause, as_adopted(law, rule.id))


def _total(duties: Sequence[Duty]) -> str:
    copies = sum(duty.copies or 0 for duty in duties if not duty.file)
    return total_text(copies, sum(duty.copies or 0 for duty in duties if duty.file))
