"""What will be owed for a registration under way, in the words of a person, for the panel beside the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import LazyString

from app.deposits.obligations.exempting import exemptions_of
from app.deposits.obligations.judging import Judgement, OwedUnder, judge
from app.domain.errors import DomainError
from app.domain.explanations import DueDateExplanation, SkipReason, explain_due_date
from app.domain.law import Form
from app.domain.publication import DepositorRole, NewspaperLevel
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import format_day, format_weekday, gettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.law.calendars.queries import calendar
from app.law.why import Exemption, as_adopted
from app.law.wording import clause_text, in_readers_language, period_after, total_text
from app.organisations.models import Organisation
from app.organisations.queries import depositories
from app.publications.queries import facts_from_answers
from app.publications.vocabulary import FACTS, word
from app.web.messages import message_for

OWED_BY_OTHERS: Mapping[str, LazyString] = {
    DepositorRole.PRINTER: _("The printing house delivers this, it is not asked of you"),
    DepositorRole.EDITORIAL_OFFICE: _("The editorial office delivers this, it is not asked of you"),
}
BY_ANOTHER = _("Another organisation delivers this, it is not asked of you")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the panel, as the macro `owed` shows it."""

    copies: int
    file: bool
    library: str
    due: date | None
    due_text: str
    why: str
    clause: str
    clause_url: str
    other: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Something not decided: which duty, and the facts that would tell, each with where to answer it."""

    duty: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the panel says; `problem` stands where no answer can be given."""

    lines: tuple[Line, ...]
    lead: str
    nearest: str
    undecided: tuple[Question, ...]
    exempt: tuple[Exemption, ...]
    problem: str = ""


def build_panel(
    answers: RegistrationAnswers,
    publisher: Organisation,
    *,
    today: date,
    links: Mapping[str, str],
    level: NewspaperLevel | None = None,
) -> Panel:
    """Judge the answers so far and put it in words; `links` tells on which page each fact is asked.

    `level` is the reach of a newspaper, which is said of no other kind.
    """
    facts = facts_from_answers(answers, publisher)
    if facts is None:
        lead = gettext("Choose what it is, where and on what it was made, and the answer appears here.")
        return Panel((), lead, lead, (), ())
    facts = replace(facts, newspaper_level=level) if level else facts
    try:
        judgement = judge(facts, today=today)
        names = {library.code: organisation_name(library) for library in depositories()}
        lines = _lines(judgement, publisher.id, names)
    except DomainError as error:
        return Panel((), "", "", (), (), problem=message_for(error))
    undecided = _questions(judgement, links)
    lead = _lead(lines, decided=not undecided)
    return Panel(
        lines=lines,
        lead=lead,
        nearest=_nearest(lines, lead),
        undecided=undecided,
        exempt=tuple(exemptions_of(judgement, facts)),
    )


def _lines(judgement: Judgement, own_id: int, names: Mapping[str | None, str]) -> tuple[Line, ...]:
    """What is owed by oneself first, the nearest date first; what others owe last."""
    lines = [_line(item, own_id, names) for item in judgement.owed if item.owed.copies is not None]
    return tuple(sorted(lines, key=lambda line: (line.other, line.due is None, line.due or date.max)))


def _line(item: OwedUnder, own_id: int, names: Mapping[str | None, str]) -> Line:
    owed = item.owed
    other = owed.depositor_id != own_id
    rule = item.law.rule_set.rules[owed.rule_id]
    in_words = period_after(rule.deadline, owed.event)
    if other:
        due_text, why = str(OWED_BY_OTHERS.get(owed.depositor_role, BY_ANOTHER)), in_words
    elif owed.due_on is None:
        due_text, why = in_words, gettext("The date is given once that day is known")
    else:
        due_text, why = format_weekday(owed.due_on), _why(item, in_words)
    return Line(
        copies=owed.copies or 0,
        file=owed.form is Form.FILE,
        library=names.get(owed.depository, owed.depository),
        due=None if other else owed.due_on,
        due_text=due_text,
        why=why,
        clause=clause_text(owed.citation.locator),
        clause_url=as_adopted(item.law, owed.rule_id),
        other=other,
    )


def _why(item: OwedUnder, in_words: str) -> str:
    """The period in words, and each free weekday that was not counted."""
    owed, law = item.owed, item.law.rule_set
    if owed.event_on is None:
        return in_words
    found = explain_due_date(law.rules[owed.rule_id].deadline, owed.event_on, calendar(law.working_week))
    notes = [in_words, *_skipped_weekdays(found)]
    if owed.provisional:
        notes.append(gettext("provisional: a holiday's day is not yet confirmed, or the library is closed"))
    return "; ".join(notes)


def _skipped_weekdays(found: DueDateExplanation) -> list[str]:
    free = (SkipReason.HOLIDAY, SkipReason.DAY_OFF)
    return [
        gettext("%(day)s is free and not counted", day=format_day(day.on))
        for day in found.skipped
        if day.skipped in free and day.on.weekday() < 5
    ]


def _lead(lines: Sequence[Line], *, decided: bool) -> str:
    """How much is asked of oneself in all, as far as that is decided."""
    own = [line for line in lines if not line.other]
    total = total_text(
        sum(line.copies for line in own if not line.file), sum(line.copies for line in own if line.file)
    )
    if total:
        return str(gettext("%(amount)s from you.", amount=total))
    if decided:
        return str(gettext("Nothing is asked of you."))
    return str(gettext("It is not decided yet whether anything is asked of you."))


def _nearest(lines: Sequence[Line], lead: str) -> str:
    days = [line.due for line in lines if line.due is not None]
    if not days:
        return lead
    nearest = gettext("The first date is %(day)s.", day=format_day(min(days)))
    return f"{lead} {nearest}"


def _questions(judgement: Judgement, links: Mapping[str, str]) -> tuple[Question, ...]:
    """Rules that wait for a fact, and rules whose text leaves the number open."""
    waiting = [
        Question(
            in_readers_language(item.law.rule_set.rules[item.undecided.rule_id].title),
            tuple((word(FACTS, name), links.get(name, "")) for name in item.undecided.missing),
        )
        for item in judgement.undecided
    ]
    unnumbered = [
        Question(in_readers_language(item.law.rule_set.rules[item.owed.rule_id].title), ())
        for item in judgement.owed
        if item.owed.copies is None
    ]
    return (*waiting, *unnumbered)
