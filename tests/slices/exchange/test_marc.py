"""MARC: binary and XML, MARC 21 and UNIMARC, every encoding, and records that are broken."""

from io import BytesIO
from pathlib import Path

import pymarc
import pytest
from pymarc import Field, Indicators, MARCWriter, Record, Subfield

from app.exchange.reading.marc import iso2709
from app.exchange.reading.marc.texts import Texts
from tests.slices.exchange.reading_files import Reading

DATA = Path(__file__).parents[2] / "data" / "exchange"
NEW_BOOK = "260101s2026    uz a     b    000 0 uzb  "
ORIGIN = "=domestic=origin"


def field(tag: str, *pairs: str, indicators: str = "  ") -> Field:
    return Field(tag, Indicators(*indicators), [Subfield(pair[0], pair[1:]) for pair in pairs])


def marc21(
    title: str = "Oʻtkan kunlar /",
    *more: Field,
    leader: str = "00000nam a2200000 a 4500",
    coded: str = NEW_BOOK,
) -> bytes:
    record = Record(leader=leader, force_utf8=True)
    record.add_field(Field("001", data="uz-1"), Field("008", data=coded))
    record.add_field(field("245", f"a{title}", indicators="10"), *more)
    file = BytesIO()
    MARCWriter(file).write(record)
    return file.getvalue()


def raw(leader: str, *fields: tuple[str, bytes]) -> bytes:
    """Return a record whose bytes are as given: the directory is made for them."""
    directory, body = b"", b""
    for tag, content in fields:
        directory += f"{tag}{len(content) + 1:04}{len(body):05}".encode()
        body += content + b"\x1e"
    base = 24 + len(directory) + 1
    length = base + len(body) + 1
    head = f"{length:05}{leader[5:12]}{base:05}{leader[17:]}".encode()
    return head + directory + b"\x1e" + body + b"\x1d"


def unimarc(title: bytes, charset: bytes = b"50", publisher: bytes = b"") -> bytes:
    coded = b"20260101d2026    m  y0uzby" + charset + b"      ba"
    return raw(
        "00000nam  2200000   450 ",
        ("001", b"r-1"),
        ("010", b"  \x1fa978-9943-7251-3-3\x1fd45 000 UZS\x1f93000"),
        ("100", b"  \x1fa" + coded),
        ("101", b"0 \x1fauzb"),
        ("102", b"  \x1faUZ"),
        ("200", b"1 \x1fa" + title),
        (
            "210",
            b"  \x1fa"
            + "Тошкент".encode("cp1251" if charset == b"89" else "utf-8")
            + publisher
            + b"\x1fd2026",
        ),
        ("215", b"  \x1fa320 b.\x1fd21 cm"),
        ("675", b"  \x1fa821.512.133"),
        ("700", b" 1\x1faQodiriy\x1fgAbdulla\x1f4070"),
        ("702", b" 1\x1faKarimov\x1fbA.\x1f4730"),
        ("702", b" 1\x1faAliyev\x1fbB.\x1f4999"),
    )


def test_fields_of_marc21_arrive(reading: Reading) -> None:
    answers = reading.answers(
        marc21(
            "Oʻtkan kunlar :",
            field("020", "a978-9943-7251-3-3 (pbk.) :"),
            field("080", "a821.512.133"),
            field("100", "aQodiriy, Abdulla,", "eauthor."),
            field("700", "aKarimov, A.", "4trl"),
            field("260", "aToshkent :", "bSharq,", "c2026."),
            field("300", "axii, 320 p. :", "bill. ;", "c21 cm."),
            field("490", "aOʻzbek nasri ;", "v3"),
            field("250", "a2-nashr, qayta ishlangan."),
        )
    )
    assert (answers.title, answers.language, answers.script) == ("Oʻtkan kunlar", "uz", "Latn")
    assert (answers.kind, answers.carrier, answers.origin) == ("book", "print", "domestic")
    assert [(person.name, person.role) for person in answers.people] == [
        ("Qodiriy, Abdulla", "author"),
        ("Karimov, A.", "translator"),
    ]
    assert answers.identifiers[0].value == "9789943725133"
    assert (answers.pages, answers.size, answers.place, answers.year) == (332, "21 cm", "Toshkent", 2026)
    assert (answers.series, answers.udc, answers.edition_status) == (
        "Oʻzbek nasri ; 3",
        "821.512.133",
        "revised",
    )


@pytest.mark.parametrize("charset", [b"50", b"89", b"79"])
def test_fields_of_unimarc_arrive_in_the_encoding_it_declares(reading: Reading, charset: bytes) -> None:
    codec = {b"50": "utf-8", b"89": "cp1251", b"79": "cp866"}[charset]
    file = unimarc("Ўткан кунлар".encode(codec), charset)
    if charset == b"79":
        file = file.replace("Тошкент".encode(), "Тошкент".encode(codec) + b"       ")
    report = reading.report(file)
    assert (report["schema"], report["encoding"]) == ("unimarc", codec)
    answers = reading.answers(file)
    assert (answers.title, answers.place, answers.script) == ("Ўткан кунлар", "Тошкент", "Latn")
    assert (answers.price, answers.print_run, answers.pages, answers.udc) == (45000, 3000, 320, "821.512.133")
    assert [(person.name, person.role) for person in answers.people] == [
        ("Qodiriy, Abdulla", "author"),
        ("Karimov, A.", "translator"),
    ]
    assert reading.codes(file) == [(1, "702$a", "role_unknown")]


def test_cp1251_that_nothing_declares_is_found(reading: Reading) -> None:
    leader = "00000nam  2200000 a 4500"
    title = "Собрание сочинений в пяти томах".encode("cp1251")
    file = raw(leader, ("008", NEW_BOOK.replace("uzb", "rus").encode()), ("245", b"10\x1fa" + title))
    report = reading.report(file)
    assert report["encoding"] == "cp1251"
    assert [problem["code"] for problem in report["problems"]] == ["exchange.encoding_guessed"]
    assert reading.answers(file).title == "Собрание сочинений в пяти томах"


TITLES = ("Собрание сочинений в десяти томах", "ВОЙНА И МИР", "Ўткан кунлар", "Ўзбекистон тарихи : дарслик",
          "Мой сосед", "А. С. Пушкин")  # fmt: skip


def catalogued(title: str, codec: str, *, as_unimarc: bool, charset: str = "50") -> bytes:
    """Return a whole record of a catalogue here, in letters of one byte that its leader does not declare."""
    uzbek = "Ў" in title
    place, publisher, person = "Ташкент", "Шарк", "Каримов"
    pages, language = ("320 б.", "uzb") if uzbek else ("320 с. : ил.", "rus")
    if not as_unimarc:
        return raw(
            "00000nam  2200000 a 4500",
            ("008", NEW_BOOK.replace("uzb", language).encode()),
            ("100", f"1 \x1fa{person}, А.".encode(codec)),
            ("245", f"10\x1fa{title} /\x1fcА. {person}.".encode(codec)),
            ("260", f"  \x1fa{place} :\x1fb{publisher},\x1fc2026.".encode(codec)),
            ("300", f"  \x1fa{pages} ;\x1fc21 см".encode(codec)),
        )
    coded = f"20260101d2026    m  y0{language}y{charset}      ca".encode()
    return raw(
        "00000nam  2200000   450 ",
        ("100", b"  \x1fa" + coded),
        ("101", f"0 \x1fa{language}".encode()),
        ("102", b"  \x1faUZ"),
        ("200", f"1 \x1fa{title}\x1ffА. {person}".encode(codec)),
        ("210", f"  \x1fa{place}\x1fc{publisher}\x1fd2026".encode(codec)),
        ("215", f"  \x1fa{pages}\x1fd21 см".encode(codec)),
    )


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("codec", ["cp1251", "cp866"])
@pytest.mark.parametrize("as_unimarc", [False, True])
@pytest.mark.parametrize("charset", ["50", "  "])
def test_one_byte_letters_that_nothing_declares_are_read(
    reading: Reading, title: str, codec: str, *, as_unimarc: bool, charset: str
) -> None:
    file = catalogued(title, codec, as_unimarc=as_unimarc, charset=charset)
    answers = reading.answers(file)
    assert (reading.report(file)["encoding"], answers.title, answers.script) == (codec, title, "Cyrl")
    assert (answers.place, answers.pages) == ("Ташкент", 320)
    codes = [problem["code"] for problem in reading.report(file)["problems"]]
    declared = as_unimarc and charset == "50"
    assert codes == ["exchange.marc_encoding_wrong" if declared else "exchange.encoding_guessed"]


@pytest.mark.parametrize("codec", ["cp1251", "cp866"])
@pytest.mark.parametrize("as_unimarc", [False, True])
def test_a_whole_catalogue_in_one_byte_letters_is_read(
    reading: Reading, codec: str, *, as_unimarc: bool
) -> None:
    made = [catalogued(title, codec, as_unimarc=as_unimarc, charset="  ") for title in TITLES]
    report = reading.report(b"".join(made * 4))
    assert report["encoding"] == codec
    repeated = 3 * len(TITLES)
    assert report["records"] == {"read": 24, "accepted": 24, "with_warnings": repeated, "refused": 0}


def test_unimarc_is_never_read_as_marc8(reading: Reading) -> None:
    silent = unimarc(b"Kutubxona", b"  ").replace("Тошкент".encode(), b"Toshkent      ")
    assert (reading.report(silent)["encoding"], reading.codes(silent)) == (
        "utf-8", [(1, "702$a", "role_unknown")]
    )  # fmt: skip
    lost = unimarc(b"\xe2e \x98\xa0\xb1\xb3 \xfe\xfd", b"  ")
    assert (1, "200$a", "unreadable_characters") in reading.codes(lost)
    assert reading.report(lost)["encoding"] == "utf-8"


def test_marc8_and_a_wrong_declaration(reading: Reading) -> None:
    fields = (("008", NEW_BOOK.replace("uzb", "fre").encode()), ("245", b"10\x1faLes corps \xe2etrangers"))
    silent = raw("00000nam  2200000 a 4500", *fields)
    assert reading.report(silent)["encoding"] == "marc-8"
    assert reading.answers(silent).title == "Les corps étrangers"
    declared = raw("00000nam a2200000 a 4500", *fields)
    assert reading.answers(declared).title == "Les corps étrangers"
    assert reading.codes(declared) == [(1, "LDR/09", "marc_encoding_wrong")]


CYRILLIC = bytes(byte | 0x80 for byte in b"wOJNA")


@pytest.mark.parametrize(
    ("written", "read"),
    [(b"\x1b)N" + CYRILLIC + b"\x1b)!E tom 1", "Война tom 1"),
     (b"Tom 1, \x1b(NwOJNA\x1b(B K", "Tom 1, Война K"), (b"Ca\xe2e \x1bp2\x1bs", "Caé ²"),
     (b"\x1b$1\x21\x30\x21\x1b(B bir", "一 bir"), (b"\x1b-NwOJNA", "wOJNA")],
)  # fmt: skip
def test_letters_of_marc8_in_either_half(reading: Reading, written: bytes, read: str) -> None:
    fields = (("008", NEW_BOOK.encode()), ("245", b"10\x1fa" + written))
    assert reading.answers(raw("00000nam  2200000 a 4500", *fields)).title == read


@pytest.mark.parametrize(
    "written", [b"Broken \x1b(Zescape", b"Les caf\xe2", b"Kitob\x1b", b"Kitob \xff", b"\x1b)NTom \xff"]
)
def test_what_marc8_cannot_be_read_refuses_its_record(reading: Reading, written: bytes) -> None:
    fields = (("008", NEW_BOOK.encode()), ("245", b"10\x1fa" + written), ("700", b"1 \x1faM\x1b(NuZA"))
    file = raw("00000nam  2200000 a 4500", *fields)
    assert (1, "245$a", "unreadable_characters") in reading.codes(file)
    assert reading.report(file)["records"]["refused"] == 1


BROKEN = {
    "no figures in the leader": (lambda good: b"abcde" + good[5:], "marc_leader"),
    "no base address": (lambda good: good[:12] + b"99999" + good[17:], "marc_leader"),
    "a directory entry that is none": (lambda good: good[:27] + b"00?9" + good[31:], "marc_directory"),
    "cut off before its end": (lambda good: good[: len(good) // 2], "marc_cut_off"),
    "text": (lambda good: b"salom dunyo\x1d", "marc_leader"),
}  # fmt: skip


@pytest.mark.parametrize("damage", BROKEN)
def test_a_broken_record_costs_no_other(reading: Reading, damage: str) -> None:
    good = marc21()
    breaking, code = BROKEN[damage]
    file = good + breaking(good) + marc21("Ikki /") + marc21("Uch /")
    report = reading.report(file)
    assert report["records"] == {"read": 4, "accepted": 3, "with_warnings": 0, "refused": 1}
    assert reading.codes(file) == [(2, "", code)]


def test_a_file_that_ends_in_the_middle_keeps_what_is_whole(reading: Reading) -> None:
    file = marc21("Bir /") + marc21("Ikki /") + marc21()[:-1]
    assert reading.report(file)["records"]["accepted"] == 2
    assert reading.codes(file) == [(3, "", "marc_cut_off")]


def test_a_wrong_length_is_told_and_the_record_read(reading: Reading) -> None:
    good = marc21()
    file = b"00099" + good[5:] + marc21("Ikki /")
    assert reading.codes(file) == [(1, "LDR/00-04", "marc_length")]
    assert reading.report(file)["records"]["accepted"] == 2


def test_line_ends_between_records_are_passed_over(reading: Reading) -> None:
    assert reading.report(b"\r\n".join([marc21()] * 3) + b"\n")["records"]["accepted"] == 3


def test_what_never_ends_is_no_marc(reading: Reading) -> None:
    assert (
        reading.refusal(marc21()[:27] + b"\x1e\x1f\x1d" + b"x" * (iso2709.LONGEST + 70_000)).code
        == "exchange.marc_endless"
    )


def test_original_script_goes_before_its_latin_letters(reading: Reading) -> None:
    file = marc21("Utkan kunlar", field("880", "6245-01", "aЎткан кунлар /", indicators="10"))
    answers = reading.answers(file)
    assert (answers.title, answers.parallel_title, answers.script) == ("Ўткан кунлар", "Utkan kunlar", "Cyrl")


def test_a_deleted_record_is_marked(reading: Reading) -> None:
    file = marc21(leader="00000dam a2200000 a 4500")
    assert reading.report(file)["marked"] == {"updates": 0, "deletes": 1}


def test_our_reading_agrees_with_pymarc() -> None:
    for path in sorted(DATA.glob("*.m*rc")):
        if path.name == "bad_subfield_code.marc":
            continue  # where pymarc guesses what the code was meant to be
        with path.open("rb") as file:
            ours = [Texts("marc-8").of(iso2709.parse(piece)).record for _place, piece in iso2709.pieces(file)]
        with path.open("rb") as file:
            theirs = [record for record in pymarc.MARCReader(file) if record is not None]
        assert len(ours) == len(theirs)
        for mine, other in zip(ours, theirs, strict=True):
            assert [field.tag for field in mine.fields] == [field.tag for field in other.fields]
            texts = [text for field in mine.fields for _code, text in field.subfields]
            assert texts == [sub.value for field in other.fields for sub in field.subfields]


@pytest.mark.parametrize(
    ("name", "records", "accepted"),
    [("george_eliot.marc", 1, 1), ("bad_subfield_code.marc", 1, 1), ("hebrew880s.marc", 1, 1),
     ("musical_cage.marc", 1, 1), ("nature.marc", 1, 0), ("online_only.marc", 1, 0),
     ("test_data.utf8.mrc", 30, 28)],
)  # fmt: skip
def test_real_records_give_a_sensible_report(
    reading: Reading, name: str, records: int, accepted: int
) -> None:
    report = reading.report(DATA / name)
    assert (report["records"]["read"], report["records"]["accepted"]) == (records, accepted)
    assert all(problem["message"] for problem in report["problems"])


SLIM = 'xmlns="http://www.loc.gov/MARC21/slim"'
XML = f"""<?xml version="1.0"?><collection {SLIM}>
<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">x-1</controlfield>
<controlfield tag="008">{NEW_BOOK}</controlfield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Oʻtkan kunlar /</subfield></datafield></record>
<record><leader>00000nam a2200000 a 4500</leader></record></collection>"""


def test_marcxml_is_read_by_lines(reading: Reading) -> None:
    report = reading.report(XML)
    assert (report["format"], report["schema"]) == ("marcxml", "marc21")
    assert report["records"] == {"read": 2, "accepted": 1, "with_warnings": 0, "refused": 1}
    assert {problem["row"] for problem in report["problems"]} == {5}
    cut = reading.refusal(XML[:-30])
    assert (cut.code, cut.params["whole"]) == ("exchange.xml_broken", 1)
    assert reading.refusal(XML.replace("MARC21/slim", "mods")).code == "exchange.xml_namespace"
