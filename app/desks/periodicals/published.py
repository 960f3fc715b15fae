"""The issues that came out, and how it stands with what is owed for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.deposits.obligations.queries import obligations_of_each, undecided_among
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import Actor
from app.domain.obligations import Status
from app.infra.i18n import (
    gettext,
    ngettext,
)
from app.publications.periodicals.models import Issue
from app.publications.periodicals.queries import latest_issues


@dataclass(frozen=True, slots=True)
class Published:
    """An issue that came out, and how it stands with what is owed for it."""

    issue: Issue
    status: Status | None
    in_words: str


def published_issues(actor: Actor, publication_id: int, *, today: date, limit: int) -> Sequence[Published]:
    """Return the issues that came out last, each with what is owed for it as far as the actor may see it."""
    issues = latest_issues(publication_id, limit=limit)
    ids = [issue.release_id for issue in issues]
    owed, undecided = obligations_of_each(actor, ids), undecided_among(ids)
    return [
        Published(issue, *_standing(owed[issue.release_id], today, decided=issue.release_id not in undecided))
        for issue in issues
    ]


def _standing(rows: Sequence[ObligationRow], today: date, *, decided: bool) -> tuple[Status | None, str]:
    """The gravest state among what is owed for an issue, and how many are in which."""
    counted = Counter(row.status(today) for row in rows if not row.ended)
    total = sum(counted.values())
    if not total:
        return None, gettext("nothing is owed") if decided else gettext("not decided yet")
    late = counted[Status.LATE] + counted[Status.NOTICED]
    if late:
        return Status.LATE, ngettext(
            "%(num)s of %(total)s late", "%(num)s of %(total)s late", late, total=total
        )
    met = counted[Status.RECEIVED]
    told = ngettext("%(num)s of %(total)s met", "%(num)s of %(total)s met", met, total=total)
    if met == total:
        return Status.RECEIVED, told
    graver = (
        Status.PAUSED, Status.UPHELD, Status.DUE_SOON, Status.SHORT, Status.WAITING, Status.IN_TRANSIT,
        Status.HELD,
    )  # fmt: skip
    return next((status for status in graver if counted[status]), Status.FORECAST), told
