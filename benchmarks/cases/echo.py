"""From a scan to its echo: what the page's script sends, until the answer that it shows has come.

One librarian works through a parcel of twenty lines. The floor is three times the bare transaction and, once,
the page of the parcel with values that are ready: the application, the person and the page, no question.
"""

import gc
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import open_arrival
from app.deposits.series import next_code
from app.domain.codes import CodeKind
from app.infra.db import session, transaction
from benchmarks.country import LIBRARIAN
from benchmarks.measure import Effort, Goal, Row, Timed, p95
from benchmarks.ready import values_ready, what_is_shown
from benchmarks.scan_floor import BareScans
from benchmarks.scanning import confirm, print_labels, wanted_releases
from benchmarks.stand import Stand

LINES, COPIES = 20, 2
BARE_TIMES = 3
_PAGE = "receiving.arrival"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class _Parcel:
    """An opened parcel, and the labels of the copies in it."""

    arrival: int
    labels: Sequence[str]

    @property
    def address(self) -> str:
        return f"/receiving/{self.arrival}"


@dataclass(frozen=True, slots=True)
class _Spent:
    """Milliseconds of one round, scan by scan."""

    echo: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)

    @property
    def floor(self) -> float:
        return BARE_TIMES * p95(self.bare) + p95(self.page)


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Scan parcel after parcel, the same number of copies on each side; then confirm them and count."""
    with stand.app.app_context():
        releases = wanted_releases(stand, LINES)
    scans = effort.repeat(LINES * COPIES)
    floor, client = BareScans(stand, 1), stand.signed_in(LIBRARIAN)
    rounds, arrivals = [], []
    with _guarded_against_forgery(stand):
        for _ in range(effort.warm_up + effort.rounds):
            with stand.app.app_context():
                mine, bare = _open(stand, releases), _open(stand, releases)
            rounds.append(_round(stand, client, floor, mine, bare, scans))
            arrivals += [mine.arrival, bare.arrival]
        statements = stand.statements(client, mine.address)
    floor.close()
    with stand.app.app_context():
        confirm(stand, arrivals, len(arrivals) * scans)
    rounds = rounds[effort.warm_up :]
    notes = {
        "scans_a_round": scans, "lines": LINES, "statements_of_the_page": statements,
        "bare_p95": round(median(p95(spent.bare) for spent in rounds), 3),
        "page_p95": round(median(p95(spent.page) for spent in rounds), 3),
        "echo_median": round(median(median(spent.echo) for spent in rounds), 3),
    }  # fmt: skip
    timed = Timed([p95(spent.echo) for spent in rounds], [spent.floor for spent in rounds])
    floor_path = f"{BARE_TIMES} × bare transaction + the page with ready values"
    return [timed.row("scan to echo, p95", "scan, signed in", floor_path, Goal(), notes=notes, **stand.where)]


def _open(stand: Stand, releases: Sequence[int]) -> _Parcel:
    """A parcel of twenty lines with its labels printed, opened by its slip."""
    library = stand.country.libraries["uz-natlib"]
    owed = (Obligation.depository_id == library, Obligation.form == "physical")
    obligations = (
        session().scalars(select(Obligation).where(*owed, Obligation.release_id.in_(releases))).all()
    )
    of_release = {obligation.release_id: obligation.id for obligation in obligations}
    with transaction():
        lines = [
            ConsignmentLine(obligation_id=of_release[release_id], release_id=release_id, copies=COPIES)
            for release_id in releases
        ]
        code = next_code(CodeKind.CONSIGNMENT, stand.today.year)
        slip = Consignment(
            code=code, depositor_id=stand.country.publishers[0], depository_id=library,
            created_at=stand.at, sent_at=stand.at, lines=lines,
        )  # fmt: skip
        session().add(slip)
        session().flush()
        labels = print_labels(stand, releases, len(lines) * COPIES, [line.id for line in lines])
        by = stand.country.librarian
        arrival = open_arrival(consignment_code=code, depositor_id=None, by=by, at=stand.at)
    return _Parcel(arrival.id, labels)


def _round(
    stand: Stand, client: FlaskClient, floor: BareScans, mine: _Parcel, bare: _Parcel, scans: int
) -> _Spent:
    spent = _Spent()
    found = _TOKEN.search(client.get(mine.address).text)
    assert found, "the page has no token"
    gc.collect()
    for label, other in list(zip(mine.labels, bare.labels, strict=True))[:scans]:
        facts = {"csrf_token": found[1], "key": secrets.token_hex(16), "code": label}
        answer = _timed(spent.echo, partial(_send, client, mine.address, facts))
        assert f"{label} · " in answer.text, "the echo speaks of another scan"
        _timed(spent.bare, partial(floor, bare.arrival, other))
        # The answer holds the lines that changed; the floor is the page as the librarian then has it.
        with what_is_shown(stand.app) as seen:
            client.get(mine.address)
        with values_ready(stand.app, _PAGE, *seen):
            again = _timed(spent.page, partial(client.get, mine.address))
        assert f"{label} · " in again.text
    return spent


def _send(client: FlaskClient, address: str, facts: dict[str, str]) -> Any:
    """What `fetch` does in static/js/scan.js."""
    answer = client.post(address, data=facts, headers={"X-Fragment": "scan-result"})
    assert answer.status_code == 200
    answer.get_data()
    return answer


def _timed(times: list[float], work: Callable[[], Any]) -> Any:
    began = perf_counter()
    done = work()
    times.append((perf_counter() - began) * 1000)
    return done


@contextmanager
def _guarded_against_forgery(stand: Stand) -> Iterator[None]:
    """Ask for the token that a page sends along, as an installation does."""
    stand.app.config["WTF_CSRF_ENABLED"] = True
    try:
        yield
    finally:
        stand.app.config["WTF_CSRF_ENABLED"] = False
