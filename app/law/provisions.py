"""What a rule says, line by line, in the reader's words: every key that it uses."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from app.domain.law import Rule, RuleSet
from app.domain.law.model import HarvestFrequency
from app.domain.law.vocabulary import CopiesLimit, CopiesScope, WhenClosed
from app.infra.i18n import gettext, ngettext
from app.law.vocabulary_names import name_of
from app.law.wording import (
    DEPOSITORS,
    FORMS,
    STRENGTHS,
    amount_text,
    clause_text,
    counting_text,
    deadline_text,
)
from app.law.wording import in_readers_language as said

Line = dict[str, str]


def line(label: str, value: object) -> Line:
    """One line of a page: what it is about, and what is said."""
    return {"label": label, "value": str(value)}


def rule_lines(rule_set: RuleSet, rule: Rule) -> list[Line]:
    """What a rule says, but for the conditions, which the page sets out itself."""
    return [
        *_who(rule_set, rule),
        line(gettext("How many"), number_of(rule)),
        line(gettext("In what form"), FORMS[rule.form]),
        *_copy(rule),
        line(gettext("By when"), f"{deadline_text(rule.deadline)}. {counting_text(rule.deadline)}"),
        *(
            [line(gettext("If the library is closed on that day"), name_of(rule.when_closed))]
            if rule.when_closed is WhenClosed.FIRST_OPEN_DAY
            else []
        ),
        *_asked_or_collected(rule),
        line(gettext("Duty"), STRENGTHS[rule.strength]),
        line(gettext("Who pays"), name_of(rule.cost)),
        line(gettext("Clause"), clause(rule_set, rule.citation.instrument, rule.citation.locator)),
        line(gettext("How certain it is"), name_of(rule.confidence)),
        *([line(gettext("Remarks"), rule.notes)] if rule.notes else []),
    ]


def clause(rule_set: RuleSet, instrument: str, locator: str) -> str:
    """A place in the law, with the text that it stands in."""
    return f"{clause_text(locator, rule_set.jurisdiction)}, {said(rule_set.instruments[instrument].title)}"


def number_of(rule: Rule) -> str:
    """How many copies a rule asks for; what the text leaves open is said so."""
    amount = amount_text(rule.copies, rule.form)
    if rule.copies is None:
        return amount
    if rule.copies_limit is CopiesLimit.AT_MOST:
        amount = gettext("at most %(amount)s; the library says how many", amount=amount)
    elif rule.copies_scope is CopiesScope.TOTAL:
        amount = gettext("%(amount)s in total", amount=amount)
    if rule.when_missing is None:
        return amount
    more = amount_text(rule.when_missing.copies, rule.form)
    return gettext("%(amount)s, and %(more)s more where no file is given", amount=amount, more=more)


def _who(rule_set: RuleSet, rule: Rule) -> Iterator[Line]:
    yield line(gettext("Who"), DEPOSITORS[rule.depositor])
    if rule.delivered_by is not None:
        yield line(gettext("Who hands the copies over"), DEPOSITORS[rule.delivered_by])
    recipients = [rule_set.recipients[name] for name in rule.recipients]
    yield line(gettext("To whom"), "; ".join(said(recipient.title) for recipient in recipients))
    for recipient in recipients:
        for forward in recipient.forwards_to:
            onward = gettext(
                "%(amount)s to %(library)s, %(deadline)s",
                amount=amount_text(forward.copies, rule.form),
                library=said(rule_set.recipients[forward.recipient].title),
                deadline=deadline_text(forward.within),
            )
            yield line(gettext("Passed on from there"), onward)


def _copy(rule: Rule) -> Iterator[Line]:
    listed = (
        (gettext("What the copy must be like"), sorted(rule.quality)),
        (gettext("What comes with it"), rule.accompanying),
        (gettext("Formats of files"), sorted(rule.formats)),
    )
    yield from (line(label, names(words)) for label, words in listed if words)
    if rule.alternative is not None:
        yield line(gettext("What may be given instead"), name_of(rule.alternative))


def _asked_or_collected(rule: Rule) -> Iterator[Line]:
    yield line(gettext("What makes it due"), name_of(rule.trigger))
    if rule.request_window is not None:
        yield line(gettext("Until when the library may ask"), deadline_text(rule.request_window))
    if rule.request_forms:
        yield line(gettext("How the library asks"), names(rule.request_forms))
    if rule.harvest_frequency is not None:
        yield line(gettext("How often it is collected"), _often(rule.harvest_frequency))


def _often(frequency: HarvestFrequency) -> str:
    often = ngettext(
        "%(num)s time each %(period)s",
        "%(num)s times each %(period)s",
        frequency.times,
        period=name_of(frequency.period),
    )
    return gettext("at least %(often)s", often=often) if frequency.at_least else often


def names(words: Iterable[StrEnum]) -> str:
    """Words of a closed list by their names, one after another."""
    return "; ".join(name_of(word) for word in words)
