"""A batch of notices issued by workers that are killed at random moments, and what must be true after it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEvent
from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.models import Notice, NoticeLine
from app.infra import clock
from app.infra.db import session
from app.infra.signing.demonstration import found_authority
from app.infra.signing.here import demonstration_folder, trusted_roots
from app.infra.signing.reading import Trustees, read_signature
from app.infra.storage import StoredFile, storage
from tests.support.commands import ROOT

WORKER = (sys.executable, "-m", "flask", "--app", "wsgi", "worker")


def issue_under_kills(app: Flask, batch_id: int, *, kills: int, patience: float, seed: int) -> int:
    """Let worker after worker issue a batch; kill so many, the last one ends it. Return how many were killed.

    A worker is killed at a random moment after it has begun to settle lines or to keep files, which it signs
    as a demonstration does. Fails if the batch is not printed within so many seconds.
    """
    with app.app_context():
        found_authority(demonstration_folder(), at=clock.now())
    chance = random.Random(seed)  # noqa: S311 - moments of a test, no secret
    ends, killed = time.monotonic() + patience, 0
    while not _printed(app, batch_id):
        worker = subprocess.Popen(WORKER, cwd=ROOT, env=_environment(app), stderr=subprocess.DEVNULL)
        try:
            seen = _progress(app, batch_id)
            while killed < kills and _progress(app, batch_id) == seen and not _printed(app, batch_id):
                assert time.monotonic() < ends, "the worker does not go on"
                time.sleep(0.02)
            while killed >= kills and not _printed(app, batch_id):
                assert time.monotonic() < ends, "the worker does not come to an end"
                time.sleep(0.1)
            time.sleep(chance.uniform(0, 0.4))
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        killed += 1
    return killed - 1


def complaints(app: Flask, batch_id: int) -> Iterator[str]:
    """Yield what is not as it must be: one notice and one signed file each, no gaps, told once."""
    with app.app_context():
        lines = session().scalars(select(BatchLine).where(BatchLine.batch_id == batch_id)).all()
        notices = session().scalars(select(Notice).order_by(Notice.id)).all()
        if {line.outcome for line in lines} != {Outcome.ISSUED}:
            yield "some line is not issued"
        if sorted(line.notice_id or 0 for line in lines) != [notice.id for notice in notices]:
            yield "notices and lines are not one for one"
        if sorted(notice.sequence for notice in notices) != list(range(1, len(lines) + 1)):
            yield "the numbers have gaps"
        named = session().scalars(select(NoticeLine.obligation_id)).all()
        if len(named) != len(set(named)):
            yield "an obligation is named twice"
        yield from _of_files(notices)
        yield from _of_acts(notices)


def _of_files(notices: Sequence[Notice]) -> Iterator[str]:
    if len({notice.file_id for notice in notices} - {None}) != len(notices):
        yield "not every notice has a file of its own"
    trustees = Trustees(trusted_roots())
    for notice in notices:
        content = storage().get(session().get_one(StoredFile, notice.file_id).sha256)
        signature = read_signature(content, trustees, at=clock.now())
        if signature is None or not signature.good:
            yield f"the file of {notice.number} is not signed by the authority"


def _of_acts(notices: Sequence[Notice]) -> Iterator[str]:
    for name in ("notice.issued", "notice.filed"):
        told = session().scalar(select(func.count(AuditEvent.id)).where(AuditEvent.name == name))
        if told != len(notices):
            yield f"{name} was told {told} times of {len(notices)}"


def _environment(app: Flask) -> dict[str, str]:
    settings = app.config["NUSXA"]
    return os.environ | {
        "NUSXA_MODE": "demonstration",
        "NUSXA_INSTANCE": str(settings.instance),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "NUSXA_PUBLIC_URL": settings.public_url,
    }


def _progress(app: Flask, batch_id: int) -> tuple[int, int]:
    with app.app_context():
        issued = select(func.count(BatchLine.id)).where(
            BatchLine.batch_id == batch_id, BatchLine.outcome != Outcome.WAITING
        )
        filed = select(func.count(Notice.id)).where(Notice.file_id.is_not(None))
        return session().scalar(issued) or 0, session().scalar(filed) or 0


def _printed(app: Flask, batch_id: int) -> bool:
    with app.app_context():
        return session().get_one(NoticeBatch, batch_id).print_file_id is not None
