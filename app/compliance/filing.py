"""How each numbered paper of the authority becomes a file: rendered from its facts, signed, kept once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from app.compliance.numbered import NumberedPaper
from app.domain.documents import AuthorityPaper, Seal
from app.domain.documents.storing import facts_of, paper_of
from app.infra import clock
from app.infra.papers import DESIGNS, template_version
from app.infra.press import Sheet, print_sheet
from app.infra.signing.here import sealer_at
from app.infra.signing.pades import Sealer
from app.infra.signing.sealing import seal_of
from app.infra.signing.trouble import SigningTrouble
from app.infra.storage import keep_file
from app.infra.wording import Texts

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The bytes of a paper, the version of the template that made them, and the certificate that signed them;
    None: no key is configured."""

    content: bytes
    version: str
    seal: Seal | None


def sheet_of(
    found: NumberedPaper,
    kind: type[AuthorityPaper],
    *,
    created: datetime,
    sealer: Sealer | None = None,
    edited: Texts | None = None,
) -> Sheet:
    """What is rendered of a paper, from its facts; with a sealer it names the certificate that will sign it.

    Without one equal facts give equal bytes, those with which a signed file begins.
    """
    paper: AuthorityPaper = paper_of(kind, found.facts)
    if sealer is not None:
        paper = replace(paper, seal=seal_of(sealer.key))
    return Sheet(found.id, paper, found.language, found.identity, created, edited)


def sealed_file(content: bytes, kind: type[AuthorityPaper], sealer: Sealer | None) -> MadeFile:
    """Sign what was rendered of `sheet_of` with the same sealer. Raises `SigningTrouble`."""
    version = template_version(DESIGNS[kind].template)
    if sealer is None:
        return MadeFile(content, version, None)
    return MadeFile(sealer.seal(content), version, seal_of(sealer.key))


def make_file(
    found: NumberedPaper, kind: type[AuthorityPaper], *, created: datetime, edited: Texts | None = None
) -> MadeFile:
    """Render and sign a paper; nothing is kept yet. Where no key is configured it is not signed.

    Raises:
        SigningTrouble: nothing can be signed at the moment; the file waits.
    """
    sealer = sealer_at(clock.now())
    sheet = sheet_of(found, kind, created=created, sealer=sealer, edited=edited)
    return sealed_file(print_sheet(sheet), kind, sealer)


def keep_made(found: NumberedPaper, made: MadeFile, *, name: str, at: datetime) -> dict[str, object]:
    """Keep the file of a paper that this transaction holds; returned is what its act tells of it.

    The certificate is from now on among the facts of the paper.
    """
    stored = keep_file(made.content, name=name, media_type="application/pdf", at=at)
    found.file_id, found.template_version = stored.id, made.version
    found.facts = {**found.facts, "seal": None if made.seal is None else facts_of(made.seal)}
    after: dict[str, object] = {"sha256": stored.sha256, "template": made.version}
    return after if made.seal is None else {**after, "signed_by": made.seal.holder}


def store_each(paper_ids: Iterable[int], store: Callable[[int], bool]) -> int:
    """Make files one after the other, and return how many were.

    One that cannot be made does not keep the others waiting, and is tried again at the next look. While
    nothing can be signed all of them wait.
    """
    made = 0
    for paper_id in paper_ids:
        try:
            made += store(paper_id)
        except SigningTrouble as error:
            log.warning("papers wait for their signature", trouble=error.trouble.value)
            break
        except Exception:
            # What was issued stands; without its file for a while it is still served.
            log.exception("paper not rendered", paper=paper_id, of=store.__module__)
    return made
