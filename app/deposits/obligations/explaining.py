"""Why one obligation is owed, why so many copies and why by that day, in the reader's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import LazyString

from app.deposits.obligations.queries import obligation_row
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import SYSTEM, Actor
from app.domain.law import Citation, Form, RuleSet
from app.domain.obligations import Owed
from app.domain.obligations.relief import Pause
from app.infra.i18n import format_long, gettext
from app.infra.i18n import lazy_gettext as _
from app.infra.settings import settings
from app.law.calendars.queries import calendar, unreviewed_years
from app.law.closing import moved_by_closures
from app.law.explaining import count_of
from app.law.queries import governing, rule_set_by_id, rule_sets
from app.law.retroactive.wording import reach_text
from app.law.why import Item, Why, why_owed
from app.organisations.queries import region_names
from app.publications.queries import facts_of, release_for

PAUSES: Mapping[Pause, LazyString] = {
    Pause.ASKED: _("A request that names it waits for the authority’s answer; until then nobody is accused."),
    Pause.UPHELD: _("The authority accepted an objection; nobody is accused unless it reopens the matter."),
}


@dataclass(frozen=True, slots=True)
class ObligationExplanation:
    """An obligation and why it is owed."""

    row: ObligationRow
    why: Why


def explain_obligation(actor: Actor, obligation_id: int, *, today: date) -> ObligationExplanation:
    """Explain an obligation within reach, from the rule set that made it.

    Raises:
        NotFound: there is no such obligation within reach.
    """
    row = obligation_row(actor, obligation_id)
    law = rule_set_by_id(row.rule_set_id)
    facts = facts_of(release_for(SYSTEM, row.release_id))
    owed = _owed(row, law.rule_set)
    unreviewed = unreviewed_years(settings().jurisdiction)
    why = why_owed(law, owed, facts, today=today, places=region_names(), unreviewed=unreviewed)
    days = calendar(law.rule_set.working_week)
    counted = count_of(law.rule_set, owed, days) if row.event_on else None
    if counted is not None:
        now, _closures = moved_by_closures(law.rule_set, owed, counted.on, days)
        why = replace(why, items=[*why.items, *_standing(row, now)])
    return ObligationExplanation(row, replace(why, items=[*why.items, *_untouched(row), *_relief(row)]))


def _owed(row: ObligationRow, rules: RuleSet) -> Owed:
    """What the law said when the row was written; the library tells which recipient of the rule it was."""
    recipient = next(
        name
        for name in rules.rules[row.rule_id].recipients
        if rules.recipients[name].stands_for(row.depository.code or "")
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


def _standing(row: ObligationRow, counted: date | None) -> Iterator[Item]:
    """A date that would not be counted today: it was settled or named, or is about to be moved."""
    if row.due_on is not None and counted is not None and row.due_on != counted:
        text = gettext(
            "%(date)s. The calendar or a closure was changed after this date was set, and it stands: it is"
            " moved soon, or it is settled or named in a notice.",
            date=format_long(row.due_on),
        )
        yield _item(gettext("Date in force"), text)


def _untouched(row: ObligationRow) -> Iterator[Item]:
    """A set that reaches back over the event, and does not take this obligation up again."""
    law = governing(rule_sets(), row.event_on) if row.event_on is not None else None
    if law is None or row.event_on is None or row.cancelled:
        return
    if law.id != row.rule_set_id and law.reaches(row.event_on):
        text = gettext(
            "%(law)s. This obligation keeps its terms: it was received or is named in a notice, or it is"
            " worked out anew soon.",
            law=reach_text(law),
        )
        yield _item(gettext("Retroactive effect"), text)


def _relief(row: ObligationRow) -> Iterator[Item]:
    """What requests of the depositor gave it; the day that the law names stands beside it."""
    if row.extended_to is not None:
        text = gettext(
            "%(date)s, by a decision of the authority on a request. The day by which the law asks for the"
            " copies stays as it is.",
            date=format_long(row.extended_to),
        )
        yield _item(gettext("Extended to"), text)
    if row.excused:
        text = gettext("By a decision of the authority on a request, nothing more is owed here.")
        yield _item(gettext("Excused"), text)
    if row.pause is not None:
        upheld = row.pause is Pause.UPHELD
        label = gettext("Objection accepted") if upheld else gettext("Paused by a request")
        yield _item(label, str(PAUSES[row.pause]))


def _item(label: str, value: str) -> Item:
    return {"label": label, "value": value}
