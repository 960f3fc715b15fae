"""Work that is not done at once: rows are the truth, the queue only carries "look again".

A job is a function that finds the rows that await it and settles each in its own transaction; running it
twice, or after a killed worker, changes nothing twice. The worker asks for every job once a minute, and
`wake` for one at once. Losing a wake-up therefore delays work by a minute at most. Each job is a task of its
own, and none runs beside itself, so that one that takes minutes keeps a thread and not the others.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import structlog
from flask import Flask, current_app
from huey import PostgresHuey, SqliteHuey, crontab
from sqlalchemy.engine import make_url

from app.infra import clock, health
from app.infra.db import db, transaction

log = structlog.get_logger()
Job = Callable[[], int]


def init_jobs(app: Flask, jobs: Mapping[str, Job]) -> None:
    """Give the application its jobs and the queue that wakes them."""
    queue = _queue(app)

    running = {name: Lock() for name in jobs}

    def look(name: str) -> None:
        if not running[name].acquire(blocking=False):
            return  # whoever runs it sees these rows too, or the next minute's look does
        try:
            with app.app_context():
                run_job(name)
        finally:
            running[name].release()

    ask = queue.task(name="look")(look)

    def look_everywhere() -> None:
        with app.app_context(), transaction():
            health.beat("worker", at=clock.now())
        for name in jobs:
            ask(name)

    app.extensions["nusxa_jobs"] = jobs
    app.extensions["nusxa_queue"] = queue
    app.extensions["nusxa_look"] = ask
    everywhere = queue.periodic_task(crontab(minute="*"), name="look_everywhere")(look_everywhere)
    app.extensions["nusxa_look_everywhere"] = everywhere


def _queue(app: Flask) -> Any:
    settings = app.config["NUSXA"]
    options = {"results": False, "store_intermediate_errors": False}
    url = make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("nusxa", dsn=dsn, **options)
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("nusxa", filename=str(settings.instance / "queue.sqlite3"), **options)


def wake(name: str) -> None:
    """Ask the worker to run a job now; called after the commit, so that it finds the rows."""
    current_app.extensions["nusxa_look"](name)


def run_job(name: str) -> int:
    """Run one job here and return how many rows it settled; a failure is logged and the rows wait."""
    try:
        settled: int = current_app.extensions["nusxa_jobs"][name]()
    except Exception:
        # One job that fails must not stop the others; its rows stay and are tried again.
        log.exception("job failed", job=name)
        return 0
    finally:
        db.session.remove()
    if settled:
        log.info("job done", job=name, settled=settled)
    return settled


def run_worker(app: Flask, threads: int = 8) -> None:
    """Work until stopped: look at once, then each minute and whenever woken.

    As many threads as there are kinds of work that may take minutes (judging anew, issuing batches, notices,
    print files, attestations, imports, simulations), and one for the rest: a letter need not wait for any of
    them.
    """
    app.extensions["nusxa_look_everywhere"]()
    consumer = app.extensions["nusxa_queue"].create_consumer(workers=threads, worker_type="thread")
    consumer.run()
