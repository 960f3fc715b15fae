"""The data that a notice carries (`notice.xml`), read back from whatever file somebody holds."""

import io
from dataclasses import dataclass

import pikepdf
import structlog
from defusedxml.ElementTree import fromstring

from app.infra.notice_data import NAMESPACE

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CarriedNotice:
    """What the data in a file says; true only where a signature or the record bears it out."""

    number: str
    code: str
    issued_on: str
    specimen: bool
    depositor: str
    missing: int


def carried_notice(content: bytes) -> CarriedNotice | None:
    """Return what the notice in a file says of itself; None for a file that carries none."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            root = fromstring(pdf.attachments["notice.xml"].get_file().read_bytes())
        lines, depositor = (root.find(f"{{{NAMESPACE}}}{name}") for name in ("lines", "depositor"))
        return CarriedNotice(
            number=root.attrib["number"],
            code=root.attrib["verification"],
            issued_on=root.attrib["issued"],
            specimen=root.attrib["specimen"] == "true",
            depositor=depositor.attrib["name"],
            missing=int(lines.attrib["missing"]),
        )
    except Exception as error:
        # Whatever a stranger uploads: it carries no notice that could be read.
        log.info("no notice in a file", reason=type(error).__name__)
        return None
