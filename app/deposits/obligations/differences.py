"""What an amendment changes, told before it is confirmed: answers, and what is owed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, select

from app.deposits.consignments.queries import CopiesInParcel, undelivered_by_publisher
from app.deposits.obligations.duties_in_words import in_words, printers_among
from app.deposits.obligations.foreseeing import foresee
from app.deposits.obligations.holding import is_named
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.planning import Altered, Plan, Values, columns_of
from app.deposits.obligations.scope import is_late
from app.deposits.obligations.services import PRINTER_FACTS
from app.domain.errors import DomainError
from app.domain.publication import ReleaseFacts
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed
from app.infra.db import batched, session
from app.infra.i18n import gettext, ngettext, organisation_name
from app.organisations.models import Organisation
from app.organisations.queries import depositories
from app.publications.editions import told_apart
from app.publications.models import Release
from app.publications.queries import answers_of, facts_if_said
from app.publications.vocabulary import FACTS, word


@dataclass(frozen=True, slots=True)
class Difference:
    """One duty that changes; `was` and `now` say it in words and are empty where there is none.

    `waits_for` are facts that are known no longer: until they are, the duty stays as it was. `again` says
    that it was owed before. `parcels` hold copies that are owed no longer then, or are owed again. `eases`
    says that it ends, asks for fewer copies, or is late and would not be any more.
    """

    library: str
    was: str
    now: str
    note: str = ""
    waits_for: str = ""
    again: bool = False
    parcels: Sequence[CopiesInParcel] = ()
    eases: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What changes for another release of the same title, and the words that tell it from the others."""

    release_id: int
    words: str
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Amended:
    """A release with all that it would say; `others` are the other releases of its title."""

    release: Release
    answers: RegistrationAnswers
    others: Sequence[Release]


@dataclass(frozen=True, slots=True)
class Account:
    """What an amendment changes of what is owed: for the release itself, and for others of its title."""

    own: Sequence[Difference]
    elsewhere: Sequence[Elsewhere]

    @property
    def eases(self) -> bool:
        """Whether something is owed no longer, in fewer copies, or late no longer."""
        told = (*self.own, *(item for other in self.elsewhere for item in other.differences))
        return any(item.eases for item in told)


def account_of(amended: Amended, *, today: date) -> Account:
    """Compare what is owed for a title with what will be owed under the amended answers.

    Raises as `differences_of_each` does.
    """
    found = accounts_of([amended], today=today)[0]
    if isinstance(found, DomainError):
        raise found
    return found


def accounts_of(amended: Sequence[Amended], *, today: date) -> list[Account | DomainError]:
    """Return the same of amendments of different titles, read for all of them at once.

    An error stands for one that would be refused with it.
    """
    said = {number: facts for each in amended for number, facts in _facts_of(each).items()}
    forgotten = [each.release.id for each in amended if _forgets_printer(each)]
    concerned = [one for each in amended for one in (each.release, *each.others) if one.id in said]
    found = _found(concerned, said, forgotten, today)
    return [_account(each, found) for each in amended]


def _facts_of(amended: Amended) -> dict[int, ReleaseFacts]:
    """What the rules may ask of the release, and of the others where facts of the title are amended."""
    release, answers = amended.release, amended.answers
    said = {release.id: facts_if_said(release, answers)}
    if changed(answers_of(release), answers)[1].keys() - set(RELEASE_FACTS):
        for other in amended.others:
            own = {name: getattr(answers_of(other), name) for name in RELEASE_FACTS}
            if other.withdrawal is None:
                said[other.id] = facts_if_said(other, replace(answers, **own).fitted())
    return {number: facts for number, facts in said.items() if facts is not None}


def _forgets_printer(amended: Amended) -> bool:
    answered = changed(answers_of(amended.release), amended.answers.fitted())[1]
    return not PRINTER_FACTS.isdisjoint(answered)


def _account(amended: Amended, found: "_Found") -> Account | DomainError:
    own, others = found.get(amended.release.id, []), amended.others
    if isinstance(own, DomainError):
        return own
    words, elsewhere = told_apart([one for one in others if one.withdrawal is None]), list[Elsewhere]()
    for other in others:
        differences = found.get(other.id, [])
        if isinstance(differences, DomainError):
            return differences
        if differences:
            elsewhere.append(Elsewhere(other.id, words[other.id] or other.title, differences))
    return Account(own, elsewhere)


def differences_of_each(
    releases: Sequence[Release], said: Mapping[int, ReleaseFacts], *, today: date
) -> dict[int, list[Difference]]:
    """Compare what is owed for releases with what will be owed under the facts that they will say.

    Raises:
        DomainError: `calendar.out_of_range` for a day for which no deadline can be given.
    """
    every = dict[int, list[Difference]]()
    for release_id, differences in _found(releases, said, (), today).items():
        if isinstance(differences, DomainError):
            raise differences
        every[release_id] = differences
    return every


_Found = Mapping[int, list[Difference] | DomainError]


def _found(
    releases: Sequence[Release], said: Mapping[int, ReleaseFacts], forgotten: Sequence[int], today: date
) -> _Found:
    """The differences of each release, or the error with which its amendment would be refused."""
    if not releases:
        return {}
    plans = foresee(releases, said, printer_forgotten=forgotten, today=today)
    worked_out = [each for each in plans.values() if isinstance(each, Plan)]
    concerned = [item.obligation_id for each in worked_out for item in _in_hand(each)]
    standing = [item.obligation_id for each in worked_out for item in _standing(each)]
    around = _Around(
        {library.id: library for library in depositories()},
        printers_among(values for each in worked_out for values in _duties(each)),
        undelivered_by_publisher(concerned),
        _pressing(standing, today),
        today,
    )
    return {
        release_id: list(_told(each, around)) if isinstance(each, Plan) else each
        for release_id, each in plans.items()
    }


@dataclass(frozen=True, slots=True)
class _Pressing:
    """What makes a duty more than one of many: it is `late`, or an act in force has `named` it."""

    late: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What duties are told with: libraries and printing houses by id; parcels and what presses, by duty."""

    libraries: Mapping[object, Organisation]
    printers: Mapping[object, Organisation]
    parcels: Mapping[int, Sequence[CopiesInParcel]]
    pressing: Mapping[int, _Pressing]
    today: date


def _pressing(obligation_ids: Sequence[int], today: date) -> dict[int, _Pressing]:
    found = dict[int, _Pressing]()
    for some in batched(obligation_ids):
        late = and_(Obligation.open, is_late(today))
        asked = select(Obligation.id, late, is_named()).where(Obligation.id.in_(some))
        found |= {row[0]: _Pressing(bool(row[1]), bool(row[2])) for row in session().execute(asked)}
    return found


def _standing(plan: Plan) -> Iterator[Altered]:
    """The duties that stand and would change or end."""
    yield from plan.difference.cancelled
    yield from (item for item in plan.difference.changed if not item.revived)


def _duties(plan: Plan) -> Iterator[Values]:
    """All duties that are told, as they stand and as they will be."""
    yield from plan.difference.added
    for item in (*plan.difference.changed, *plan.difference.cancelled):
        yield from filter(None, (item.before, item.after))
    yield from (columns_of(plan.rows[row_id]) for row_id in plan.waiting)


def _in_hand(plan: Plan) -> Iterator[Altered]:
    """The duties that end, of which fewer copies are owed, or which come back: copies may be under way."""
    yield from plan.difference.cancelled
    for item in plan.difference.changed:
        if item.revived or _is_fewer(item):
            yield item


def _is_fewer(item: Altered) -> bool:
    was, now = item.before["copies"], item.after["copies"]
    return isinstance(was, int) and isinstance(now, int) and now < was


def _is_put_off(item: Altered, around: _Around) -> bool:
    """Whether a duty is late, and would not be any more."""
    due_on = item.after["due_on"]
    over = isinstance(due_on, date) and due_on < around.today
    return around.pressing.get(item.obligation_id, _Pressing()).late and not over


def _pressing_in_words(item: Altered, around: _Around) -> str:
    pressing = around.pressing.get(item.obligation_id, _Pressing())
    late = gettext("It is late.") if pressing.late else ""
    named = gettext("A notice or a decision names it.") if pressing.named else ""
    return " ".join(filter(None, (late, named)))


def _told(plan: Plan, around: _Around) -> Iterator[Difference]:
    """Each duty that changes, and each that stays only because it cannot be decided."""
    libraries, printers = around.libraries, around.printers
    for values in plan.difference.added:
        yield Difference(_library(values, libraries), "", in_words(values, printers))
    for item in plan.difference.changed:
        whose = _library(item.after, libraries)
        was, now = (in_words(values, printers) for values in (item.before, item.after))
        held = around.parcels.get(item.obligation_id, ())
        if item.revived:
            yield Difference(whose, "", now, _received_already(plan, item), again=True, parcels=held)
        elif was != now:
            note, eases = _pressing_in_words(item, around), _is_fewer(item) or _is_put_off(item, around)
            yield Difference(whose, was, now, note, parcels=held, eases=eases)
    for item in plan.difference.cancelled:
        whose, held = _library(item.before, libraries), around.parcels.get(item.obligation_id, ())
        note = " ".join(filter(None, (_pressing_in_words(item, around), _received(plan, item))))
        yield Difference(whose, in_words(item.before, printers), "", note, parcels=held, eases=True)
    waits_for = {
        item.undecided.rule_id: ", ".join(word(FACTS, name) for name in item.undecided.missing)
        for item in plan.undecided
    }
    for row_id in plan.waiting:
        values = columns_of(plan.rows[row_id])
        kept = in_words(values, printers)
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
