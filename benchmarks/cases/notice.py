"""One notice of ten lines: the product's renderer against a bare warm WeasyPrint; the database apart.

The floor is given the finished HTML, which holds the QR, and the data to attach; it shares style sheets and
fonts between files and mends what WeasyPrint writes about attachments, as the product does.
"""

import io
from dataclasses import dataclass
from datetime import UTC
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from warnings import catch_warnings, filterwarnings

import weasyprint
from pypdf import PdfReader
from sqlalchemy import func, select
from weasyprint.text.fonts import FontConfiguration

from app.compliance.filing import MadeFile
from app.compliance.models import Notice
from app.compliance.services.issuing import issue_notice
from app.compliance.services.keeping import keep_notice_paper
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.notice_data import notice_data
from app.infra.papers import DESIGNS, paper_html, render_paper, template_version
from app.infra.pdf import STYLES, VARIANT
from app.infra.signing.demonstration import PASSPHRASE, SIGNER, STAMPER, found_authority
from app.infra.signing.keys import load_key
from app.infra.signing.pades import Sealer, stamper_of
from app.infra.wording import Wording
from benchmarks.measure import Effort, Goal, Row, Spread, alone, alternate
from benchmarks.stand import Stand

MOST_LINES = 10
LANGUAGE = "uz"
GOAL = Goal(ratio=1.05)


@dataclass(frozen=True, slots=True)
class Job:
    """One notice to print."""

    paper: NoticePaper
    identifier: bytes
    created: Any

    def product(self) -> bytes:
        return render_paper(self.paper, LANGUAGE, identifier=self.identifier, created=self.created)


class Bare:
    """WeasyPrint with nothing around it; `warm` shares what all files have in common."""

    def __init__(self, job: Job, *, warm: bool) -> None:
        self._job, self._warm = job, warm
        self._html = paper_html(job.paper, LANGUAGE)
        self._data = notice_data(job.paper, LANGUAGE)
        self._about = f"{Wording('notice', LANGUAGE).plain('title')} {job.paper.number}"
        self._shared = self._look()
        self._pictures: dict[str, Any] = {}

    def for_job(self, job: Job) -> "Bare":
        """Return the same for another notice; styles, fonts and pictures are shared."""
        other = Bare(job, warm=self._warm)
        other._shared, other._pictures = self._shared, self._pictures
        return other

    def _look(self) -> tuple[FontConfiguration, list[weasyprint.CSS]]:
        fonts = FontConfiguration()
        names = DESIGNS[NoticePaper].styles
        return fonts, [weasyprint.CSS(filename=STYLES / f"{name}.css", font_config=fonts) for name in names]

    def __call__(self) -> bytes:
        fonts, styles = self._shared if self._warm else self._look()
        page = weasyprint.HTML(string=self._html, base_url=f"{STYLES.as_uri()}/")
        pictures = self._pictures if self._warm else {}
        document = page.render(font_config=fonts, stylesheets=styles, pdf_variant=VARIANT, cache=pictures)
        moment = self._job.created
        document.metadata.created = document.metadata.modified = moment.isoformat(timespec="seconds")
        document.metadata.attachments = [
            weasyprint.Attachment(
                string=self._data, name="notice.xml", description=self._about, relationship="Data",
                created=moment.astimezone(UTC), modified=moment.astimezone(UTC),
            )
        ]  # fmt: skip
        with catch_warnings():
            filterwarnings("ignore", r".*sRGB2014\.icc", ResourceWarning)
            content: bytes = document.write_pdf(
                finisher=_mend, pdf_variant=VARIANT, pdf_identifier=self._job.identifier, pdf_tags=True
            )
        return content


def _mend(_document: object, pdf: Any) -> None:
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for entry in pdf.objects:
        extra = getattr(entry, "extra", None)
        if extra and extra.get("Type") == "/EmbeddedFile":
            extra["Subtype"] = "/application#2fxml"


def measure(stand: Stand, effort: Effort) -> list[Row]:
    """Print on SQLite only, since no database takes part; issue and keep on both."""
    with stand.app.app_context():
        depositor_id, lines = _late_lines(stand)
        notice = _issue(stand, depositor_id, lines)
        paper = paper_of(NoticePaper, notice.facts)
        assert len(paper.lines) == len(lines)
        job = Job(paper, f"{notice.series} {notice.number}".encode(), notice.issued_at)
        printed = job.product()
        rows = [] if stand.bare.postgresql else _printing(job, printed, effort)
        return [
            *rows,
            _keeping(stand, notice, printed, effort),
            _issuing(stand, depositor_id, lines, effort),
        ]


def _printing(job: Job, printed: bytes, effort: Effort) -> list[Row]:
    warm, naive = Bare(job, warm=True), Bare(job, warm=False)
    assert printed == warm(), "product and floor print different files"
    notes = {"pages": read_back(job, printed), "bytes": len(printed)}
    html = alone(lambda: paper_html(job.paper, LANGUAGE), effort=effort, repeat=5)
    return [
        alternate(job.product, warm, effort=effort, repeat=3).row(
            f"notice, {len(job.paper.lines)} lines", "render_paper", "bare warm WeasyPrint", GOAL, notes=notes
        ),
        alternate(job.product, naive, effort=effort).row(
            "notice, naive", "render_paper", "WeasyPrint, nothing shared"
        ),
        Row("notice, its HTML", "template, QR", html),
        Row("notice, its signature", "PAdES B-T, time stamp of this process", _signing(printed, effort)),
    ]


def _signing(printed: bytes, effort: Effort) -> Spread:
    """The signature apart, since no floor has one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        found_authority(folder, at=clock.now())
        signer, stamper = (load_key(folder / file, PASSPHRASE) for file in (SIGNER, STAMPER))
    sealer = Sealer(signer, stamper_of(stamper))
    assert sealer.seal(printed).startswith(printed)
    return alone(lambda: sealer.seal(printed), effort=effort, repeat=3)


def read_back(job: Job, printed: bytes) -> int:
    """Read a file as a stranger would; return its pages. Fails where number, data or fonts are missing."""
    read = PdfReader(io.BytesIO(printed))
    # Without spaces: a long name of a library stands on several lines of its cell.
    text = "".join("".join(page.extract_text().split()) for page in read.pages)
    assert job.paper.number in text
    assert "notice.xml" in read.attachments
    assert "".join(job.paper.lines[0].library.split()) in text
    assert all("/Font" in page["/Resources"] for page in read.pages)
    return len(read.pages)


def _late_lines(stand: Stand) -> tuple[int, list[int]]:
    """The depositor with most late copies, and ten of them."""
    late = (
        Obligation.open,
        Obligation.due_on < stand.today,
        Obligation.depositor_id.is_not(None),
        Obligation.provisional.is_(False),
    )
    worst = select(Obligation.depositor_id).where(*late).group_by(Obligation.depositor_id)
    depositor_id = session().scalars(worst.order_by(func.count().desc()).limit(1)).one()
    assert depositor_id is not None
    chosen = select(Obligation.id).where(*late, Obligation.depositor_id == depositor_id).limit(MOST_LINES)
    return depositor_id, list(session().scalars(chosen))


def _issue(stand: Stand, depositor_id: int, lines: list[int]) -> Notice:
    with transaction():
        return issue_notice(
            depositor_id=depositor_id, obligation_ids=lines, language=LANGUAGE,
            by=stand.country.inspector, at=stand.at,
        ).notice  # fmt: skip


def _issuing(stand: Stand, depositor_id: int, lines: list[int], effort: Effort) -> Row:
    def withdraw() -> None:
        live = session().scalars(select(Notice.id).where(Notice.withdrawn_at.is_(None))).all()
        for notice_id in live:
            with transaction():
                withdraw_notice(notice_id=notice_id, reason="Again", by=stand.country.inspector, at=stand.at)

    spent = alone(lambda: _issue(stand, depositor_id, lines), effort=effort, before=withdraw)
    return Row("notice, issue", f"transaction, {len(lines)} lines", spent, **stand.where)


def _keeping(stand: Stand, notice: Notice, content: bytes, effort: Effort) -> Row:
    version = template_version("notice")
    # Each time other bytes, as each notice has its own.
    contents = (content + bytes([number]) for number in cycle(range(256)))

    def forget() -> None:
        with transaction():
            session().get_one(Notice, notice.id).file_id = None

    def keep() -> None:
        with transaction():
            made = MadeFile(next(contents), version, None)
            assert keep_notice_paper(notice_id=notice.id, made=made, at=stand.at)

    spent = alone(keep, effort=effort, before=forget)
    return Row("notice, keep", "file and transaction", spent, **stand.where)
