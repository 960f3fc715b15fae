"""The groups and lines of what is coming, as the page says them, in the reader's language."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from flask import url_for

from app.deposits.coming.filters import Grouping
from app.deposits.coming.queries import Parcels, ParcelWithCopies
from app.deposits.discrepancies.promises import Promised
from app.deposits.obligations.lines import Line, lines
from app.deposits.obligations.rows import ObligationRow
from app.infra import clock
from app.infra.i18n import format_day


class ParcelShown(NamedTuple):
    """A parcel in a line; `code` empty: it is not sent, and only that it is packed is known. `url` empty:
    it is not the reader's to open. `via`: the collecting library to which it goes."""

    copies: int
    code: str
    url: str
    opened: bool
    day: str
    days: int
    how: str
    via: str


class Group(NamedTuple):
    """Lines of one publisher or title that stand on this page, in the order of their dates.

    `depositor_id` None: the depositor is not identified, or the lines are one title's.
    """

    depositor_id: int | None
    lines: list[tuple[Line, Sequence[ParcelShown], Promised | None]]


def groups(
    rows: Sequence[ObligationRow],
    parcels: Parcels,
    promises: Mapping[int, Promised],
    grouping: Grouping,
    today: date,
    *,
    at_desk: bool,
    names: Mapping[int, str],
    shown: Collection[str],
) -> list[Group]:
    """Put the lines of a page under their publishers or titles; first whose copies are due first.

    `at_desk`: an opened parcel leads to the receiving desk. `names`: what collecting libraries are called.
    `shown`: the codes of the parcels that the reader may open.
    """
    found: dict[int | None, Group] = {}
    show = cache(partial(_shown, today=today, at_desk=at_desk, names=names, readable=shown))
    for row, line in zip(rows, lines(rows, today), strict=True):
        depositor_id = row.depositor.id if row.depositor else None
        of_title = grouping is Grouping.TITLE
        group = found.setdefault(
            row.release_id if of_title else depositor_id, Group(None if of_title else depositor_id, [])
        )
        lying = [show(parcel) for parcel in parcels.get(row.id, ())]
        group.lines.append((line, lying, promises.get(row.id)))
    return list(found.values())


def _shown(
    parcel: ParcelWithCopies,
    today: date,
    *,
    at_desk: bool,
    names: Mapping[int, str],
    readable: Collection[str],
) -> ParcelShown:
    left = parcel.sent_at or parcel.arrived_at
    day = clock.local_day(left or parcel.created_at)
    days = (today - day).days if parcel.sent_at is not None else 0
    url, opened = "", parcel.arrival_id is not None
    if at_desk and parcel.via_id is not None:
        url = ""
    elif opened and at_desk:
        url = url_for("receiving.arrival", arrival_id=parcel.arrival_id)
    elif parcel.has_left and parcel.code in readable:
        url = url_for("consignments.show", code=parcel.code)
    via = names.get(parcel.via_id, "") if parcel.via_id is not None else ""
    how = ", ".join(filter(None, (parcel.carrier, parcel.tracking)))
    code = parcel.code if parcel.has_left else ""
    return ParcelShown(parcel.copies, code, url, opened, format_day(day), days, how, via)
