"""To whom the ISBN agency gave the beginning of a number, as far as records say so."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.infra.db import session
from app.organisations.models import IsbnPrefix, Organisation
from app.organisations.queries.house import house_of

SHORTEST, LONGEST = 6, 11
"""Digits of the shortest and of the longest prefix of a registrant (`parse_isbn_prefix`)."""


def isbns_of_others(isbns: Collection[str], *, own_id: int) -> Mapping[str, Organisation]:
    """Return of these ISBNs (13 digits) those whose prefix is recorded for others alone, with who that is.

    Not others are one's parent, imprints and whatever record is merged with one's own.
    """
    beginnings = {isbn: [isbn[:length] for length in range(SHORTEST, LONGEST + 1)] for isbn in isbns}
    wanted = {digits for possible in beginnings.values() for digits in possible}
    holders: dict[str, list[Organisation]] = {}
    found = (
        select(IsbnPrefix.digits, Organisation)
        .join(Organisation, Organisation.id == IsbnPrefix.organisation_id)
        .where(IsbnPrefix.digits.in_(wanted), Organisation.closed_at.is_(None))
        .order_by(Organisation.id)
    )
    for digits, organisation in session().execute(found) if wanted else ():
        holders.setdefault(digits, []).append(organisation)
    own = set(house_of(own_id)) if holders else set()
    strangers: dict[str, Organisation] = {}
    for isbn, possible in beginnings.items():
        known = [holder for digits in possible for holder in holders.get(digits, ())]
        if known and not any(holder.id in own for holder in known):
            strangers[isbn] = known[-1]
    return strangers
