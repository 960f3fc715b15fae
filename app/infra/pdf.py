"""PDF/A-3a files from HTML: one warm renderer in each process.

Style sheets and fonts are read once; building them again for every file costs a fifth of the time and
more memory with each. The same input gives the same bytes: nothing here asks the clock, and nothing is
fetched but our own assets.
"""

from collections.abc import Sequence
from contextlib import suppress
from ctypes import CDLL
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit
from warnings import catch_warnings, filterwarnings

import weasyprint
from PIL import ImageFile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# WeasyPrint lets the whole process take pictures that are cut off; a photograph that was sent so is refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False
STATIC = Path(__file__).resolve().parent.parent.parent / "static"
STYLES = STATIC / "css" / "documents"
VARIANT = "pdf/a-3a"

# Library → the Debian package that brings it. Without the last one subsetting fonts is much slower.
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class ForeignAddress(ValueError):
    """A document asked for something that is not one of our own assets."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Data that travels in the file, marked as the data of the document."""

    name: str
    media_type: str
    data: bytes
    description: str


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Reads `data:` addresses and files below the static folder; refuses all else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the asset. Raises `ForeignAddress` for any other address."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not path.is_relative_to(STATIC):
                raise ForeignAddress(url)
        elif parts.scheme != "data":
            raise ForeignAddress(url)
        return super().fetch(url, headers)


class Renderer:
    """Everything that is the same for all files: fetcher, fonts, parsed style sheets, decoded pictures."""

    def __init__(self) -> None:
        self._fetcher = AssetFetcher()
        self._fonts = FontConfiguration()
        self._styles: dict[str, weasyprint.CSS] = {}
        self._pictures: dict[str, Any] = {}
        # Layout is one thread's work anyway, and the font map is not made for two.
        self._lock = Lock()

    def render(
        self,
        html: str,
        *,
        stylesheets: Sequence[str],
        identifier: bytes,
        created: datetime,
        attachment: Attachment | None = None,
        variant: str = VARIANT,
    ) -> bytes:
        """Return the PDF of a page. See `render_pdf`."""
        with self._lock:
            page = weasyprint.HTML(string=html, base_url=f"{STYLES.as_uri()}/", url_fetcher=self._fetcher)
            document = page.render(
                font_config=self._fonts,
                stylesheets=[self._style(name) for name in stylesheets],
                pdf_variant=variant,
                cache=self._pictures,
            )
            document.metadata.created = document.metadata.modified = _w3c(created)
            if attachment:
                document.metadata.attachments = [_embedded(attachment, created)]
            finisher = _Finisher(attachment.media_type if attachment else "")
            with catch_warnings():
                # WeasyPrint 70 leaves the file of its colour profile to the collector.
                filterwarnings("ignore", r".*sRGB2014\.icc", ResourceWarning)
                content: bytes = document.write_pdf(
                    finisher=finisher, pdf_variant=variant, pdf_identifier=identifier, pdf_tags=True
                )
            return content

    def _style(self, name: str) -> weasyprint.CSS:
        if name not in self._styles:
            self._styles[name] = weasyprint.CSS(
                filename=STYLES / f"{name}.css", url_fetcher=self._fetcher, font_config=self._fonts
            )
        return self._styles[name]


class _Finisher:
    """Mends what WeasyPrint 70 writes about an attachment: listed twice in /AF, its media type guessed."""

    def __init__(self, media_type: str) -> None:
        self._subtype = "/" + media_type.replace("/", "#2f")

    def __call__(self, _document: object, pdf: Any) -> None:
        if "AF" not in pdf.catalog:
            return
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
        for entry in pdf.objects:
            extra = getattr(entry, "extra", None)
            if extra and extra.get("Type") == "/EmbeddedFile":
                extra["Subtype"] = self._subtype


def render_pdf(
    html: str,
    *,
    stylesheets: Sequence[str],
    identifier: bytes,
    created: datetime,
    attachment: Attachment | None = None,
    variant: str = VARIANT,
) -> bytes:
    """Return `html` as PDF; equal arguments give equal bytes.

    `stylesheets` are names of files in static/css/documents, `identifier` is the file's permanent
    identity, `created` an aware moment. Language and title come from the page itself. Raises `ValueError` for
    a moment without a zone.
    """
    return _renderer().render(
        html,
        stylesheets=stylesheets,
        identifier=identifier,
        created=created,
        attachment=attachment,
        variant=variant,
    )


def missing_system_libraries() -> list[str]:
    """Return the names of the Debian packages that the renderer needs and that are not installed."""
    return [package for library, package in _LIBRARIES.items() if not _loads(library)]


@cache
def _renderer() -> Renderer:
    return Renderer()


def _loads(library: str) -> bool:
    with suppress(OSError):
        CDLL(library)
        return True
    return False


def _w3c(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment with a time zone is needed")
    return moment.isoformat(timespec="seconds")


def _embedded(attachment: Attachment, created: datetime) -> weasyprint.Attachment:
    """Build the library's attachment anew: it serves one file only."""
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.name,
        description=attachment.description,
        created=created.astimezone(UTC),
        modified=created.astimezone(UTC),
        relationship="Data",
    )
