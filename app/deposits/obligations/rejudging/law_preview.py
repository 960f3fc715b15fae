"""What a law would do to what is owed if it reached back, told before it does; nothing is written.

Each release is worked out by the code that its run will use, so that what is shown is what is done.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.deposits.obligations.cases import cases_of
from app.deposits.obligations.planning import Difference, Register, Values, plan, told_value
from app.deposits.obligations.rejudging.by_law import Change, outcomes
from app.deposits.obligations.rejudging.models import Outcome
from app.deposits.obligations.rejudging.scope import reached
from app.deposits.obligations.rows import NAMES, Party
from app.deposits.obligations.terms import Case
from app.domain.errors import DomainError
from app.infra.db import session
from app.law.queries import InForce
from app.organisations.models import Organisation
from app.publications.models import Publication, Release, ReleaseEvent
from app.publications.queries import full_title, releases_by_id

SHOWN = 50
RELEASES_AT_ONCE = 200
BASIS = frozenset({"rule_set_id", "rule_id", "instrument", "locator", "region_soato"})
"""The columns that say why something is owed; a change of them alone asks nothing else of anybody."""
Noted = tuple[int, Change]
"""A release, and what becomes of one obligation of it."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One obligation before and after, by its columns; an empty side owes nothing."""

    release_id: int
    title: str
    language: str
    script: str
    depository: Party
    outcome: Outcome
    before: Values
    after: Values


@dataclass(slots=True)
class ReachPreview:
    """How many releases are reached, and how many obligations would be added, changed and cancelled.

    `basis_only` of those changed keep copies, form and dates; `overdue` of those added and changed get
    another day that is over already. `kept` were received or are named in a live notice; `failed` releases
    cannot be worked out. `digest` tells one preview from another. `changes` and `standing` are the first rows
    of what changes, and of what is kept.
    """

    releases: int = 0
    added: int = 0
    changed: int = 0
    basis_only: int = 0
    overdue: int = 0
    cancelled: int = 0
    kept: int = 0
    failed: int = 0
    digest: str = ""
    changes: Sequence[WouldChange] = field(default_factory=list)
    standing: Sequence[WouldChange] = field(default_factory=list)


def preview_reach(law: InForce, laws: Sequence[InForce], last: date, *, today: date) -> ReachPreview:
    """What becomes of obligations when `law` of `laws` reaches back, up to events of the day `last`."""
    first = law.reaches_back_to or law.effective_from
    found, digest = ReachPreview(), hashlib.sha256(f"{law.id} {first} {last}".encode())
    changes: list[Noted] = []
    standing: list[Noted] = []
    for case, outcome in _worked_out(first, last, laws, today):
        found.releases += 1
        if isinstance(outcome, DomainError):
            found.failed += 1
            digest.update(f"{case.release_id} {outcome.code}".encode())
            continue
        for change in outcomes(outcome):
            digest.update(_line(case.release_id, change))
            noted = standing if change.outcome is Outcome.KEPT else changes
            noted.append((case.release_id, change))
            _count(found, change, today)
        del changes[SHOWN:], standing[SHOWN:]
    found.digest = digest.hexdigest()
    found.changes, found.standing = _shown(changes), _shown(standing)
    return found


def _worked_out(
    first: date, last: date, laws: Sequence[InForce], today: date
) -> Iterator[tuple[Case, Difference | DomainError]]:
    """Every release with an event from `first` to `last`, in the order of the ids, some at a time."""
    cursor = 0
    while True:
        following = reached(first, last).where(ReleaseEvent.release_id > cursor)
        ids = session().scalars(following.order_by(ReleaseEvent.release_id).limit(RELEASES_AT_ONCE)).all()
        if not ids:
            return
        cases = cases_of(releases_by_id(ids), laws, today=today)
        register = Register.naming(cases)
        for case in cases:
            try:
                yield case, plan(case, register).difference
            except DomainError as error:
                yield case, error
        cursor = ids[-1]


def _count(found: ReachPreview, change: Change, today: date) -> None:
    found.added += change.outcome is Outcome.ADDED
    found.changed += change.outcome is Outcome.AMENDED
    found.cancelled += change.outcome is Outcome.CANCELLED
    found.kept += change.outcome is Outcome.KEPT
    found.basis_only += change.outcome is Outcome.AMENDED and all(
        change.before[name] == value for name, value in change.after.items() if name not in BASIS
    )
    found.overdue += change.outcome is not Outcome.KEPT and _is_overdue(change, today)


def _is_overdue(change: Change, today: date) -> bool:
    """Whether it gets another day than it had, which is over."""
    due_on = change.after.get("due_on")
    return isinstance(due_on, date) and due_on < today and due_on != change.before.get("due_on")


def _line(release_id: int, change: Change) -> bytes:
    """A change as bytes that differ where anything of it does."""
    told = [
        {name: told_value(value) for name, value in side.items()} for side in (change.before, change.after)
    ]
    return json.dumps([release_id, change.outcome, told], sort_keys=True).encode()


def _shown(noted: Sequence[Noted]) -> list[WouldChange]:
    """The changes with the titles and libraries that they concern."""
    columns = (Release.id, full_title(), Publication.language, Publication.script)
    titles = select(*columns).join(Publication, Publication.id == Release.publication_id)
    wanted = titles.where(Release.id.in_({release_id for release_id, _change in noted}))
    title_of = {row[0]: row for row in session().execute(wanted)}
    library_ids = {_library(change) for _release_id, change in noted}
    names = select(Organisation.id, *(getattr(Organisation, name) for name in NAMES))
    libraries = session().execute(names.where(Organisation.id.in_(library_ids)))
    library_of: dict[object, Party] = {row[0]: Party(*row) for row in libraries}
    return [
        WouldChange(
            *title_of[release_id], library_of[_library(change)], change.outcome, change.before, change.after
        )
        for release_id, change in noted
    ]


def _library(change: Change) -> object:
    return (change.after or change.before)["depository_id"]
