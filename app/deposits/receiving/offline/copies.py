"""What a device keeps of an opened parcel, to tell without a network what a scan is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from app.deposits.consignments.models import ConsignmentLine, Copy
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.places import absent
from app.deposits.receiving.queries import Parcel, came_otherwise, parcel_for
from app.deposits.receiving.version import version_of
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.identifiers import compact
from app.infra.db import read, session
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with
from app.publications.models import Identifier, Release

_ISSN_PREFIX = "977"
_NUMBERS = (
    select(Release.id, Identifier.scheme, Identifier.value, Identifier.printed_form)
    .join(Identifier, Identifier.publication_id == Release.publication_id)
    .where(
        Release.id.in_(bindparam("releases", expanding=True)),
        Identifier.scheme.in_(("isbn", "ismn", "issn")),
    )
    .order_by(Identifier.id)
)

_GONE = select(func.coalesce(func.sum(absent()), 0)).where(
    ConsignmentLine.consignment_id == Arrival.consignment_id
)
_ARRIVAL = select(Arrival, _GONE.correlate(Arrival).scalar_subquery()).where(Arrival.id == bindparam("here"))


class _Number(NamedTuple):
    scheme: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class CopiedLine:
    """A book of the parcel. `announced` None: the parcel has no slip. `title` empty: nobody registered it."""

    title: str
    ident: str
    announced: int | None
    scanned: int


@dataclass(frozen=True, slots=True)
class ParcelCopy:
    """A parcel as it stands. `codes` leads from what scanners read, without hyphens, to places in `lines`;
    `labels` are those that were counted already, in it or otherwise at the library; `boxes` the codes of its
    boxes.

    The bar code of a periodical is there by its first ten digits, for its issue stands behind them.
    """

    lines: Sequence[CopiedLine]
    codes: dict[str, list[int]]
    labels: Sequence[str]
    boxes: Sequence[str]


def parcel_version(actor: Actor, arrival_id: int) -> str:
    """Return a text that differs as soon as anything of a parcel does. Raises `NotFound` out of reach."""
    arrival, gone = session().execute(_ARRIVAL, {"here": arrival_id}).one_or_none() or (None, 0)
    library = Parties(depository_ids=frozenset({arrival.depository_id} if arrival else ()))
    if arrival is None or not may_with(actor, Permission.RECEIVING_WORK, library):
        raise NotFound("not_found")
    said = select(Scan.id, Scan.condition, Scan.decision, Scan.undone_at.is_(None))
    rows = session().execute(said.where(Scan.arrival_id == arrival_id).order_by(Scan.id))
    return version_of(arrival, rows, gone)


def copy_of(actor: Actor, arrival_id: int) -> tuple[Parcel, ParcelCopy]:
    """Return an arrival of the actor's library with what a device needs of it. Raises `NotFound`."""
    parcel = parcel_for(actor, arrival_id)
    numbers = _identifiers([line.book.id for line in parcel.lines if line.book])
    places: dict[int, list[int]] = {}
    codes: dict[str, list[int]] = {}
    lines = []
    for place, line in enumerate(parcel.lines):
        known = _codes(numbers.get(line.book.id, ())) if line.book else []
        title = line.book.title if line.book else ""
        ident = known[0][1] if known else line.text
        lines.append(CopiedLine(title, ident, line.announced, line.scanned))
        if line.book is not None:
            places.setdefault(line.book.id, []).append(place)
        for code, _printed in known:
            codes.setdefault(code, []).append(place)
    for code, release_id in _labels_of_slip(parcel.arrival):
        if release_id in places:
            codes[code.replace("-", "")] = places[release_id][:1]
    counted = [scan.text for scan in parcel.tally.scans if scan.copy_id is not None]
    counted += [came.code for came in came_otherwise(parcel)]
    labels = [code.replace("-", "") for code in counted]
    return parcel, ParcelCopy(lines, codes, labels, [box.code.replace("-", "") for box in parcel.boxes])


def _identifiers(release_ids: Sequence[int]) -> dict[int, list[_Number]]:
    """The numbers that stand on releases, in their order."""
    numbers: dict[int, list[_Number]] = {}
    for release_id, *number in read(_NUMBERS, {"releases": release_ids}):
        numbers.setdefault(release_id, []).append(_Number(*number))
    return numbers


def _codes(numbers: Iterable[_Number]) -> list[tuple[str, str]]:
    """Numbers as bar codes have them and as they are printed, each with its printed form, for a misprinted
    one is known by exactly its characters."""
    found: list[tuple[str, str]] = []
    for scheme, value, printed in numbers:
        bar_code = _ISSN_PREFIX + value[:7] if scheme == "issn" else value
        found.extend((code, printed) for code in dict.fromkeys((bar_code, compact(printed))))
    return found


def _labels_of_slip(arrival: Arrival) -> Iterable[tuple[str, int]]:
    if arrival.consignment is None:
        return ()
    line_ids = [line.id for line in arrival.consignment.lines]
    statement = select(Copy.code, Copy.release_id).where(Copy.line_id.in_(line_ids)).order_by(Copy.id)
    return [(code, release_id) for code, release_id in session().execute(statement)]
