"""The law in the reader's words: titles, deadlines, events and the closed lists of its vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString

from app.domain.deadlines import Deadline, Direction, Event, Roll, Unit, counts_working_days
from app.domain.law.conditions import AllOf, Among, AnyOf, Between, Condition, Is
from app.domain.law.vocabulary import Addressee, ClaimAction, Effect, Form, RequestKind, Strength
from app.domain.publication import DepositorRole
from app.domain.script import to_cyrillic
from app.infra.i18n import current_language, gettext, ngettext
from app.infra.i18n import lazy_gettext as _

EVENTS: Mapping[str, LazyString] = {
    Event.PUBLICATION: _("Published"),
    Event.FIRST_BATCH_RELEASED: _("First batch released"),
    Event.PRINT_RUN_COMPLETED: _("Print run completed"),
    Event.PRODUCTION_COMPLETED: _("Production completed"),
    Event.FIRST_DISTRIBUTION: _("First distributed"),
    Event.PUT_INTO_CIRCULATION: _("Put into circulation"),
    Event.MADE_AVAILABLE: _("Made available online"),
    Event.IMPORT: _("Brought into the country"),
    Event.DEFENCE: _("Defended"),
    Event.REQUEST_RECEIVED: _("Requested by the library"),
    Event.DUE_DATE: _("Due date"),
    Event.NOTICE_SERVED: _("Notice served"),
    Event.CURE_PERIOD_END: _("Cure period ended"),
    Event.PREVIOUS_STEP: _("Previous step taken"),
    Event.OBJECTIONS_CLOSED: _("Objections closed"),
    Event.REQUEST_SUBMITTED: _("Request submitted"),
    Event.ANSWER_SERVED: _("Answer served"),
    Event.DELIVERED: _("Delivered to the collecting library"),
}
DEPOSITORS: Mapping[str, LazyString] = {
    DepositorRole.PUBLISHER: _("Publisher"),
    DepositorRole.PRINTER: _("Printing house"),
    DepositorRole.PRODUCER: _("Producer"),
    DepositorRole.IMPORTER: _("Importer"),
    DepositorRole.EDITORIAL_OFFICE: _("Editorial office"),
    DepositorRole.ACADEMIC_COUNCIL: _("Academic council"),
    DepositorRole.RIGHTS_HOLDER_TO_DISTRIBUTE: _("Holder of the right to distribute"),
}
FORMS: Mapping[str, LazyString] = {
    Form.PHYSICAL: _("Printed or otherwise physical"),
    Form.FILE: _("File"),
    Form.EITHER: _("Physical or file"),
}
STRENGTHS: Mapping[str, LazyString] = {
    Strength.MANDATORY: _("Mandatory"),
    Strength.WAIVABLE: _("The library may do without"),
    Strength.VOLUNTARY: _("Voluntary"),
}
EFFECTS: Mapping[str, LazyString] = {
    Effect.EXEMPT: _("Nothing is owed"),
    Effect.SUBSTITUTE: _("Nothing more is owed"),
}
ACTIONS: Mapping[str, LazyString] = {
    ClaimAction.REMINDER: _("Reminder"),
    ClaimAction.SECOND_REMINDER: _("Second reminder"),
    ClaimAction.FORMAL_NOTICE: _("Formal notice"),
    ClaimAction.PURCHASE_AT_DEPOSITOR_COST: _("Purchase at the depositor's cost"),
    ClaimAction.OBTAIN_INFORMATION_AT_DEPOSITOR_COST: _("Information obtained at the depositor's cost"),
    ClaimAction.REFER_FOR_ADMINISTRATIVE_CASE: _("Referral for an administrative case"),
}
ADDRESSEES: Mapping[str, LazyString] = {
    Addressee.DEPOSITOR: _("to the depositor"),
    Addressee.REGULATOR: _("to the regulator"),
}
REQUESTS: Mapping[str, LazyString] = {
    RequestKind.OBJECTION: _("Objection"),
    RequestKind.EXTENSION: _("More time"),
    RequestKind.APPEAL: _("Appeal"),
}


def in_readers_language(texts: Mapping[str, str]) -> str:
    """The text of a rule set in the reader's language; Uzbek in Cyrillic is transliterated."""
    code = current_language().code
    return to_cyrillic(texts["uz"]) if code == "uz_Cyrl" else texts[code]


def period(deadline: Deadline) -> str:
    """How long, such as "10 working days"; what the text leaves unknown is said so."""
    number = deadline.value
    if number is None:
        return gettext("a time that the text does not say")
    if deadline.unit is Unit.MONTH:
        return ngettext("%(num)s month", "%(num)s months", number)
    if deadline.unit is Unit.WEEK:
        return ngettext("%(num)s week", "%(num)s weeks", number)
    if counts_working_days(deadline):
        return ngettext("%(num)s working day", "%(num)s working days", number)
    return ngettext("%(num)s calendar day", "%(num)s calendar days", number)


def deadline_text(deadline: Deadline) -> str:
    """By when, in one line: how long, counted from what, in which direction."""
    event = str(EVENTS[deadline.event])
    if deadline.value == 0:
        return gettext("on the day: %(event)s", event=event)
    if deadline.direction is Direction.NO_LATER_THAN:
        return gettext("no later than %(period)s before: %(event)s", period=period(deadline), event=event)
    return gettext("within %(period)s from: %(event)s", period=period(deadline), event=event)


def counting_text(deadline: Deadline) -> str:
    """What else the count follows: the first day, and a last day on which nobody works."""
    if deadline.start_day_counts is None:
        first = gettext("The text does not say whether the first day counts.")
    elif deadline.start_day_counts:
        first = gettext("The first day counts.")
    else:
        first = gettext("The first day does not count.")
    if deadline.direction is Direction.NO_LATER_THAN or counts_working_days(deadline):
        return first
    if deadline.roll is Roll.NEXT_WORKING_DAY:
        last = gettext("A last day that is free moves to the next working day.")
    elif deadline.roll is Roll.UNKNOWN:
        last = gettext("The text does not say whether a free last day moves.")
    else:
        return first
    return f"{first} {last}"


@dataclass(frozen=True, slots=True)
class Test:
    """One question of a condition: `relation` is any_of, none_of, between (two ends, None: open) or is."""

    fact: str
    relation: str
    values: tuple[object, ...]


Question = Test | list[list["Question"]]
"""A test, or alternatives of which one must hold, each a list of questions."""


def questions(condition: Condition) -> list[Question]:
    """What a condition asks, all of which must hold; empty if it holds of everything."""
    match condition:
        case AllOf(parts):
            return [question for part in parts for question in questions(part)]
        case AnyOf(parts):
            return [[questions(part) for part in parts]]
        case Among(fact, codes, negated):
            return [Test(fact, "none_of" if negated else "any_of", tuple(sorted(codes)))]
        case Between(fact, minimum, maximum):
            return [Test(fact, "between", (minimum, maximum))]
        case Is(fact, expected):
            return [Test(fact, "is", (expected,))]
        case _:
            return []
