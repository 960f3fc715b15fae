"""XML that other people made: no entity of its own is expanded, nothing is fetched, no tree grows."""

import codecs
import re
from collections.abc import Iterator, Mapping
from html.entities import name2codepoint
from pathlib import Path
from typing import IO, Any, TypeAlias, TypeVar

from flask_babel import LazyString
from lxml import etree

from app.domain.errors import DomainError
from app.infra.i18n import lazy_gettext as _

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
_Kinds = etree.ErrorTypes
_CUT_OFF = _("it ends in the middle, as a file does that was cut off")
_WHY: Mapping[int, LazyString] = {
    **dict.fromkeys((_Kinds.ERR_TAG_NOT_FINISHED, _Kinds.ERR_GT_REQUIRED, _Kinds.ERR_DOCUMENT_END), _CUT_OFF),
    _Kinds.ERR_TAG_NAME_MISMATCH: _("an element is closed that is not the last one opened"),
    _Kinds.ERR_INVALID_CHAR: _("a character stands there that XML does not allow"),
    _Kinds.ERR_INVALID_ENCODING: _("the bytes are no letters in the encoding that the file declares"),
    _Kinds.ERR_UNDECLARED_ENTITY: _("an entity is used that nothing declares"),
}
_OTHERWISE = _("what stands there is no XML")
Read = TypeVar("Read")
Element: TypeAlias = Any
"""An element of lxml, which tells the checker of types nothing."""


def events(
    file: IO[bytes], tag: str | None = None, at: tuple[str, ...] = ("start", "end")
) -> Iterator[tuple[str, Element]]:
    """Yield `start` and `end` of the elements of a document as they come, or only of those with one tag.

    A document type may be named but holds no declarations: ONIX 2.1 names one, whose entities are those of
    HTML.

    Raises:
        DomainError: `exchange.xml_broken` with line, column and why, `exchange.entities`.
    """
    parsed = etree.iterparse(
        file, events=at, tag=tag, resolve_entities=False, no_network=True, load_dtd=False,
        attribute_defaults=False, dtd_validation=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        for place, (event, element) in enumerate(parsed):
            if place == 0:
                _refuse_declarations(element)
            yield event, element
    except etree.XMLSyntaxError as error:
        line, column = error.position
        why = _WHY.get(error.code, _OTHERWISE)
        raise DomainError(
            "exchange.xml_broken", "file", line=line, column=column, why=why, whole=0
        ) from error


def counting_whole(records: Iterator[Read]) -> Iterator[Read]:
    """Yield what stands in a document; where it breaks, its refusal says how much was whole before."""
    whole = 0
    try:
        for record in records:
            yield record
            whole += 1
    except DomainError as error:
        if error.code != "exchange.xml_broken":
            raise
        raise DomainError(error.code, error.field, **{**error.params, "whole": whole}) from error


def forget(element: Element) -> None:
    """Let go of an element and of all before it, so that a document of any length takes no memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def declared_encoding_of(path: Path) -> str:
    """Return the encoding in which a document says it is written; UTF-8 where it says nothing."""
    with path.open("rb") as file:
        begins = file.read(200)
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    found = _ENCODING.search(begins)
    return found[1].decode("ascii").lower() if found else "utf-8"


def text_of(element: Element | None) -> str:
    """Return the text of an element with that of those inside; an HTML entity is the character it names."""
    if element is None:
        return ""
    return ("".join(_pieces(element)) if len(element) else element.text or "").strip()


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def namespace(element: Element) -> str:
    """Return the namespace of an element, empty if it has none."""
    return str(etree.QName(element).namespace or "")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if isinstance(inner, etree._Entity):
            code = name2codepoint.get(str(inner.name))
            yield chr(code) if code else "\N{REPLACEMENT CHARACTER}"
        elif isinstance(inner.tag, str):
            yield from _pieces(inner)
        yield inner.tail or ""


def _refuse_declarations(root: Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _each in (*declared.entities(), *declared.elements())):
        raise DomainError("exchange.entities", "file")
