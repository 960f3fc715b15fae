"""The amendment of one registered title by a record of a file that somebody has accepted."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.exchange.batches.accounts import weigh
from app.exchange.batches.changing import change_of
from app.exchange.batches.looked import AMENDED
from app.exchange.batches.meant import Meant
from app.exchange.batches.weighing import Weigher
from app.exchange.checking import Checked
from app.exchange.records import Finding, Severity
from app.publications.services import amend_release


def amend_by(
    record: Checked, weigher: Weigher, *, agreed: bool, by: Actor, at: datetime
) -> tuple[int, Finding | None]:
    """Let the release that carries the record's number say what the record gives; the rest stays.

    Returns the release, and what is told of the amendment; None where nothing had to be changed.

    Raises:
        DomainError: `exchange.ending_not_agreed`, duties would end and nobody has agreed to that; or as
            `change_of` or `amend_release` does.
    """
    change = change_of(record, Meant([record], by), weigher)
    release, title = change.release, change.before.title
    if not change.names:
        return release.id, None
    weighed = weigh([change], by=by, today=weigher.today)[0]
    if isinstance(weighed, DomainError):
        raise weighed
    if weighed.ends and not agreed:
        raise DomainError("exchange.ending_not_agreed", title=title, account=weighed.words)
    amend_release(release_id=release.id, answers=change.after, version=release.version, by=by, at=at)
    params = {"title": title, "account": weighed.words}
    return release.id, Finding(record.number, record.row, "", AMENDED, Severity.WARNING, params)
