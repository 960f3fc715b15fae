"""What is coming, as the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.deposits.coming.lying import HeldElsewhere
from app.deposits.coming.queries import ParcelWithCopies, expected_with
from app.deposits.obligations.filters import STATES
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.scope import State
from app.domain.actor import Actor
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.law.queries import hypothetical_rule_sets
from app.law.wording import FORMS
from app.web.exports import Cell


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Title"), gettext("Identifiers"), gettext("Library"), gettext("Depositor"),
        gettext("In what form"), gettext("Owed"), gettext("Received"),
        gettext("Packed, not sent"), gettext("In transit"), gettext("Due"),
        gettext("Provisional"), gettext("Status"), gettext("Parcel"), gettext("Sent on"), gettext("Carrier"),
        gettext("Tracking number"), gettext("Days on the way"), gettext("At a collecting library"),
        gettext("To be passed on by"), gettext("Replacement promised for"), gettext("Rule"),
        gettext("Clause"), gettext("Specimen, of a hypothetical rule set"),
    ]  # fmt: skip


def cells(actor: Actor, rows: Iterable[ObligationRow], today: date) -> Iterator[list[Cell]]:
    """Return a row of the file for each obligation; where it lies in several parcels, they share the cell."""
    play, words = hypothetical_rule_sets(), {True: gettext("yes"), False: gettext("no")}
    for row, parcels, promised, lying in expected_with(actor, rows):
        left = [parcel for parcel in parcels if parcel.has_left]
        yield [
            row.title, row.identifier, organisation_name(row.depository),
            organisation_name(row.depositor) if row.depositor else "", str(FORMS[Form(row.form)]),
            row.copies, row.received,
            sum(parcel.copies for parcel in parcels) - sum(parcel.copies for parcel in left),
            sum(parcel.copies for parcel in left), row.due_on,
            words[row.provisional],
            str(STATES[State(row.status(today))]), _joined(parcel.code for parcel in left),
            *_sending(left, today), *_lying(lying), promised.day if promised else None, row.rule_id,
            row.locator, words[row.rule_set_id in play],
        ]  # fmt: skip


def _sending(left: Sequence[ParcelWithCopies], today: date) -> list[Cell]:
    """When, by whom, under which number and how long ago the first was sent."""
    days = sorted(clock.local_day(parcel.sent_at) for parcel in left if parcel.sent_at is not None)
    return [
        days[0] if days else None,
        _joined(parcel.carrier for parcel in left),
        _joined(parcel.tracking for parcel in left),
        (today - days[0]).days if days else None,
    ]


def _lying(places: Sequence[HeldElsewhere]) -> list[Cell]:
    """Which collecting libraries hold copies, and by which day the first of these are passed on."""
    days = [place.by for place in places if place.by is not None]
    return [_joined(organisation_name(place.holder) for place in places), min(days, default=None)]


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))
