"""MARC 21 for bibliographic data: which field fills which column (https://www.loc.gov/marc/bibliographic/)."""

from collections.abc import Mapping

from app.exchange.mapping.mapped import Mapped, edition_in, isbn_in, without_isbd
from app.exchange.mapping.marc21_serials import SERIAL_LEVELS, SERIAL_PLACES, add_serial
from app.exchange.reading.marc.record import MarcField, MarcRecord

PLACES: Mapping[str, str] = {
    "020$a": "isbns", "245$a": "title", "246$a": "parallel_title", "100$a": "author", "700$a": "people",
    "008/35-37": "language", "041$a": "language", "008/15-17": "country", "LDR/06-07": "kind",
    "007/00-01": "carrier", "008/22": "audiences", "080$a": "udc", "490$a": "series",
    "250$a": "edition_status", "260$a": "place", "260$b": "named_publisher", "260$c": "year",
    "264$a": "place", "264$b": "named_publisher", "264$c": "year",
    "300$a": "pages", "300$c": "size", **SERIAL_PLACES,
}  # fmt: skip
"""What the report of a file tells; the column each place fills."""

ROLES: Mapping[str, str] = {
    **dict.fromkeys(("aut", "author", "cre", "creator", "joint author", "автор", "muallif"), "author"),
    **dict.fromkeys(("edt", "editor", "ed", "red", "редактор", "muharrir"), "editor"),
    **dict.fromkeys(("com", "compiler", "comp", "составитель", "tuzuvchi"), "compiler"),
    **dict.fromkeys(("trl", "translator", "tr", "переводчик", "tarjimon"), "translator"),
    **dict.fromkeys(("ill", "art", "illustrator", "художник", "rassom"), "illustrator"),
    **dict.fromkeys(("aui", "win", "author of introduction", "writer of introduction"), "foreword"),
    **dict.fromkeys(("rev", "reviewer", "рецензент", "taqrizchi"), "reviewer"),
}
"""Codes (https://www.loc.gov/marc/relators/) and terms of relations; what is not here is told and left out.
"""
KINDS: Mapping[str, str] = {
    "a": "book", "t": "book", "c": "sheet_music", "d": "sheet_music", "e": "map", "f": "map",
    "g": "video", "i": "phonogram", "j": "phonogram", "k": "graphic", "m": "electronic_offline",
}  # fmt: skip
"""By position 6 of the leader."""
COUNTRIES: Mapping[str, str] = {
    "uz": "UZ", "kz": "KZ", "kg": "KG", "ta": "TJ", "tk": "TM", "ru": "RU", "bw": "BY", "un": "UA",
    "gw": "DE", "er": "EE", "fi": "FI", "fr": "FR", "no": "NO", "pl": "PL", "tu": "TR", "at": "AU",
    "enk": "GB", "stk": "GB", "wlk": "GB", "nik": "GB", "xxk": "GB", "cc": "CN", "ko": "KR", "ir": "IR",
    "is": "IL",
}  # fmt: skip
"""Codes of https://www.loc.gov/marc/countries/ as ISO 3166; a code of none of these stands for itself."""
UNKNOWN_PLACES = ("", "xx", "vp")
AUDIENCES: Mapping[str, str] = {
    **dict.fromkeys("abcj", "children"), "d": "youth", "e": "specialists", "f": "specialists",
    "g": "general",
}  # fmt: skip


def mapped(record: MarcRecord) -> Mapped:
    """Return what a record gives for columns of ours."""
    into = Mapped()
    _titles(record, into)
    _coded(record, into)
    if record.leader[7:8] in SERIAL_LEVELS:
        add_serial(record, into)
        return into
    _people(record, into)
    for field in record.of("020"):
        for number in field.all("a"):
            into.add("isbns", isbn_in(number), "020$a")
    for field in record.of("080"):
        into.add("udc", field.first("a"), "080$a")
        break
    for field in record.of("490", "440"):
        into.add("series", " ; ".join(map(without_isbd, field.all("av"))), f"{field.tag}$a")
        break
    for field in record.of("250"):
        into.add("edition_status", edition_in(" ".join(field.all("ab"))), "250$a")
    _imprint(record, into)
    return into


def _titles(record: MarcRecord, into: Mapped) -> None:
    field = next(record.of("245"), None)
    if field is None:
        return
    original = next((other for other in record.of("880") if other.first("6").startswith("245")), None)
    title, parallel = _title(original or field)
    into.add("title", title, "880$a" if original else "245$a")
    if original:  # field 245 is then the title in Latin letters
        parallel = parallel or _title(field)[0]
    elif not parallel:
        varying = (other.first("a") for other in record.of("246") if other.indicators[1:] == "1")
        parallel = without_isbd(next(varying, ""))
    into.add("parallel_title", parallel, "245$a" if original else "246$a")


def _title(field: MarcField) -> tuple[str, str]:
    """Return a title with its remainder and parts, and the parallel title, which follows an = sign."""
    whole, remainder = field.first("a"), without_isbd(field.first("b"))
    parallel = remainder if whole.rstrip().endswith("=") else ""
    parts = [without_isbd(part) for part in field.all("np")]
    title = ". ".join(part for part in [without_isbd(whole), *parts] if part)
    return f"{title}: {remainder}" if remainder and not parallel else title, parallel


def _people(record: MarcRecord, into: Mapped) -> None:
    for field in record.of("100", "700"):
        if field.tag == "700" and field.first("t"):
            continue  # a work that is contained or meant, not a person of this one
        said = [without_isbd(term).lower().rstrip(".") for term in field.all("4e")]
        known = [ROLES[term] for term in said if term in ROLES]
        role = known[0] if known else None if said else "author"
        name = " ".join(part for part in (field.first("a"), field.first("b")) if part)
        into.add_person(name, role, ", ".join(said), f"{field.tag}$a")


def _coded(record: MarcRecord, into: Mapped) -> None:
    languages = [code for field in record.of("041") for code in field.all("a")]
    if len(languages) > 1:
        into.add("language", "mul", "041$a")
    else:
        into.add("language", languages[0] if languages else record.control("008", 35, 38), "008/35-37")
    country = record.control("008", 15, 18)
    if country not in UNKNOWN_PLACES:
        into.add("country", COUNTRIES.get(country, country), "008/15-17")
    into.add("audiences", AUDIENCES.get(record.control("008", 22, 23), ""), "008/22")
    into.add("kind", _kind(record), "LDR/06-07")
    into.add("carrier", _carrier(record), "007/00-01")


def _kind(record: MarcRecord) -> str:
    kind, level = record.leader[6:7], record.leader[7:8]
    if level in SERIAL_LEVELS:
        return {"n": "newspaper", "p": "journal"}.get(record.control("008", 21, 22), "continuing")
    if level == "a":
        return "component part"
    return KINDS.get(kind, "")


def _carrier(record: MarcRecord) -> str:
    physical, form = record.control("007", 0, 2), record.control("008", 23, 24)
    if physical == "cr" or form == "o":
        return "online"
    if physical.startswith("c") or form in ("q", "s") or record.leader[6:7] == "m":
        return "electronic_carrier"
    if record.leader[6:7] in ("g", "i", "j"):
        return "av_carrier"
    return "" if form in ("a", "b", "c") else "print"  # those are microforms


def _imprint(record: MarcRecord, into: Mapped) -> None:
    published = list(record.of("260"))
    published += [field for field in record.of("264") if field.indicators[1:] == "1"]
    dated = False
    for field in published[:1]:
        into.add("place", without_isbd(field.first("a")), f"{field.tag}$a")
        into.add("named_publisher", without_isbd(field.first("b")), f"{field.tag}$b")
        dated = into.add_year(field.first("c"), f"{field.tag}$c")
    if not dated and record.control("008", 7, 11).isdigit():
        into.add_year(record.control("008", 7, 11), "008/07-10")
    for field in record.of("300"):
        into.add_pages(field.first("a"), "300$a")
        into.add("size", without_isbd(field.first("c")).rstrip("."), "300$c")
        break
