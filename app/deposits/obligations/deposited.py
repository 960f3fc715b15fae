"""What has come of the release of which another is a reprint, as far as the register knows it."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import is_past, noticed
from app.domain.actor import Actor
from app.domain.publication import EditionStatus
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import format_long, format_number, gettext, ngettext, organisation_name
from app.organisations.models import Organisation
from app.publications.earlier_editions import earlier_editions
from app.publications.editions import edition_words
from app.publications.models import Release
from app.publications.queries import standing


class Behind(NamedTuple):
    """A duty whose day is past or that a live notice names: so many copies have not come to a library."""

    library: Organisation
    copies: int
    noticed: bool


class Earlier(NamedTuple):
    """A release, how many copies of it are owed in all, and how many of these were handed over.

    `behind` are its duties that are late or noticed. `elsewhere`: it is of another title of the register that
    may be the same work. `itself`: no earlier one is known, and it is the very release of which something
    else is said now.
    """

    release: Release
    owed: int
    come: int
    behind: Sequence[Behind] = ()
    elsewhere: bool = False
    itself: bool = False

    @property
    def is_short(self) -> bool:
        """Whether something of it was not deposited; of the very release, of what is late or noticed."""
        return bool(self.behind) if self.itself else self.come < self.owed


def says_deposited(answers: RegistrationAnswers) -> bool:
    """Say whether copies of an earlier edition are answered to be deposited, of what is no first edition."""
    return answers.original_deposited is True and answers.edition_status != EditionStatus.FIRST


def earlier_of(publication_id: int, *, by: Actor, before: int | None = None) -> Earlier | None:
    """Return the last release of a publication of which copies are owed; None where there is none.

    One of which nothing was owed, such as a reprint, is passed over: what it repeats is asked about. `before`
    is the release that is no earlier one itself, nor is what came after it; `by` is who asks.
    """
    return _earlier_of_each([publication_id], by=by, before=before).get(publication_id)


def earlier_elsewhere(
    given: Sequence[RegistrationAnswers],
    *,
    publisher_ids: Collection[int],
    by: Actor,
    but: int | None = None,
    before: int | None = None,
    among: ColumnElement[bool] | None = None,
) -> Sequence[Earlier | None]:
    """Return for each of the answers the last such release of a title, other than the publication `but`, that
    may be the same work (`earlier_editions`). Costs the same statements for any number of answers. Where it
    is given, only releases `among` these count."""
    titles = [set(found) - {but} for found in earlier_editions(given, publisher_ids=publisher_ids)]
    found = _earlier_of_each(set[int | None]().union(*titles), by=by, before=before, among=among)
    return [
        max(
            (found[title]._replace(elsewhere=True) for title in of if title in found),
            key=lambda earlier: earlier.release.id,
            default=None,
        )
        for of in titles
    ]


def as_its_own_earlier(release: Release, *, by: Actor) -> Earlier | None:
    """Return what is behind of a release that is not yet said to repeat a deposited one; None where nothing
    is: an answer must not end what is late or noticed without a reason."""
    if release.original_deposited and release.edition_status != EditionStatus.FIRST:
        return None
    found = session().execute(_sums().where(Release.id == release.id)).one_or_none()
    behind = _behind([release.id], by).get(release.id, ()) if found is not None else ()
    if found is None or not behind:
        return None
    return Earlier(release, int(found[1] or 0), int(found[2] or 0), behind, itself=True)


def in_words(earlier: Earlier) -> str:
    """Say how much has come of which release, and what of it is late or named in a notice."""
    come = format_number(earlier.come)
    if earlier.itself:
        said = ngettext(
            "No earlier release is known here, and %(come)s of %(num)s copy that is owed of this one has "
            "come.",
            "No earlier release is known here, and %(come)s of %(num)s copies that are owed of this one have "
            "come.",
            earlier.owed,
            come=come,
        )
    else:
        said = ngettext(
            "%(come)s of %(num)s copy that is owed of the earlier release has come: %(release)s.",
            "%(come)s of %(num)s copies that are owed of the earlier release have come: %(release)s.",
            earlier.owed,
            come=come,
            release=_named(earlier),
        )
    return f"{said} {_behind_in_words(earlier.behind)}".strip()


def _named(earlier: Earlier) -> str:
    release = earlier.release
    day = format_long(clock.local_day(release.registered_at))
    title = [f"“{release.title}”"] if earlier.elsewhere else []
    registered = gettext("registered on %(day)s", day=day)
    return ", ".join((*title, *edition_words(release), registered))


def _behind_in_words(behind: Sequence[Behind]) -> str:
    if not behind:
        return ""
    lines = []
    for line in behind:
        amount = ngettext("%(num)s copy", "%(num)s copies", line.copies)
        parts = [organisation_name(line.library), amount]
        if line.noticed:
            parts.append(gettext("named in a notice"))
        lines.append(", ".join(parts))
    return str(gettext("Late: %(lines)s.", lines="; ".join(lines)))


def _sums() -> Select[Release, int | None, int | None]:
    """Releases with the copies that are owed of them, and how many of these were handed over."""
    handed_over = Obligation.received + Obligation.held
    counted: ColumnElement[int | None] = case(
        (handed_over < Obligation.copies, handed_over), else_=Obligation.copies
    )
    return (
        select(Release, func.sum(Obligation.copies), func.sum(counted))
        .join(Obligation, Obligation.release_id == Release.id)
        .options(selectinload(Release.publication))
        .where(
            standing(),
            Obligation.cancelled_at.is_(None),
            Obligation.excused_at.is_(None),
            Obligation.copies > 0,
        )
        .group_by(Release.id)
    )


def _earlier_of_each(
    publication_ids: Collection[int | None],
    *,
    by: Actor,
    before: int | None,
    among: ColumnElement[bool] | None = None,
) -> Mapping[int | None, Earlier]:
    if not publication_ids:
        return {}
    statement = _sums().where(Release.publication_id.in_(publication_ids)).order_by(Release.sequence)
    if before is not None:
        statement = statement.where(Release.id < before)
    if among is not None:
        statement = statement.where(among)
    last = {row[0].publication_id: row for row in session().execute(statement)}
    behind = _behind([row[0].id for row in last.values()], by)
    return {
        title: Earlier(release, int(owed or 0), int(come or 0), behind.get(release.id, ()))
        for title, (release, owed, come) in last.items()
    }


def _behind(release_ids: Collection[int], by: Actor) -> Mapping[int, Sequence[Behind]]:
    lacking, named = Obligation.copies - Obligation.handed_over, noticed(by)
    statement = (
        select(Obligation.release_id, Organisation, lacking, named)
        .join(Organisation, Organisation.id == Obligation.depository_id)
        .where(
            Obligation.release_id.in_(release_ids),
            Obligation.open,
            lacking > 0,
            or_(and_(Obligation.event_on.is_not(None), is_past(clock.today())), named),
        )
        .order_by(Obligation.due_on, Obligation.id)
    )
    found: dict[int, list[Behind]] = {}
    for release_id, library, copies, is_named in session().execute(statement) if release_ids else ():
        found.setdefault(release_id, []).append(Behind(library, copies or 0, bool(is_named)))
    return found
