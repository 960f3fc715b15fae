"""What a device keeps of an opened parcel, to tell without a network what a scan is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.deposits.consignments.models import Copy
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.queries import Parcel, parcel_for
from app.deposits.receiving.version import version_of
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.identifiers import compact
from app.infra.db import session
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with
from app.publications.models import Release

_ISSN_PREFIX = "977"


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
    `labels` are those that were counted in it already, `boxes` the codes of its boxes.

    The bar code of a periodical is there by its first ten digits, for its issue stands behind them.
    """

    lines: Sequence[CopiedLine]
    codes: dict[str, list[int]]
    labels: Sequence[str]
    boxes: Sequence[str]


def parcel_version(actor: Actor, arrival_id: int) -> str:
    """Return a text that differs as soon as anything of a parcel does. Raises `NotFound` out of reach."""
    arrival = session().get(Arrival, arrival_id)
    library = Parties(depository_ids=frozenset({arrival.depository_id} if arrival else ()))
    if arrival is None or not may_with(actor, Permission.RECEIVING_WORK, library):
        raise NotFound("not_found")
    said = select(Scan.id, Scan.condition, Scan.decision, Scan.undone_at.is_(None))
    rows = session().execute(said.where(Scan.arrival_id == arrival_id).order_by(Scan.id))
    return version_of(arrival, rows)


def copy_of(actor: Actor, arrival_id: int) -> tuple[Parcel, ParcelCopy]:
    """Return an arrival of the actor's library with what a device needs of it. Raises `NotFound`."""
    parcel = parcel_for(actor, arrival_id)
    places: dict[int, list[int]] = {}
    codes: dict[str, list[int]] = {}
    lines = []
    for place, line in enumerate(parcel.lines):
        known = _identifiers(line.release)
        title = line.release.title if line.release else ""
        ident = known[0][1] if known else line.text
        lines.append(CopiedLine(title, ident, line.announced, line.scanned))
        if line.release is not None:
            places.setdefault(line.release.id, []).append(place)
        for code, _printed in known:
            codes.setdefault(code, []).append(place)
    for code, release_id in _labels_of_slip(parcel.arrival):
        if release_id in places:
            codes[code.replace("-", "")] = places[release_id][:1]
    counted = [scan.text.replace("-", "") for scan in parcel.tally.scans if scan.copy_id is not None]
    return parcel, ParcelCopy(lines, codes, counted, [box.code.replace("-", "") for box in parcel.boxes])


def _identifiers(release: Release | None) -> list[tuple[str, str]]:
    """The numbers of a release that stand on it, each with its printed form: as its bar code has them and as
    they are printed, for a misprinted one is known by exactly its characters."""
    found: list[tuple[str, str]] = []
    for identifier in release.publication.identifiers if release else ():
        if identifier.scheme not in ("isbn", "ismn", "issn"):
            continue
        of_issn = identifier.scheme == "issn"
        bar_code = _ISSN_PREFIX + identifier.value[:7] if of_issn else identifier.value
        codes = dict.fromkeys((bar_code, compact(identifier.printed_form)))
        found.extend((code, identifier.printed_form) for code in codes)
    return found


def _labels_of_slip(arrival: Arrival) -> Iterable[tuple[str, int]]:
    if arrival.consignment is None:
        return ()
    line_ids = [line.id for line in arrival.consignment.lines]
    statement = select(Copy.code, Copy.release_id).where(Copy.line_id.in_(line_ids)).order_by(Copy.id)
    return [(code, release_id) for code, release_id in session().execute(statement)]
