"""Proves on a scratch database that a batch survives its workers: a thousand notices, twenty of them killed.

Takes minutes, so it is not among the tests; `./nusxa proof` runs it.
"""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import flask_migrate

from app.factory import create_app
from tests.factories.compliance import add_late_depositors, make_late_world, started_batch
from tests.support.databases import Databases, release_connections, settings_for_tests
from tests.support.killed_workers import complaints, issue_under_kills

PATIENCE = 3600  # seconds


def main() -> None:
    """Issue, kill, look; ends with 1 if anything is not as it must be."""
    parser = argparse.ArgumentParser(prog="./nusxa proof", description=__doc__)
    parser.add_argument("--notices", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    wanted = parser.parse_args()
    began = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for_tests(Databases(Path(folder), None).create(), Path(folder)))
        with app.app_context():
            flask_migrate.upgrade()
            world = make_late_world()
            batch_id = started_batch(world, add_late_depositors(world, wanted.notices))
        killed = issue_under_kills(app, batch_id, kills=wanted.kills, patience=PATIENCE, seed=wanted.seed)
        found = list(complaints(app, batch_id))
        release_connections(app)
    spent = perf_counter() - began
    print(f"{wanted.notices} notices, {killed} workers killed, seed {wanted.seed}, {spent:.0f} s")
    print(
        "\n".join(found) or "One notice and one signed file each, numbers without gaps, every act told once."
    )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
