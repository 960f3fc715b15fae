"""Why one obligation is owed, why so many copies and why by that day, in the reader's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for
from markupsafe import Markup

from app.deposits.obligations.queries import obligation_row
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.wording import reason_text
from app.domain.actor import SYSTEM, Actor
from app.domain.explanations import (
    DayInSpan,
    DueDateExplanation,
    Explanation,
    Reason,
    SkipReason,
    explain,
    explain_due_date,
)
from app.domain.law import Citation, Form, RuleSet
from app.domain.obligations import Owed
from app.infra.db import session
from app.infra.i18n import format_day, format_long, format_weekday, gettext, ngettext, place_name
from app.law.queries import InForce, calendar, rule_set_by_id
from app.law.wording import EVENTS, deadline_text, in_readers_language
from app.organisations.models import Region
from app.publications.queries import facts_of, release_for

WIDEST = 10
"""Weeks that a calendar may have before it hides more than it shows."""

Item = Mapping[str, object]
Week = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class ObligationExplanation:
    """What the macros `why_box` and `why_row` show: a question, its answers, and a calendar of the count."""

    row: ObligationRow
    title: str
    items: list[Item]
    weeks: list[Week] | None


def explain_obligation(actor: Actor, obligation_id: int, *, today: date) -> ObligationExplanation:
    """Explain an obligation within reach, from the rule set that made it.

    Raises:
        NotFound: there is no such obligation within reach.
    """
    row = obligation_row(actor, obligation_id)
    law = rule_set_by_id(row.rule_set_id)
    explanation = explain(
        law.rule_set, _owed(row, law.rule_set), facts_of(release_for(SYSTEM, row.release_id))
    )
    counted = None
    if row.event_on is not None:
        days = calendar(law.rule_set.working_week)
        counted = explain_due_date(explanation.rule.deadline, row.event_on, days)
    items = [*_grounds(law, row, explanation), *(_count(counted) if counted else _forecast(row))]
    return ObligationExplanation(row, _title(row), items, _weeks(counted, today) if counted else None)


def _owed(row: ObligationRow, rules: RuleSet) -> Owed:
    """What the law said when the row was written; the library tells which recipient of the rule it was."""
    recipient = next(
        name
        for name in rules.rules[row.rule_id].recipients
        if row.depository.code
        in (rules.recipients[name].depository, *rules.recipients[name].members.values())
    )
    return Owed(
        rule_id=row.rule_id,
        depositor_role=row.depositor_role,
        depositor_id=row.depositor.id if row.depositor else None,
        recipient_id=recipient,
        depository=row.depository.code or "",
        copies=row.copies,
        form=Form(row.form),
        event=row.event,
        event_on=row.event_on,
        due_on=row.due_on,
        provisional=row.provisional,
        citation=Citation(row.instrument, row.locator),
    )


def _title(row: ObligationRow) -> str:
    if row.due_on is None:
        return gettext("Why is it owed?")
    return gettext("Why %(date)s?", date=format_day(row.due_on))


def _item(label: str, value: object) -> Item:
    return {"label": label, "value": value}


def _grounds(law: InForce, row: ObligationRow, explanation: Explanation) -> Iterator[Item]:
    url = url_for("law.rule_set_as_adopted", code=law.code, version=law.version, _anchor=row.rule_id)
    yield _item(gettext("Rule"), f"{in_readers_language(explanation.title)} ({row.rule_id})")
    text = gettext(
        "%(clause)s, %(law)s", clause=row.locator, law=in_readers_language(explanation.instrument.title)
    )
    version = gettext("%(code)s %(version)s", code=law.code, version=law.version)
    yield _item(gettext("Basis"), Markup('<a href="{}">{}</a>, {}').format(url, text, version))
    reasons = [*explanation.reasons, *([explanation.chosen_by] if explanation.chosen_by else [])]
    if reasons:
        yield _item(gettext("Why owed"), "; ".join(_reason(reason) for reason in reasons))
    yield _item(gettext("How many"), _number(row))


def _reason(reason: Reason) -> str:
    """A region is shown by its name, which only the register knows."""
    if reason.fact != "depositor_region" or not isinstance(reason.actual, str):
        return reason_text(reason)
    return reason_text(replace(reason, actual=place_name(session().get_one(Region, reason.actual))))


def _number(row: ObligationRow) -> str:
    if row.copies is None:
        return gettext("The text does not say how many")
    if row.form == Form.FILE:
        return ngettext("%(num)s file", "%(num)s files", row.copies)
    return ngettext("%(num)s copy", "%(num)s copies", row.copies)


def _forecast(row: ObligationRow) -> Iterator[Item]:
    event = str(EVENTS[row.event])
    yield _item(gettext("Starts with"), gettext("%(event)s: the day is not known yet", event=event))


def _count(counted: DueDateExplanation) -> Iterator[Item]:
    deadline = counted.deadline
    yield _item(gettext("Time allowed"), deadline_text(deadline))
    event_day = f"{format_long(counted.event_on)}, {format_weekday(counted.event_on)}"
    yield _item(gettext("Starts with"), f"{EVENTS[deadline.event]}: {event_day}. {_first_day(counted)}")
    if counted.on is None:
        yield from _left_open(counted)
        return
    free = _free_days(counted)
    if free:
        yield _item(gettext("Not counted"), _days(free))
    worked = [day for day in counted.days if day.worked_by_decree]
    if worked:
        yield _item(gettext("Worked by decree"), _days(worked))
    if counted.rolled_from is not None:
        yield _item(
            gettext("Moved"),
            gettext(
                "from %(date)s, on which nobody works, to the next working day",
                date=format_day(counted.rolled_from),
            ),
        )
    end = gettext(
        "%(date)s, %(weekday)s, 24:00, Tashkent time",
        date=format_long(counted.on),
        weekday=format_weekday(counted.on),
    )
    yield _item(gettext("Ends"), Markup("<strong>{}</strong>").format(end))
    if counted.provisional:
        yield _item(
            gettext("Provisional"), gettext("The date rests on a feast whose day is not confirmed yet.")
        )


def _first_day(counted: DueDateExplanation) -> str:
    if counted.start_day_counts is None:
        return gettext("The text does not say whether the first day counts.")
    if counted.start_day_counts:
        return gettext("The first day counts.")
    return gettext("The first day does not count.")


def _left_open(counted: DueDateExplanation) -> Iterator[Item]:
    yield _item(gettext("Date"), gettext("The text of the law leaves the date open, so no clock runs."))
    if counted.possible:
        yield _item(gettext("Possible dates"), ", ".join(format_long(day) for day in counted.possible))


def _free_days(counted: DueDateExplanation) -> list[DayInSpan]:
    return [day for day in counted.skipped if day.skipped is not SkipReason.EVENT_DAY]


def _days(days: list[DayInSpan]) -> str:
    named = (f"{format_day(day.on)} ({day.name})" if day.name else format_day(day.on) for day in days)
    number = ngettext("%(num)s day", "%(num)s days", len(days))
    return f"{number}: {', '.join(named)}"


def _weeks(counted: DueDateExplanation, today: date) -> list[Week] | None:
    """Whole weeks from the first day of the count to the last, as the macro `calendar` shows them."""
    if not counted.days:
        return None
    span = {day.on: day for day in counted.days}
    first, last = min(span), max(span)
    monday = first - timedelta(days=first.weekday())
    number = (last - monday).days // 7 + 1
    if number > WIDEST:
        return None
    return [
        [_cell(monday + timedelta(days=7 * week + day), span, counted, today) for day in range(7)]
        for week in range(number)
    ]


def _cell(
    on: date, span: Mapping[date, DayInSpan], counted: DueDateExplanation, today: date
) -> dict[str, object]:
    day = span.get(on)
    number = "" if day is None or day.number is None else str(day.number)
    mark, note, say = "out", "", ""
    if on == counted.on:
        mark, note, say = "due", number, gettext("due date")
    elif on == counted.event_on:
        mark, note = "event", number or gettext("event")
    elif day is not None and day.skipped is not None:
        mark, note, say = "off", gettext("free"), day.name
    elif day is not None:
        mark, note = "counted", number
    return {"day": on.day, "mark": mark, "note": note, "today": on == today, "say": say}
