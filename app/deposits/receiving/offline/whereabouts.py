"""Where copies are whose scans were refused: what a device could not bring may be counted all the same."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from sqlalchemy import and_, bindparam, not_, or_, select

from app.deposits.consignments.models import Copy
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.places import LIES, SET_ASIDE
from app.domain.codes import CodeKind, ScannedCode, classify_scan
from app.infra.db import read


class Place(IntEnum):
    """By which scan a labelled copy is known, the nearest last; one by which another parcel set it aside is
    none."""

    NOWHERE = 0
    OTHER_LIBRARY = 1
    OTHER_PARCEL = 2
    THIS_PARCEL = 3


class Whereabouts(NamedTuple):
    """Where a labelled copy is; `number` is the receipt of that parcel, empty while it is open."""

    place: Place
    number: str


_SCANNED = (
    select(Copy.code, Arrival.id, Arrival.consignment_id, Arrival.depository_id, Receipt.number)
    .join(Scan, (Scan.release_id == Copy.release_id) & (Scan.text == Copy.code) & Scan.undone_at.is_(None))
    .join(Arrival, Arrival.id == Scan.arrival_id)
    .outerjoin(Receipt, Receipt.arrival_id == Arrival.id)
    .where(
        Copy.code.in_(bindparam("labels", expanding=True)),
        or_(
            and_(LIES, not_(SET_ASIDE)),
            Arrival.id == bindparam("here"),
            Arrival.consignment_id == bindparam("parcel"),
        ),
    )
    .order_by(Scan.id)
)


def label_in(text: str) -> str:
    """Return the code of a label as it is printed; empty for whatever else was scanned."""
    code = classify_scan(text)
    return code.text if isinstance(code, ScannedCode) and code.kind is CodeKind.COPY else ""


def whereabouts_of(
    texts: Iterable[str], *, arrival_id: int | None, consignment_id: int | None, library_id: int | None
) -> Mapping[str, Whereabouts]:
    """By label where its copy is, as a library sees it from one of its parcels; nothing of other texts."""
    found = {label: Whereabouts(Place.NOWHERE, "") for text in texts if (label := label_in(text))}
    if not found:
        return found
    parcel = {"labels": list(found), "here": arrival_id, "parcel": consignment_id}
    for code, in_arrival, in_parcel, at, number in read(_SCANNED, parcel):
        place = Place.OTHER_PARCEL if at == library_id else Place.OTHER_LIBRARY
        if in_arrival == arrival_id or (in_parcel is not None and in_parcel == consignment_id):
            place = Place.THIS_PARCEL
        found[code] = max(found[code], Whereabouts(place, (number or "") if at == library_id else ""))
    return found
