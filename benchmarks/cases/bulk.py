"""Many notices at once: the worker's printing against bare WeasyPrint on two processes; a long annex.

The floor is given finished HTML and keeps nothing; the product reads facts, renders, and keeps every file
with its act in a transaction of its own.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from time import perf_counter

from sqlalchemy import select

from app.compliance.jobs import render_waiting_notices
from app.compliance.models import Notice
from app.compliance.queries.late import LateFilter, list_late
from app.compliance.queries.late_lines import unnoticed_ids
from app.compliance.services.issuing import issue_notice
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra.db import session, transaction
from app.infra.papers import ROWS_OF_A_TABLE, render_paper
from app.infra.storage import StoredFile, storage
from benchmarks.cases.notice import LANGUAGE, Bare, Job, read_back
from benchmarks.measure import Effort, Goal, Row, Spread, Timed
from benchmarks.memory import Held, watched
from benchmarks.stand import Stand

NOTICES, FIRST = 1000, 50
FEWEST = 16
LINES = 4
"""Of one notice: so few that the late of the stand give as many notices as are wanted."""
PROCESSES = 2
LONG_ANNEX = 2000
GOAL = Goal(ratio=1 / 0.8)
"""At least 0.8 of the rate of as many bare processes in the same minutes."""
MEMORY_GOAL = Goal(ratio=1.1)
ANNEX_GOAL = Goal(ratio=10**0.05)
"""Ten times the lines take at most 10 ** 1.05 times as long."""


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Issue to many depositors, print them all, and read what was kept."""
    number = max(FEWEST, effort.repeat(NOTICES))
    with stand.app.app_context():
        render_waiting_notices()
        with watched() as small:
            first = _printed(stand, min(FIRST, number // 4))
        jobs = _issued(stand, number)
        with watched() as large:
            product = _timed_printing(len(jobs))
        bare = _spent_by_two(jobs)
        for job in jobs[:: max(1, len(jobs) // 10)]:
            read_back(job, _kept(job))
        case, path = f"notices in bulk, {len(jobs)}", "render_waiting_notices"
        rows = [
            Timed([product], [bare]).row(case, path, f"{PROCESSES} bare processes", GOAL, **stand.where),
            _memory(f"{case}: MiB", path, large, f"{first} notices", small, stand),
        ]
        return rows if stand.bare.postgresql else [*rows, _annex(jobs[0], effort)]


def _issued(stand: Stand, number: int) -> list[Job]:
    """Issue to so many depositors at most; those of the stand are asked again and again, line by line."""
    inspector, made = stand.country.inspector, list[int]()
    while len(made) < number:
        wanted = LateFilter(unnoticed=True)
        found = list_late(inspector, wanted, today=stand.today, limit=number - len(made)).rows
        if not found:
            break
        for row in found:
            lines = unnoticed_ids(inspector, row.id, today=stand.today)[:LINES]
            with transaction():
                issue = issue_notice(
                    depositor_id=row.id, obligation_ids=lines, language=LANGUAGE, by=inspector, at=stand.at
                )
                made.append(issue.notice.id)
    notices = session().scalars(select(Notice).where(Notice.id.in_(made)).order_by(Notice.id))
    return [
        Job(paper_of(NoticePaper, one.facts), f"{one.series} {one.number}".encode(), one.issued_at)
        for one in notices
    ]


def _printed(stand: Stand, number: int) -> int:
    _issued(stand, number)
    return render_waiting_notices()


def _timed_printing(number: int) -> float:
    began = perf_counter()
    assert render_waiting_notices() == number
    return (perf_counter() - began) * 1000


def _spent_by_two(jobs: Sequence[Job]) -> float:
    """Milliseconds that bare processes take for the same notices, from when each is warm."""
    context = get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        shares = [list(islice(jobs, place, None, PROCESSES)) for place in range(PROCESSES)]
        return max(pool.map(_bare, [share for share in shares if share], chunksize=1))


def _bare(jobs: Sequence[Job]) -> float:
    bare = Bare(jobs[0], warm=True)
    bare()
    pages = [bare.for_job(job) for job in jobs]
    began = perf_counter()
    for page in pages:
        page()
    return (perf_counter() - began) * 1000


def _memory(case: str, path: str, many: Held, few_path: str, few: Held, stand: Stand) -> Row:
    """A line in MiB instead of milliseconds: the worker with its press, while many are made and while few."""
    return Timed([many.most], [few.most]).row(case, path, few_path, MEMORY_GOAL, **stand.where)


def _kept(job: Job) -> bytes:
    digest = session().scalars(
        select(StoredFile.sha256).join(Notice, Notice.file_id == StoredFile.id).where(
            Notice.number == job.paper.number, Notice.specimen == job.paper.specimen
        )
    )  # fmt: skip
    return storage().get(digest.one())


def _annex(job: Job, effort: Effort) -> Row:
    """A notice of very many lines against one of a tenth, both long enough to be several tables."""
    most = max(ROWS_OF_A_TABLE // 10, effort.repeat(LONG_ANNEX))
    taken = {}
    for lines in (most // 10, most):
        paper = replace(job.paper, lines=tuple((job.paper.lines * lines)[:lines]))
        began = perf_counter()
        content = render_paper(paper, LANGUAGE, identifier=job.identifier, created=job.created)
        taken[lines] = (perf_counter() - began) * 1000
        read_back(replace(job, paper=paper), content)
    short, long = taken[most // 10], taken[most]
    notes = {"exponent": round(math.log10(long / short), 3)}
    return Row(
        f"notice, annex of {most} lines", "render_paper", Spread.of([long]), "ten times a tenth of the lines",
        Spread.of([short * 10]), long / short / 10, long - short * 10, ANNEX_GOAL,
        long / short / 10 <= ANNEX_GOAL.ratio, notes=notes,
    )  # fmt: skip
