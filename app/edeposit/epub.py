"""Whether an archive holds a book: its container names a package, whose spine leads to a text in it."""

import posixpath
import unicodedata
import zipfile
from collections.abc import Collection
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from app.domain.errors import DomainError

_CONTAINER = "META-INF/container.xml"
_XML_MOST = 8 * 1024**2  # bytes: a package of the most entries that are taken stays below


def check_book(archive: zipfile.ZipFile) -> None:
    """Refuse a hollow archive (EPUB 3.3, 4.2.6.3.1 and 5.7).

    Raises:
        DomainError: `file.damaged`, `file.unpacks_too_large`.
        KeyError: there is no container.
    """
    entries = {_composed(name): name for name in archive.namelist()}
    roots = _read(archive, _CONTAINER).findall(".//{*}rootfile")
    packages = [entries[path] for root in roots if (path := _composed(root.get("full-path", ""))) in entries]
    if not any(_leads_to_text(_read(archive, path), path, entries) for path in packages):
        raise DomainError("file.damaged", "file")


def _read(archive: zipfile.ZipFile, path: str) -> Element:
    if archive.getinfo(path).file_size > _XML_MOST:
        raise DomainError("file.unpacks_too_large", "file")
    try:
        root: Element = fromstring(archive.read(path))
    except (ParseError, ValueError, LookupError) as error:  # not XML, entities of its own, unknown letters
        raise DomainError("file.damaged", "file") from error
    return root


def _leads_to_text(package: Element, path: str, entries: Collection[str]) -> bool:
    texts = {item.get("id"): item.get("href", "") for item in package.findall("{*}manifest/{*}item")}
    spine = (texts.get(item.get("idref")) for item in package.findall("{*}spine/{*}itemref"))
    return any(_placed(href, path) in entries for href in spine if href)


def _placed(href: str, package: str) -> str:
    """Where in the archive an address in the package leads."""
    place = posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0]))
    return _composed(posixpath.normpath(place))


def _composed(name: str) -> str:
    """One spelling of names: some archivers take letters such as й apart."""
    return unicodedata.normalize("NFC", name)
