"""What an amendment changes, told before it is confirmed: answers, and what is owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from app.deposits.obligations.judging import judge
from app.deposits.obligations.queries import obligations_of
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import Actor
from app.domain.law import Form
from app.domain.obligations import Owed, Standing, reconcile
from app.domain.publication import DepositorRole, ReleaseFacts
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed
from app.infra.i18n import format_day, gettext, ngettext, organisation_name
from app.organisations.models import Organisation
from app.organisations.queries import depositories
from app.publications.editions import told_apart
from app.publications.models import Release
from app.publications.queries import answers_of, facts_from_answers, other_releases


@dataclass(frozen=True, slots=True)
class Difference:
    """One duty that changes; `was` and `now` say it in words and are empty where there is none."""

    library: str
    was: str
    now: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What changes for another release of the same title, and the words that tell it from the others."""

    release_id: int
    words: str
    differences: Sequence[Difference]


def differences_elsewhere(
    actor: Actor, release: Release, answers: RegistrationAnswers, *, today: date
) -> list[Elsewhere]:
    """Compare, where facts of the title are amended, what is and will be owed for its other releases.

    Raises as `differences` does.
    """
    now = changed(answers_of(release), answers)[1]
    if not now.keys() - set(RELEASE_FACTS):
        return []
    others = [other for other in other_releases(release) if other.withdrawal is None]
    words, found = told_apart(others), []
    for other in others:
        said = answers_of(other)
        amended = replace(answers, **{name: getattr(said, name) for name in RELEASE_FACTS}).fitted()
        facts = facts_from_answers(amended, other.publication.publisher)
        if facts is not None and (
            differing := differences(actor, other, facts, another_printer=False, today=today)
        ):
            found.append(Elsewhere(other.id, words[other.id] or other.title, differing))
    return found


def differences(
    actor: Actor, release: Release, facts: ReleaseFacts, *, another_printer: bool, today: date
) -> list[Difference]:
    """Compare what is owed for the release with what will be owed under the amended facts;
    `another_printer`: they name another printing house, or none.

    Raises:
        DomainError: `calendar.out_of_range` for a day for which no deadline can be given.
    """
    rows = {row.id: row for row in obligations_of(actor, release.id)}
    libraries = {library.id: library for library in depositories()}
    by_code = {library.code: library for library in libraries.values()}
    judged = judge(
        _with_identified(release, facts, rows.values(), another_printer=another_printer), today=today
    )
    changes = reconcile(
        [_standing(row, libraries[row.depository.id]) for row in rows.values()],
        [item.owed for item in judged.owed],
    )
    found = [
        Difference(_name(by_code.get(owed.depository), owed.depository), "", _owed(owed), _whose(owed))
        for owed in changes.add
    ]
    for amendment in changes.amend:
        row = rows[amendment.standing_id]
        was, now = "" if row.cancelled else _kept(row), _owed(amendment.owed)
        if was != now:
            found.append(Difference(organisation_name(row.depository), was, now))
    for cancellation in changes.cancel:
        row = rows[cancellation.standing_id]
        note = gettext("What was received stays.") if cancellation.keeps_received else ""
        found.append(Difference(organisation_name(row.depository), _kept(row), "", note))
    return found


def _with_identified(
    release: Release, facts: ReleaseFacts, rows: Iterable[ObligationRow], *, another_printer: bool
) -> ReleaseFacts:
    """Keep who was found out to owe where the release itself names nobody; of another printing house nobody
    was found yet."""
    named = {role: owner for role, owner in facts.parties.items() if owner is not None}
    if release.printer_id is not None:
        return facts
    found = {row.depositor_role: row.depositor.id for row in rows if row.depositor and not row.cancelled}
    if another_printer:
        found.pop(DepositorRole.PRINTER, None)
    return replace(facts, parties=MappingProxyType({**facts.parties, **found, **named}))


def _standing(row: ObligationRow, library: Organisation) -> Standing:
    return Standing(
        id=row.id,
        rule_id=row.rule_id,
        depositor_id=row.depositor.id if row.depositor else None,
        depositor_role=row.depositor_role,
        depository=library.code or "",
        copies=row.copies,
        form=Form(row.form),
        event_on=row.event_on,
        due_on=row.due_on,
        provisional=row.provisional,
        received=row.received,
        cancelled=row.cancelled,
    )


def _name(library: Organisation | None, code: str) -> str:
    return organisation_name(library) if library else code


def _whose(owed: Owed) -> str:
    return gettext("Depositor not identified") if owed.depositor_id is None else ""


def _kept(row: ObligationRow) -> str:
    return _in_words(row.copies, row.form == Form.FILE, row.due_on)


def _owed(owed: Owed) -> str:
    return _in_words(owed.copies, owed.form is Form.FILE, owed.due_on)


def _in_words(copies: int | None, file: bool, due_on: date | None) -> str:
    if copies is None:
        return str(gettext("number not known"))
    many = ("%(num)s file", "%(num)s files") if file else ("%(num)s copy", "%(num)s copies")
    amount = ngettext(*many, copies)
    if due_on is None:
        return str(amount)
    return str(gettext("%(amount)s by %(day)s", amount=amount, day=format_day(due_on)))
