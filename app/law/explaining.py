"""Why something is owed, is not owed or is not decided, in the reader's words, from values alone.

Pages show the points with their labels; the command line and papers take the plain sentences.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.domain.explanations import (
    DueDateExplanation,
    Explanation,
    explain,
    explain_due_date,
    explain_exemption,
)
from app.domain.law import Citation, Exemption, RuleSet
from app.domain.law.vocabulary import Effect
from app.domain.obligations import Exempt, Owed, Substituted, Undecided
from app.domain.publication import ReleaseFacts
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.counting import About, Point, count_points
from app.law.fact_words import reason_text, words
from app.law.wording import (
    ALTERNATIVES,
    EFFECTS,
    EVENTS,
    amount_text,
    clause_text,
    deadline_text,
    in_readers_language,
    number_text,
)

Places = Mapping[str, str]
"""Names of regions by their code, in the reader's language; a code without a name stands for itself."""

NOWHERE: Places = {}


def sentences(
    rule_set: RuleSet,
    item: Owed | Exempt | Substituted | Undecided,
    facts: ReleaseFacts,
    calendar: Calendar,
    places: Places = NOWHERE,
) -> list[str]:
    """Explain one outcome of `decide` in plain sentences in the current language.

    Raises:
        DomainError: `calendar.out_of_range`.
    """
    if isinstance(item, Owed):
        points = owed_points(rule_set, item, facts, count_of(rule_set, item, calendar), places)
    elif isinstance(item, Exempt):
        points = exempt_points(
            rule_set, rule_set.exemptions[item.exemption_id], [item.rule_id], facts, places
        )
    elif isinstance(item, Substituted):
        points = substituted_points(rule_set, item)
    else:
        points = undecided_points(rule_set, item)
    return told(points)


def told(points: Sequence[Point]) -> list[str]:
    """The points as plain sentences."""
    return [f"{point.label}: {point.text.removesuffix('.')}." for point in points]


def count_of(rule_set: RuleSet, owed: Owed, calendar: Calendar) -> DueDateExplanation | None:
    """How the due date was counted from the event that started the clock; None before that event.

    Raises:
        DomainError: `calendar.out_of_range`.
    """
    if owed.event_on is None:
        return None
    deadline = replace(rule_set.rules[owed.rule_id].deadline, event=Event(owed.event))
    return explain_due_date(deadline, owed.event_on, calendar)


def owed_points(
    rule_set: RuleSet,
    owed: Owed,
    facts: ReleaseFacts,
    counted: DueDateExplanation | None,
    places: Places = NOWHERE,
) -> list[Point]:
    """Why it is owed, on which basis, to whom, how many and by when; `counted` comes from `count_of`."""
    found = explain(rule_set, owed, facts)
    points = [
        *_grounds(rule_set, found, places),
        Point(About.NUMBER, gettext("How many"), _number(rule_set, owed)),
    ]
    if counted is not None:
        at_home = rule_set.jurisdiction == settings().jurisdiction
        return [*points, *count_points(counted, at_home=at_home)]
    waiting = gettext("%(event)s: the day is not known yet", event=str(EVENTS[owed.event]))
    return [*points, Point(About.START, gettext("Starts with"), waiting)]


def exempt_points(
    rule_set: RuleSet,
    exemption: Exemption,
    rule_ids: Sequence[str],
    facts: ReleaseFacts,
    places: Places = NOWHERE,
) -> list[Point]:
    """Why nothing is owed: `rule_ids` are the rules that the exemption sets aside, if any would apply."""
    reasons = [reason_text(reason, places) for reason in explain_exemption(exemption, facts)]
    set_aside = [_named(rule_set.rules[rule_id].title, rule_id) for rule_id in rule_ids]
    told_why = [Point(About.REASON, gettext("Why"), "; ".join(reasons))] if reasons else []
    return [
        Point(About.EFFECT, str(EFFECTS[exemption.effect]), _named(exemption.title, exemption.id)),
        *told_why,
        *([Point(About.RULE, gettext("Set aside"), "; ".join(set_aside))] if set_aside else []),
        _basis(rule_set, exemption.citation),
    ]


def substituted_points(rule_set: RuleSet, item: Substituted) -> list[Point]:
    """Why nothing is owed any more: what came in its place."""
    rule = rule_set.rules[item.rule_id]
    return [
        Point(About.EFFECT, str(EFFECTS[Effect.SUBSTITUTE]), str(ALTERNATIVES[item.alternative])),
        Point(About.RULE, gettext("Set aside"), _named(rule.title, rule.id)),
        _basis(rule_set, item.citation),
    ]


def undecided_points(rule_set: RuleSet, item: Undecided) -> list[Point]:
    """Which rule waits, and for which facts."""
    rule = rule_set.rules[item.rule_id]
    missing = ", ".join(words.name(fact) for fact in item.missing)
    return [
        Point(About.RULE, gettext("Rule"), _named(rule.title, rule.id)),
        Point(About.MISSING, gettext("Not decided, because it is not known"), missing),
        _basis(rule_set, rule.citation),
    ]


def _grounds(rule_set: RuleSet, found: Explanation, places: Places) -> Iterator[Point]:
    yield Point(About.RULE, gettext("Rule"), _named(found.title, found.rule.id))
    yield _basis(rule_set, found.citation)
    if found.reasons:
        reasons = "; ".join(reason_text(reason, places) for reason in found.reasons)
        yield Point(About.REASON, gettext("Why owed"), reasons)
    recipient = in_readers_language(found.recipient.title)
    if found.chosen_by is not None:
        choice = reason_text(found.chosen_by, places)
        recipient = gettext("%(library)s (%(choice)s)", library=recipient, choice=choice)
    yield Point(About.RECIPIENT, gettext("To whom"), recipient)
    for forward in found.recipient.forwards_to:
        onward = gettext(
            "%(amount)s to %(library)s, %(deadline)s",
            amount=amount_text(forward.copies, found.rule.form),
            library=in_readers_language(rule_set.recipients[forward.recipient].title),
            deadline=deadline_text(forward.within),
        )
        yield Point(About.RECIPIENT, gettext("Passed on from there"), onward)


def _number(rule_set: RuleSet, owed: Owed) -> str:
    """How many, and why: what the rule asks, what a missing file adds, what an exemption takes off."""
    amount = number_text(owed)
    if owed.copies is None or owed.at_most:
        return amount
    rule = rule_set.rules[owed.rule_id]
    if owed.reduced_by is not None:
        reduced = _named(rule_set.exemptions[owed.reduced_by].title, owed.reduced_by)
        return gettext("%(amount)s, made fewer by: %(exemption)s", amount=amount, exemption=reduced)
    if rule.when_missing is not None and rule.copies is not None and owed.copies > rule.copies:
        asked, more = amount_text(rule.copies, rule.form), amount_text(rule.when_missing.copies, rule.form)
        return gettext(
            "%(amount)s: %(asked)s, and %(more)s more because no file was given",
            amount=amount,
            asked=asked,
            more=more,
        )
    return gettext("%(amount)s, as many as the rule asks for each library", amount=amount)


def _basis(rule_set: RuleSet, citation: Citation) -> Point:
    law = in_readers_language(rule_set.instruments[citation.instrument].title)
    text = gettext(
        "%(clause)s, %(law)s (%(code)s %(version)s)",
        clause=clause_text(citation.locator, rule_set.jurisdiction),
        law=law,
        code=rule_set.id,
        version=rule_set.version,
    )
    return Point(About.BASIS, gettext("Basis"), text)


def _named(title: Mapping[str, str], code: str) -> str:
    return f"{in_readers_language(title)} ({code})"
