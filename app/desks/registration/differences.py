"""What an amendment changes, told before it is confirmed: answers, and what is owed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.deposits.consignments.queries import CopiesInParcel, undelivered_by_publisher
from app.deposits.obligations.foreseeing import foresee
from app.deposits.obligations.planning import Altered, Plan, Values, columns_of
from app.deposits.obligations.services import PRINTER_FACTS
from app.domain.law import Form
from app.domain.publication import ReleaseFacts
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed
from app.infra.i18n import format_day, gettext, ngettext, organisation_name
from app.organisations.models import Organisation
from app.organisations.queries import depositories
from app.publications.editions import told_apart
from app.publications.models import Release
from app.publications.queries import answers_of, facts_if_said, other_releases
from app.publications.vocabulary import FACTS, word


@dataclass(frozen=True, slots=True)
class Difference:
    """One duty that changes; `was` and `now` say it in words and are empty where there is none.

    `waits_for` are facts that are known no longer: until they are, the duty stays as it was. `again` says
    that it was owed before. `parcels` hold copies that are owed no longer then, or are owed again.
    """

    library: str
    was: str
    now: str
    note: str = ""
    waits_for: str = ""
    again: bool = False
    parcels: Sequence[CopiesInParcel] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What changes for another release of the same title, and the words that tell it from the others."""

    release_id: int
    words: str
    differences: Sequence[Difference]


def differences_elsewhere(release: Release, answers: RegistrationAnswers, *, today: date) -> list[Elsewhere]:
    """Compare, where facts of the title are amended, what is and will be owed for its other releases.

    Raises as `differences_of_each` does.
    """
    now = changed(answers_of(release), answers)[1]
    if not now.keys() - set(RELEASE_FACTS):
        return []
    others = [other for other in other_releases(release) if other.withdrawal is None]
    said = {}
    for other in others:
        own = {name: getattr(answers_of(other), name) for name in RELEASE_FACTS}
        facts = facts_if_said(other, replace(answers, **own).fitted())
        if facts is not None:
            said[other.id] = facts
    words, found = told_apart(others), differences_of_each(others, said, today=today)
    return [
        Elsewhere(other.id, words[other.id] or other.title, found[other.id])
        for other in others
        if found[other.id]
    ]


def differences(release: Release, answers: RegistrationAnswers, *, today: date) -> list[Difference]:
    """Compare what is owed for the release with what will be owed under the amended answers.

    Raises as `differences_of_each` does.
    """
    facts = facts_if_said(release, answers)
    if facts is None:
        return []
    answered = changed(answers_of(release), answers.fitted())[1]
    forgotten = () if PRINTER_FACTS.isdisjoint(answered) else (release.id,)
    return differences_of_each([release], {release.id: facts}, printer_forgotten=forgotten, today=today)[
        release.id
    ]


def differences_of_each(
    releases: Sequence[Release],
    said: Mapping[int, ReleaseFacts],
    *,
    printer_forgotten: Sequence[int] = (),
    today: date,
) -> dict[int, list[Difference]]:
    """Compare what is owed for releases with what will be owed under the facts that they will say.

    Raises:
        DomainError: `calendar.out_of_range` for a day for which no deadline can be given.
    """
    libraries: dict[object, Organisation] = {library.id: library for library in depositories()}
    plans = foresee(releases, said, printer_forgotten=printer_forgotten, today=today)
    concerned = [item.obligation_id for each in plans.values() for item in _in_hand(each)]
    parcels = undelivered_by_publisher(concerned)
    return {release_id: list(_told(plan, libraries, parcels)) for release_id, plan in plans.items()}


def _in_hand(plan: Plan) -> Iterator[Altered]:
    """The duties that end, of which fewer copies are owed, or which come back: copies may be under way."""
    yield from plan.difference.cancelled
    for item in plan.difference.changed:
        was, now = item.before["copies"], item.after["copies"]
        if item.revived or (isinstance(was, int) and isinstance(now, int) and now < was):
            yield item


def _told(
    plan: Plan, libraries: Mapping[object, Organisation], parcels: Mapping[int, Sequence[CopiesInParcel]]
) -> Iterator[Difference]:
    """Each duty that changes, and each that stays only because it cannot be decided."""
    for values in plan.difference.added:
        whose = gettext("Depositor not identified") if values["depositor_id"] is None else ""
        yield Difference(_library(values, libraries), "", _in_words(values), whose)
    for item in plan.difference.changed:
        whose, was, now = _library(item.after, libraries), _in_words(item.before), _in_words(item.after)
        held = parcels.get(item.obligation_id, ())
        if item.revived:
            yield Difference(whose, "", now, _received_already(plan, item), again=True, parcels=held)
        elif was != now:
            yield Difference(whose, was, now, parcels=held)
    for item in plan.difference.cancelled:
        whose, held = _library(item.before, libraries), parcels.get(item.obligation_id, ())
        yield Difference(whose, _in_words(item.before), "", _received(plan, item), parcels=held)
    waits_for = {
        item.undecided.rule_id: ", ".join(word(FACTS, name) for name in item.undecided.missing)
        for item in plan.undecided
    }
    for row_id in plan.waiting:
        values = columns_of(plan.rows[row_id])
        kept = _in_words(values)
        yield Difference(
            _library(values, libraries), kept, kept, waits_for=waits_for[plan.rows[row_id].rule_id]
        )


def _received(plan: Plan, item: Altered) -> str:
    return gettext("What was received stays.") if plan.rows[item.obligation_id].handed_over else ""


def _received_already(plan: Plan, item: Altered) -> str:
    received = plan.rows[item.obligation_id].handed_over
    return (
        ngettext("%(num)s copy was received.", "%(num)s copies were received.", received) if received else ""
    )


def _library(values: Values, libraries: Mapping[object, Organisation]) -> str:
    return organisation_name(libraries[values["depository_id"]])


def _in_words(values: Values) -> str:
    copies, due_on = values["copies"], values["due_on"]
    if not isinstance(copies, int):
        return gettext("number not known")
    if values["form"] == Form.FILE:
        amount = ngettext("%(num)s file", "%(num)s files", copies)
    else:
        amount = ngettext("%(num)s copy", "%(num)s copies", copies)
    if not isinstance(due_on, date):
        return amount
    return gettext("%(amount)s by %(day)s", amount=amount, day=format_day(due_on))
