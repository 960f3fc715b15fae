"""The law in the reader's words: titles, deadlines, events and the closed lists of its vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString

from app.domain.deadlines import Deadline, Direction, Event, Roll, Unit, counts_working_days
from app.domain.law.conditions import AllOf, Among, AnyOf, Between, Condition, Is
from app.domain.law.procedure_vocabulary import Addressee, ClaimAction, RequestKind
from app.domain.law.vocabulary import Alternative, Effect, Form, Strength
from app.domain.obligations import Owed
from app.domain.publication import DepositorRole
from app.domain.script import to_cyrillic
from app.infra.i18n import current_language, gettext, ngettext
from app.infra.i18n import lazy_gettext as _
from app.infra.settings import settings

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
    Event.UNKNOWN: _("An event that the text does not name"),
}
AFTER: Mapping[str, LazyString] = {
    Event.FIRST_BATCH_RELEASED: _("%(period)s after the first batch is released"),
    Event.PRINT_RUN_COMPLETED: _("%(period)s after the print run is completed"),
    Event.PUBLICATION: _("%(period)s after publication"),
    Event.PRODUCTION_COMPLETED: _("%(period)s after production is completed"),
    Event.FIRST_DISTRIBUTION: _("%(period)s after it is first distributed"),
    Event.PUT_INTO_CIRCULATION: _("%(period)s after it is put into circulation"),
    Event.MADE_AVAILABLE: _("%(period)s after it is made available"),
    Event.IMPORT: _("%(period)s after it is brought into the country"),
    Event.DEFENCE: _("%(period)s after the defence"),
    Event.REQUEST_RECEIVED: _("%(period)s after the library asks for it"),
}
BEFORE = _("%(period)s before the day it comes out, at the latest")
DEPOSITORS: Mapping[str, LazyString] = {
    DepositorRole.PUBLISHER: _("Publisher"),
    DepositorRole.PRINTER: _("Printing house"),
    DepositorRole.PRODUCER: _("Producer"),
    DepositorRole.IMPORTER: _("Importer"),
    DepositorRole.EDITORIAL_OFFICE: _("Editorial office"),
    DepositorRole.ACADEMIC_COUNCIL: _("Academic council"),
    DepositorRole.RIGHTS_HOLDER_TO_DISTRIBUTE: _("Holder of the right to distribute"),
    DepositorRole.PRINTER_OR_PUBLISHER: _("Printing house or publisher"),
    DepositorRole.DEPOSIT_OBLIGOR: _("Whom the law obliges"),
    DepositorRole.BOOK_CHAMBER: _("Book chamber"),
}
FORMS: Mapping[str, LazyString] = {
    Form.PHYSICAL: _("Printed or otherwise physical"),
    Form.FILE: _("File"),
    Form.EITHER: _("Physical or file"),
    Form.HARVEST: _("Collected by the library from the network"),
}
STRENGTHS: Mapping[str, LazyString] = {
    Strength.MANDATORY: _("Mandatory"),
    Strength.WAIVABLE: _("The library may do without"),
    Strength.VOLUNTARY: _("Voluntary"),
}
EFFECTS: Mapping[str, LazyString] = {
    Effect.EXEMPT: _("Nothing is owed"),
    Effect.SUBSTITUTE: _("Nothing more is owed"),
    Effect.REDUCE: _("Fewer copies are owed"),
    Effect.ONE_MEDIUM_ONLY: _("Owed in another medium only"),
    Effect.SEPARATE_REGIME: _("Another law governs"),
}
ALTERNATIVES: Mapping[str, LazyString] = {
    Alternative.HARVEST: _("The library collected it from the network"),
    Alternative.HARVEST_BY_AGREEMENT: _("The library collected it from the network, as was agreed"),
    Alternative.FILE_REPLACES_PRINT: _("A file was given in place of print"),
    Alternative.FILE_ON_LIBRARY_REQUEST: _("A file was given, as the library had asked"),
}
ACTIONS: Mapping[str, LazyString] = {
    ClaimAction.REMINDER: _("Reminder"),
    ClaimAction.SECOND_REMINDER: _("Second reminder"),
    ClaimAction.FORMAL_NOTICE: _("Formal notice"),
    ClaimAction.PURCHASE_AT_DEPOSITOR_COST: _("Purchase at the depositor's cost"),
    ClaimAction.OBTAIN_INFORMATION_AT_DEPOSITOR_COST: _("Information obtained at the depositor's cost"),
    ClaimAction.REFER_FOR_ADMINISTRATIVE_CASE: _("Referral for an administrative case"),
    ClaimAction.REPLACE_DEFECTIVE_COPY: _("Replacement of a defective copy"),
    ClaimAction.APPLY_TO_COURT: _("Application to a court"),
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


def clause_text(locator: str, jurisdiction: str | None = None) -> str:
    """A place in the law of a jurisdiction (by default our own); Uzbek ones in the reader's script."""
    cyrillic = current_language().code == "uz_Cyrl"
    return to_cyrillic(locator) if cyrillic and in_uzbek(jurisdiction) else locator


def in_uzbek(jurisdiction: str | None = None) -> bool:
    """Whether a jurisdiction, by default the installation's own, writes its laws and calendar in Uzbek."""
    return (jurisdiction or settings().jurisdiction) == "UZ"


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
    if deadline.day_count is None:
        return ngettext("%(num)s day", "%(num)s days", number)
    return ngettext("%(num)s calendar day", "%(num)s calendar days", number)


def deadline_text(deadline: Deadline) -> str:
    """By when, in one line: how long, counted from what, in which direction."""
    event = str(EVENTS[deadline.event])
    if deadline.value == 0:
        return gettext("on the day: %(event)s", event=event)
    if deadline.direction is Direction.NO_LATER_THAN:
        return gettext("no later than %(period)s before: %(event)s", period=period(deadline), event=event)
    return gettext("within %(period)s from: %(event)s", period=period(deadline), event=event)


def period_after(deadline: Deadline, event: str) -> str:
    """Return a deadline in words: "10 working days after the first batch is released"."""
    if deadline.value is None:
        return str(gettext("The law does not say by when"))
    if deadline.value == 0:
        return deadline_text(deadline)
    template = AFTER.get(event, BEFORE) if deadline.direction is Direction.AFTER else BEFORE
    return str(template) % {"period": period(deadline)}


def amount_text(copies: int | None, form: str) -> str:
    """How many, such as "2 copies" or "1 file"; what the text leaves unknown is said so."""
    if copies is None:
        return gettext("The text does not say how many")
    if form == Form.FILE:
        return ngettext("%(num)s file", "%(num)s files", copies)
    return ngettext("%(num)s copy", "%(num)s copies", copies)


def number_text(owed: Owed) -> str:
    """How many copies are owed; a ceiling and a number for several libraries together are called so."""
    if owed.in_total is not None:
        amount = amount_text(owed.in_total, owed.form)
        return gettext(
            "%(amount)s to all libraries together; the text does not say how many to each", amount=amount
        )
    amount = amount_text(owed.copies, owed.form)
    return gettext("at most %(amount)s; the library says how many", amount=amount) if owed.at_most else amount


def total_text(copies: int, files: int) -> str:
    """How much in all, such as "3 copies and 1 file"; empty for nothing."""
    amounts = [
        amount_text(number, form) for number, form in ((copies, Form.PHYSICAL), (files, Form.FILE)) if number
    ]
    if len(amounts) == 2:
        return gettext("%(copies)s and %(files)s", copies=amounts[0], files=amounts[1])
    return "".join(amounts)


def first_day_text(start_day_counts: bool | None) -> str:
    """Whether the day of the event counts."""
    if start_day_counts is None:
        return gettext("The text does not say whether the first day counts.")
    return gettext("The first day counts.") if start_day_counts else gettext("The first day does not count.")


def counting_text(deadline: Deadline) -> str:
    """What else the count follows: the first day, and a last day on which nobody works."""
    told = [first_day_text(deadline.start_day_counts)]
    if deadline.unit is Unit.DAY and deadline.day_count is None:
        told.append(gettext("The text does not say whether free days count."))
    if deadline.direction is Direction.AFTER and not counts_working_days(deadline):
        told.append(LAST_DAY[deadline.roll])
    return " ".join(str(sentence) for sentence in told if sentence)


LAST_DAY: Mapping[Roll, LazyString | str] = {
    Roll.NONE: "",
    Roll.NEXT_WORKING_DAY: _("A last day that is free moves to the next working day."),
    Roll.UNKNOWN: _("The text does not say whether a free last day moves."),
}


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
