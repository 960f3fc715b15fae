"""What records that change registered titles would do to them, and to what is owed: told for many at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.deposits.answers_in_words import Names, changed_rows, names_in
from app.deposits.consignments.queries import CopiesInParcel
from app.deposits.obligations.differences import Account, Amended, Difference, accounts_of
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.exchange.batches.changing import Change
from app.infra.i18n import gettext, ngettext
from app.publications.doubts import Carried
from app.publications.namesakes import namesakes
from app.publications.services import check_amendment


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a change does, in `words`: each fact as it was and as it becomes, and each duty.

    It `ends` duties: something is owed no longer, in fewer copies, or late no longer.
    """

    words: str
    ends: bool


def weigh(changes: Sequence[Change], *, by: Actor, today: date) -> list[Weighed | DomainError]:
    """Weigh changes of which each changes something; an error stands for one that would be refused with it.

    It costs the same statements for any number of titles; only a title that is changed again is weighed anew.
    """
    numbers = {(item.scheme, item.value) for change in changes for item in change.after.identifiers}
    carried = namesakes(numbers) if numbers else {}
    names = names_in(said for change in changes for said in (change.before, change.after))
    weighed: list[Weighed | DomainError | None] = [_refusal(change, by, carried) for change in changes]
    for places in _rounds(changes, [place for place, error in enumerate(weighed) if error is None]):
        amended = [_amended(changes[place]) for place in places]
        for place, account in zip(places, accounts_of(amended, today=today), strict=True):
            weighed[place] = _weighed(changes[place], account, names)
    return [each for each in weighed if each is not None]


def _refusal(change: Change, by: Actor, carried: Carried) -> DomainError | None:
    try:
        check_amendment(change.release, change.after, by=by, carried=carried)
    except DomainError as error:
        return error
    return None


def _rounds(changes: Sequence[Change], places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Portions in which no title stands twice."""
    rounds, turns = defaultdict[int, list[int]](list), Counter[int]()
    for place in places:
        title = changes[place].release.publication_id
        rounds[turns[title]].append(place)
        turns[title] += 1
    yield from rounds.values()


def _amended(change: Change) -> Amended:
    return Amended(change.release, change.after, change.others)


def _weighed(change: Change, account: Account | DomainError, names: Names) -> Weighed | DomainError:
    if isinstance(account, DomainError):
        return account
    return Weighed("\n".join(_lines(change, account, names)), account.eases)


def _lines(change: Change, account: Account, names: Names) -> Iterator[str]:
    rows = changed_rows(change.before, change.after, names)
    yield "; ".join(f"{row['label']}: {_plain(row['was'])} → {_plain(row['now'])}" for row in rows)
    if not account.own and not account.elsewhere:
        yield gettext("Nothing changes in what is owed.")
    yield from map(_line, account.own)
    for other in account.elsewhere:
        yield from (f"{other.words}: {_line(item)}" for item in other.differences)


def _plain(text: object) -> str:
    return ", ".join(str(text).split("\n"))


def _line(item: Difference) -> str:
    """One duty in a line, in the words of the page on which a release is amended."""
    return " ".join(
        filter(None, (f"{item.library}: {_change_of(item)}", item.note, *map(_held, item.parcels)))
    )


def _change_of(item: Difference) -> str:
    if item.waits_for:
        stays = gettext(
            "Stays as it is: it cannot be decided while this is not known: %(facts)s. Give the right fact.",
            facts=item.waits_for,
        )
        return f"{item.was}. {stays}"
    if item.was and item.now:
        return f"{item.was} → {item.now}."
    if item.now:
        again = gettext("Owed again: %(duty)s", duty=item.now)
        return f"{again if item.again else gettext('New: %(duty)s', duty=item.now)}."
    return f"{item.was}. {gettext('No longer owed.')}"


def _held(parcel: CopiesInParcel) -> str:
    if parcel.on_its_way:
        said = ngettext(
            "%(num)s copy is in a parcel on its way:", "%(num)s copies are in a parcel on its way:",
            parcel.copies,
        )  # fmt: skip
    else:
        said = ngettext(
            "%(num)s copy is in a parcel not sent yet:", "%(num)s copies are in a parcel not sent yet:",
            parcel.copies,
        )  # fmt: skip
    return f"{said} {parcel.code}."
