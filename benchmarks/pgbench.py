"""PostgreSQL's own pgbench runs the transaction of a scan: as fast as anything can ask that server."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import func, insert, select

from app.deposits.consignments.models import Copy
from app.deposits.receiving.models import Scan
from app.deposits.receiving.services import open_arrival
from app.infra.db import session, transaction
from benchmarks.measure import Effort
from benchmarks.scan_floor import (
    ARRIVAL,
    COUNTED,
    EVENT,
    LABEL,
    REPEATED,
    SCAN,
    SUBJECT,
    facts_of,
    locked,
    told,
)
from benchmarks.scanning import HANDS, SCANNERS
from benchmarks.stand import Stand

THREADS = 2
SCANS = 200
"""How many each client sends in a run."""
_PROGRAMS = Path("/usr/lib/postgresql")
_RATE = re.compile(r"^tps = ([\d.]+) \(without initial connection time\)", re.MULTILINE)
_labels = count(1)


@dataclass(frozen=True, slots=True)
class Pgbench:
    """The program and the database that it asks. Its labels are bare numbers: it can reckon, not spell."""

    program: str
    stand: Stand

    @classmethod
    def found(cls, stand: Stand) -> Self | None:
        """Return it for a stand on PostgreSQL, where it is installed."""
        beside = sorted(_PROGRAMS.glob("*/bin/pgbench"))
        program = str(beside[-1]) if beside else shutil.which("pgbench")
        return cls(program, stand) if program and stand.bare.postgresql else None

    def run(self, releases: Sequence[int], effort: Effort) -> float:
        """Return the milliseconds a scan of sixteen clients, none of whose scans was lost or doubled."""
        scans = effort.repeat(SCANS)
        with self.stand.app.app_context():
            first_label, first_arrival = self._prepare(releases, scans)
        values = {
            **facts_of(self.stand), "after": told("C26-0000000-0"), "before_first": first_label - 1,
            "first_arrival": first_arrival, "scans": scans, "n": 0,
        }  # fmt: skip
        given = [word for name, value in values.items() for word in ("-D", f"{name}={value}")]
        usual = ["-n", "-M", "prepared", "-c", str(SCANNERS), "-j", str(THREADS), "-t", str(scans)]
        with TemporaryDirectory() as folder:
            script = Path(folder) / "scan.sql"
            script.write_text(self._script(), encoding="utf-8")
            command = [self.program, *usual, "-f", str(script), *given, self.stand.address]
            told_us = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told_us.returncode == 0, told_us.stderr
        with self.stand.app.app_context():
            self._check(first_arrival, HANDS * scans)
        [rate] = _RATE.findall(told_us.stdout)
        return 1000 / float(rate)

    def _script(self) -> str:
        bare = self.stand.bare
        return f"""\\set n :n + 1
\\set label :before_first + (:client_id / {SCANNERS // HANDS}) * :scans + :n
\\set key :label
\\set arrival :first_arrival + :client_id
BEGIN;
{locked(ARRIVAL, "arrival", bare)};
{REPEATED};
{locked(LABEL, "c", bare)} \\gset
SELECT count(*) AS counted FROM ({COUNTED}) AS found \\gset
\\if :counted = 0
{SCAN};
{EVENT} \\gset
{SUBJECT};
\\endif
COMMIT;
"""  # noqa: S608 - statements from scan_floor

    def _prepare(self, releases: Sequence[int], scans: int) -> tuple[int, int]:
        """Print the labels, open the parcels; the first of each, the others are numbered on from there."""
        labels = [next(_labels) for _ in range(HANDS * scans)]
        rows = [
            {"code": str(label), "release_id": releases[place % len(releases)]}
            for place, label in enumerate(labels)
        ]
        by = self.stand.country.librarian
        with transaction():
            session().execute(insert(Copy), rows)
            arrivals = [
                open_arrival(consignment_code=None, depositor_id=None, by=by, at=self.stand.at).id
                for _ in range(SCANNERS)
            ]
        assert arrivals == list(range(arrivals[0], arrivals[0] + SCANNERS))
        return labels[0], arrivals[0]

    @staticmethod
    def _check(first_arrival: int, expected: int) -> None:
        mine = Scan.arrival_id.between(first_arrival, first_arrival + SCANNERS - 1)
        scans = select(func.count(), func.count(Scan.copy_id.distinct())).where(mine)
        assert tuple(session().execute(scans).one()) == (expected, expected), "pgbench lost or doubled a copy"
        session().rollback()
