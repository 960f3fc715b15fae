"""The data of a notice as XML, attached to its file for machines.

Vocabulary: docs/decisions/0003-documents.md. Dates are ISO 8601, counts are integers, words are those of the
paper.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.domain.documents import NoticeLine, NoticePaper, Term

NAMESPACE = "urn:nusxa:notice:1"


def notice_data(paper: NoticePaper, language: str) -> bytes:
    """Return the notice as an XML document; equal arguments give equal bytes."""
    root = Element("notice", xmlns=NAMESPACE)
    _fill(
        root,
        number=paper.number,
        language=language.replace("_", "-"),
        specimen=str(paper.specimen).lower(),
        issued=paper.issued_on,
        sent=paper.sent_on,
        channel=paper.channel.value,
        case=paper.case,
        checked=paper.checked_at.isoformat(timespec="minutes"),
        verification=paper.check.code,
    )
    _add(
        root,
        "rules",
        code=paper.rules.code,
        version=paper.rules.version,
        hypothetical=str(paper.rules.hypothetical).lower(),
        notice=paper.notice_clause,
        consequence=paper.consequence_clause,
    )
    _add(root, "authority", name=paper.letterhead.name)
    if paper.countersigner and paper.executor:
        _add(root, "persons", issued_by=paper.executor.name, countersigned_by=paper.countersigner)
    _add(
        root,
        "depositor",
        name=paper.party.name,
        tax_number=paper.party.tax_number,
        address=paper.party.address,
    )
    _add_term(root, "cure", paper.cure)
    _add_term(root, "objection", paper.objection)
    lines = _add(
        root, "lines", count=len(paper.lines), due=paper.due, received=paper.received, missing=paper.missing
    )
    for row, line in enumerate(paper.lines, 1):
        _add_line(lines, row, line, paper.days_late(line))
    indent(root)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _add_line(lines: Element, row: int, line: NoticeLine, days_late: int) -> None:
    element = _add(
        lines,
        "line",
        row=row,
        clause=line.clause,
        form="file" if line.is_file else "copies",
        due=line.due,
        received=line.received,
        missing=line.missing,
        due_on=line.due_on,
        days_late=days_late,
    )
    title = _add(element, "title")
    title.set("{http://www.w3.org/XML/1998/namespace}lang", line.work.language)
    title.text = line.work.title
    if line.work.identifier:
        identifier = _add(element, "identifier", kind=line.work.identifier.kind)
        identifier.text = line.work.identifier.figures
    _add(element, "library", name=line.library)


def _add_term(root: Element, name: str, term: Term) -> None:
    element = _add(root, name, working_days=term.working_days)
    if term.last_day:
        _fill(element, last_day=term.last_day)


def _add(parent: Element, tag: str, /, **attributes: object) -> Element:
    return _fill(SubElement(parent, tag), **attributes)


def _fill(element: Element, **attributes: object) -> Element:
    for name, value in attributes.items():
        element.set(name.replace("_", "-"), str(value))
    return element
