"""UNIMARC, and RUSMARC which is built on it: which field fills which column (IFLA, UNIMARC Manual)."""

import re
from collections.abc import Mapping

from app.exchange.mapping.mapped import Mapped, edition_in, isbn_in, without_isbd
from app.exchange.mapping.unimarc_serials import SERIAL_LEVELS, SERIAL_PLACES, add_serial
from app.exchange.reading.marc.record import MarcRecord

PLACES: Mapping[str, str] = {
    "010$a": "isbns", "010$d": "price", "010$9": "print_run", "200$a": "title", "200$d": "parallel_title",
    "700$a": "author", "701$a": "author", "702$a": "people", "101$a": "language", "100/34-35": "script",
    "102$a": "country", "LDR/06-07": "kind", "LDR/06": "carrier", "100/17": "audiences", "675$a": "udc",
    "225$a": "series", "205$a": "edition_status", "210$a": "place", "210$c": "named_publisher",
    "210$d": "year", "214$a": "place", "214$c": "named_publisher", "214$d": "year", "215$a": "pages",
    "215$d": "size", **SERIAL_PLACES,
}  # fmt: skip
"""What the report of a file tells; the column each place fills."""

ROLES: Mapping[str, str] = {
    "070": "author", "340": "editor", "650": "editor", "651": "editor", "220": "compiler",
    "730": "translator", "440": "illustrator", "080": "foreword", "675": "reviewer",
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "a": "book", "b": "book", "c": "sheet_music", "d": "sheet_music", "e": "map", "f": "map",
    "g": "video", "i": "phonogram", "j": "phonogram", "k": "graphic", "l": "electronic_offline",
    "m": "multimedia",
}  # fmt: skip
SCRIPTS: Mapping[str, str] = {"ba": "Latn", "ca": "Cyrl", "fa": "Arab"}
AUDIENCES: Mapping[str, str] = {
    **dict.fromkeys("abcd", "children"), "e": "youth", "k": "specialists", "m": "general",
}  # fmt: skip
_SUM = re.compile(r"(\d[\d\s]*)(?:[.,]00)?\s*(?:soʻm|so['‘’]m|сўм|сум|uzs)", re.IGNORECASE)
_FIGURES = re.compile(r"\d[\d\s]*")


def mapped(record: MarcRecord) -> Mapped:
    """Return what a record gives for columns of ours."""
    into = Mapped()
    _titles(record, into)
    _coded(record, into)
    if record.leader[7:8] in SERIAL_LEVELS:
        add_serial(record, into)
        return into
    _numbers(record, into)
    _people(record, into)
    for tag, codes, column in (("675", "a", "udc"), ("225", "av", "series")):
        for field in record.of(tag):
            into.add(column, " ; ".join(map(without_isbd, field.all(codes))), f"{tag}$a")
            break
    for field in record.of("205"):
        into.add("edition_status", edition_in(" ".join(field.all("ab"))), "205$a")
    _imprint(record, into)
    return into


def _numbers(record: MarcRecord, into: Mapped) -> None:
    for field in record.of("010"):
        for number in field.all("a"):
            into.add("isbns", isbn_in(number), "010$a")
        if price := _SUM.search(field.first("d")):
            into.add("price", price[1], "010$d")
        if printed := _FIGURES.match(field.first("9").strip()):
            into.add("print_run", printed[0], "010$9")


def _titles(record: MarcRecord, into: Mapped) -> None:
    for field in record.of("200"):
        parts = [without_isbd(part) for part in (field.first("a"), *field.all("hi"))]
        title = ". ".join(part for part in parts if part)
        other = [without_isbd(text) for text in field.all("e")]
        into.add("title", ": ".join(part for part in [title, *other] if part), "200$a")
        into.add("parallel_title", without_isbd(field.first("d")).lstrip("= "), "200$d")
        break


def _people(record: MarcRecord, into: Mapped) -> None:
    for field in record.of("700", "701", "702"):
        said = [code.strip() for code in field.all("4")]
        known = [ROLES[code] for code in said if code in ROLES]
        role = known[0] if known else None if said or field.tag == "702" else "author"
        family, given = without_isbd(field.first("a")), without_isbd(field.first("g") or field.first("b"))
        into.add_person(f"{family}, {given}" if given else family, role, ", ".join(said), f"{field.tag}$a")


def _coded(record: MarcRecord, into: Mapped) -> None:
    languages = [code for field in record.of("101") for code in field.all("a")]
    into.add("language", "mul" if len(languages) > 1 else "".join(languages), "101$a")
    for field in record.of("102"):
        into.add("country", field.first("a"), "102$a")
        break
    coded = next((field.first("a") for field in record.of("100")), "")
    into.add("script", SCRIPTS.get(coded[34:36], ""), "100/34-35")
    into.add("audiences", AUDIENCES.get(coded[17:18], ""), "100/17")
    into.add("kind", _kind(record), "LDR/06-07")
    into.add("carrier", _carrier(record), "LDR/06")


def _kind(record: MarcRecord) -> str:
    kind, level = record.leader[6:7], record.leader[7:8]
    if level in SERIAL_LEVELS:
        serial = next((field.first("a") for field in record.of("110")), "")
        return {"a": "journal", "c": "newspaper"}.get(serial[:1], "continuing")
    return "component part" if level == "a" else KINDS.get(kind, "")


def _carrier(record: MarcRecord) -> str:
    kind = record.leader[6:7]
    if kind in ("l", "m"):
        return "online" if any(field.first("u") for field in record.of("856")) else "electronic_carrier"
    return "av_carrier" if kind in ("g", "i", "j") else "print"


def _imprint(record: MarcRecord, into: Mapped) -> None:
    for field in record.of("210", "214"):
        into.add("place", without_isbd(field.first("a")), f"{field.tag}$a")
        into.add("named_publisher", without_isbd(field.first("c")), f"{field.tag}$c")
        into.add_year(field.first("d"), f"{field.tag}$d")
        break
    for field in record.of("215"):
        into.add_pages(field.first("a"), "215$a")
        into.add("size", without_isbd(field.first("d")).rstrip("."), "215$d")
        break
