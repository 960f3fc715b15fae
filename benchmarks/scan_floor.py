"""The floor of a scan: the same reads, locks and rows by the driver alone."""

from itertools import count
from queue import SimpleQueue
from typing import Any

from benchmarks.bare import Bare
from benchmarks.stand import Stand

ARRIVAL = "SELECT id, depository_id, depositor_id, confirmed_at FROM arrival WHERE id = :arrival"
REPEATED = "SELECT id FROM scan WHERE arrival_id = :arrival AND key = :key"
LABEL = """SELECT c.id AS copy, c.release_id AS release, p.depository_id, p.depositor_id FROM copy c
    LEFT JOIN consignment_line l ON l.id = c.line_id LEFT JOIN consignment p ON p.id = l.consignment_id
    WHERE c.code = :label"""
COUNTED = """SELECT id FROM scan WHERE undone_at IS NULL
    AND ((passed_on_at IS NULL AND copy_id = :copy) OR (arrival_id = :arrival AND text = :label))"""
SCAN = """INSERT INTO scan (arrival_id, key, text, release_id, copy_id, condition, reason, at, by_id)
    VALUES (:arrival, :key, :label, :release, :copy, 'good', '', :at, :by) RETURNING id"""
EVENT = """INSERT INTO audit_event (name, at, account_id, actor_name, actor_role, actor_organisation_id,
        before, after)
    VALUES ('scan.recorded', :at, :by, :name, 'librarian', :library, '{}', :after) RETURNING id AS event"""
SUBJECT = "INSERT INTO audit_subject (event_id, kind, subject_id) VALUES (:event, 'arrival', :arrival)"
_numbers = count(1)


def told(label: str) -> str:
    """Return what the log says of a scan."""
    return f'{{"text": "{label}", "condition": "good", "release": null}}'


def facts_of(stand: Stand) -> dict[str, Any]:
    """Return the values that are the same in every scan: when, and by whom."""
    by = stand.country.librarian
    return {
        "at": stand.at.isoformat(" "),
        "by": by.account_id,
        "name": by.name,
        "library": by.organisation_id,
    }


def locked(statement: str, table: str, bare: Bare) -> str:
    """Return a reading statement that locks the rows of a table; SQLite holds all of them already."""
    return f"{statement} FOR UPDATE OF {table}" if bare.postgresql else statement


def new_key() -> str:
    """Return a key for one scan."""
    return f"key-{next(_numbers)}"


class BareScans:
    """Scans labels, each in a transaction, on as many connections as there are scanners."""

    def __init__(self, stand: Stand, scanners: int) -> None:
        self._same, self._scanners = facts_of(stand), scanners
        self._free: SimpleQueue[Bare] = SimpleQueue()
        for _ in range(scanners):
            self._free.put(Bare(stand.address))

    def __call__(self, arrival: int, label: str) -> bool:
        """Scan a label into an arrival; return whether it counted."""
        bare = self._free.get()
        try:
            return self._scan(bare, {**self._same, "arrival": arrival, "label": label, "key": new_key()})
        finally:
            self._free.put(bare)

    @staticmethod
    def _scan(bare: Bare, values: dict[str, Any]) -> bool:
        with bare.transaction():
            bare.rows(locked(ARRIVAL, "arrival", bare), values)
            bare.rows(REPEATED, values)
            values["copy"], values["release"], *_ = bare.rows(locked(LABEL, "c", bare), values)[0]
            if bare.rows(COUNTED, values):
                return False
            bare.rows(SCAN, values)
            values["after"] = told(values["label"])
            values["event"] = bare.rows(EVENT, values)[0][0]
            bare.run(SUBJECT, values)
            return True

    def close(self) -> None:
        """Leave the database with every connection."""
        for _ in range(self._scanners):
            self._free.get().close()
