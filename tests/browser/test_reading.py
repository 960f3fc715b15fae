"""What the desk's script takes a scan for without a network is what the library takes it for."""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from stdnum import ean, isbn, issn

from app.domain.codes import (
    CODE_ALPHABET,
    CYRILLIC_KEYBOARD,
    CodeKind,
    ScannedCode,
    UnknownScan,
    classify_scan,
    draw_verification_code,
    numbered_code,
)
from app.domain.identifiers import Isbn, Issn
from tests.browser.crawling import sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

CHANCE = random.Random(5)  # noqa: S311 - a seed makes the test repeatable
KINDS = {
    CodeKind.CONSIGNMENT: "slip",
    CodeKind.BOX: "box",
    CodeKind.COPY: "label",
    CodeKind.RECEIPT_ACT: "paper",
    CodeKind.VERIFICATION: "paper",
}
REASONS = {"scan.product_code": "product", "code.check_character": "misread", "scan.unknown": "other"}
OTHERS = (
    "4006381333931", "51299", "07", "96385074", "012345678905", "hello world", "12345", "", "X", "🙂",
    "<script>", "C26-0138042", "978994372513X", "ISBN 0-8044-2957-Х", "eISSN: 2091-7368", "M-2306-7118-7",
    "9772700001007+80", "9772700001007 +00080", "9789943725133+51299", "9772700001007+8", "9772700001007+",
    "9772700001006+80", "2700-001X 74", "2700-001X+00074", "2700001Х74", "2700-001X-74", "ISSN 2091-7368 07",
    "2091-7368-07", "2700-002X 74", "2700-0019 74", "2091736807", "2091-7368 7",
    "С26-О138044-А", "о26ғ004173ғо", "реезыЖ..тгычф.учфьзду.е.л7йь4к2ч9евм", "С26-0138042-Е",
    "ЪС0С26-0138042-У", "ъу09789943725133", "]E0", "]",
    "]EE9789943725133", "]E09789943725133]E09789943725133",
)  # fmt: skip
KEYS = {meant: key for key, meant in CYRILLIC_KEYBOARD.items()}


def right_ones() -> Iterator[str]:
    """Yield right codes and numbers of every kind."""
    for _each in range(25):
        stem = f"97899{CHANCE.randrange(10**7):07d}"
        book = stem + ean.calc_check_digit(stem)
        yield from (
            book,
            isbn.to_isbn10(book),
            f"{book}51299",
            f"{book}{book}",
            f"]E0{book}",
            f"]E3{book}51299",
        )
        serial = f"{CHANCE.randrange(10**7):07d}"
        yield from (
            serial + issn.calc_check_digit(serial),
            issn.to_ean(serial + issn.calc_check_digit(serial)),
        )
        for kind in (CodeKind.CONSIGNMENT, CodeKind.BOX, CodeKind.COPY, CodeKind.RECEIPT_ACT):
            code = numbered_code(kind, 2026, CHANCE.randrange(1, 10**6)) or ""
            yield from (code, f"]C0{code}")
        drawn = draw_verification_code(CHANCE.choice)
        yield from (drawn, f"https://nusxa.example/t/{drawn}")


def wrong_in_one(text: str) -> str:
    """Return a text with one of its characters changed."""
    place = CHANCE.randrange(len(text) or 1)
    return text[:place] + CHANCE.choice(CODE_ALPHABET) + text[place + 1 :]


def meant(text: str) -> tuple[str, str | None]:
    """Return the kind of a scan as the library has it, and its code where it is of a copy."""
    found = classify_scan(text)
    if isinstance(found, UnknownScan):
        return REASONS[found.reason], None
    if isinstance(found, ScannedCode):
        return KINDS[found.kind], found.text.replace("-", "")
    if not found.valid:
        # A misprinted number is known by itself, and never by what it would be put right.
        ten = isinstance(found, Isbn)
        return "misread", found.printed if ten else None
    return "book", f"977{found.digits[:7]}" if isinstance(found, Issn) else found.digits


def test_a_scan_is_read_alike_on_the_device_and_at_the_library(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "librarian")
    page.goto("/receiving")
    texts = [*right_ones(), *OTHERS]
    texts += [wrong_in_one(text) for text in texts for _time in range(3)]
    texts += [text.upper().translate(KEYS) for text in texts if len(text) < 40]
    read = page.evaluate(
        """async (texts) => {
            const { read } = await import('/static/js/desk/reading.js');
            return texts.map((text) => { const { kind, code } = read(text); return [kind, code]; });
        }""",
        texts,
    )
    told = [meant(text) for text in texts]
    assert len({kind for kind, _code in told}) == 8
    differing = [
        (text, said, should)
        for text, said, should in zip(texts, read, told, strict=True)
        if said[0] != should[0] or should[1] not in (None, said[1])
    ]
    assert not differing, differing[:10]


@pytest.mark.parametrize(
    ("announced", "waiting", "count"),
    [
        (2, ["isbn", "isbn", "label"], 2),  # one of the two that were scanned by their ISBN
        (2, ["isbn", "label"], 2),
        (2, ["label", "label"], 1),
        (2, ["isbn", "isbn", "isbn"], 3),
        (None, ["isbn", "label"], 2),
    ],
)
def test_copies_are_counted_on_the_device_as_at_the_library(
    page: Page, live_server: LiveServer, announced: int | None, waiting: list[str], count: int
) -> None:
    codes = {"isbn": "9789943725133", "label": "C26-0138042-E"}
    parcel = {
        "lines": [{"title": "", "ident": "", "announced": announced, "scanned": 0}],
        "codes": {code.replace("-", ""): [0] for code in codes.values()},
        "labels": [],
    }
    page.goto(f"{live_server.url}/sign-in")
    counted = page.evaluate(
        """async ([parcel, waiting]) => {
            const { countOf } = await import('/static/js/desk/reading.js');
            return countOf(parcel, 0, waiting.map((text) => ({ text })));
        }""",
        [parcel, [codes[name] for name in waiting]],
    )
    assert counted == count
