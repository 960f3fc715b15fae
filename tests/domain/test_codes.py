"""Codes on paper: what is printed, typed in a hurry, scanned or said on the telephone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes import (
    CODE_ALPHABET,
    CodeKind,
    ScannedCode,
    UnknownScan,
    classify_scan,
    document_number,
    draw_verification_code,
    numbered_code,
    parse_code,
    verification_code,
)
from app.domain.errors import DomainError
from app.domain.identifiers import BarCoded, Isbn, Ismn, Issn

PRINTED_COPIES = ("2E", "3C", "4A", "58", "66", "74", "82", "9Z")
KEYBOARD = str.maketrans("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить")
NUMBERED = st.builds(
    numbered_code,
    st.sampled_from([CodeKind.CONSIGNMENT, CodeKind.COPY, CodeKind.RECEIPT_ACT]),
    st.integers(2000, 2099),
    st.integers(1, 999_999),
).filter(bool)
VERIFICATION = st.text(CODE_ALPHABET, min_size=11, max_size=11).map(verification_code).filter(bool)


def test_the_check_characters_are_those_of_the_printed_samples() -> None:
    copies = [numbered_code(CodeKind.COPY, 2026, 138042 + step) for step in range(8)]
    assert copies == [f"C26-013804{ending[0]}-{ending[1]}" for ending in PRINTED_COPIES]
    assert numbered_code(CodeKind.CONSIGNMENT, 2026, 4173) == "J26-004173-J"
    assert verification_code("K7QM4R2X9TD") == "K7QM-4R2X-9TDV"


def test_numbers_with_a_letter_that_is_misread_are_skipped() -> None:
    codes = [numbered_code(CodeKind.CONSIGNMENT, 2026, number) for number in range(1, 1001)]
    printed = [code for code in codes if code is not None]
    assert 850 < len(printed) < 930
    assert not {code[-1] for code in printed} & set("ILOU")


@pytest.mark.parametrize("number", [0, -1, 1_000_000])
def test_a_number_too_long_for_its_code_is_refused(number: int) -> None:
    with pytest.raises(DomainError, match=r"code\.sequence_exhausted"):
        numbered_code(CodeKind.RECEIPT_ACT, 2026, number)


def test_the_number_of_an_act_has_digits_only() -> None:
    assert document_number(2026, 417) == "2026-000417"


@given(st.integers())
def test_a_drawn_verification_code_can_be_read_back(seed: int) -> None:
    code = draw_verification_code(random.Random(seed).choice)  # noqa: S311 - a seed makes the test repeatable
    assert parse_code(code) == ScannedCode(CodeKind.VERIFICATION, code)
    assert not set(code) & set("ILOU")


def test_figures_alone_are_no_verification_code() -> None:
    assert all(verification_code(f"{number:011d}") is None for number in range(100))


@pytest.mark.parametrize("drawn", ["K7QM", "K7QM4R2X9TU"])
def test_a_verification_code_needs_eleven_characters_of_the_alphabet(drawn: str) -> None:
    with pytest.raises(ValueError, match="eleven characters"):
        verification_code(drawn)


@given(NUMBERED | VERIFICATION)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    bare = code.replace("-", "")
    forms = [code, bare, code.lower(), f"  {code}\n", " ".join(code.split("-")), code.replace("-", "–")]
    forms += [code.lower().translate(KEYBOARD), code.lower().translate(KEYBOARD).upper()]
    assert {parse_code(form).text for form in forms} == {code}


@given(NUMBERED | VERIFICATION, st.data())
def test_one_wrong_character_is_always_noticed(code: str, data: st.DataObject) -> None:
    places = [place for place, character in enumerate(code) if character.isdigit()]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != code[place]))
    with pytest.raises(DomainError) as refusal:
        parse_code(code[:place] + other + code[place + 1 :])
    assert (refusal.value.code, refusal.value.field) == ("code.check_character", "code")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("С26-0138042-Е", "C26-0138042-E"),
        ("С26-О138044-А", "C26-0138044-A"),
        ("с26-0138042-у", "C26-0138042-E"),
        ("J26-OO4I73-J", "J26-004173-J"),
        ("с26ғ0138042ғу", "C26-0138042-E"),
        ("о26ғ004173ғо", "J26-004173-J"),
        ("реезыЖ..тгычф.учфьзду.е.л7йь4к2ч9евм", "K7QM-4R2X-9TDV"),
        ("реезқЖ..тгқчф.учфьзду.е.л7йь4к2ч9евм", "K7QM-4R2X-9TDV"),
        ("https://nusxa.example/t/k7qm4r2x9tdv", "K7QM-4R2X-9TDV"),
        ("HTTPS://NUSXA.EXAMPLE/VERIFY/K7QM-4R2X-9TDV/", "K7QM-4R2X-9TDV"),
        ("nusxa.example/t/K7QM-4R2X-9TDV", "K7QM-4R2X-9TDV"),
    ],
)
def test_look_alikes_wrong_layouts_and_addresses_are_understood(typed: str, meant: str) -> None:
    assert parse_code(typed).text == meant


@pytest.mark.parametrize(
    "text", ["", "J26", "J26-4173-J", "X26-004173-J", "R3WD-A8N5-C6PU", "🙂", "J" * 5000]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_code(text)
    assert (refusal.value.code, refusal.value.field) == ("code.malformed", "code")


@pytest.mark.parametrize(
    ("scan", "meaning"),
    [
        ("J26-004173-J", ScannedCode(CodeKind.CONSIGNMENT, "J26-004173-J")),
        ("C260138042E", ScannedCode(CodeKind.COPY, "C26-0138042-E")),
        ("K7QM4R2X9TDV", ScannedCode(CodeKind.VERIFICATION, "K7QM-4R2X-9TDV")),
        ("9789943725133", Isbn("9789943725133", "9789943725133", valid=True)),
        ("978994372513351299", Isbn("9789943725133", "9789943725133", valid=True)),
        ("0306406152", Isbn("9780306406157", "0306406152", valid=True)),
        ("977209173600707", Issn("20917368", valid=True, add_on="07")),
        ("2091-7368", Issn("20917368", valid=True)),
        ("2091-7368 07", Issn("20917368", valid=True, add_on="07")),
        ("2700-0019 74", Isbn("9782700001976", "2700001974", valid=True)),
        ("2091-7368-00007", Issn("20917368", valid=True, add_on="00007")),
        ("ISSN 20917368+07", Issn("20917368", valid=True, add_on="07")),
        ("2700-001X 74", Issn("2700001X", valid=True, add_on="74")),
        ("2700001Х74", Issn("2700001X", valid=True, add_on="74")),
        ("2700-001x + 74", Issn("2700001X", valid=True, add_on="74")),
        ("2700-002X 74", Issn("2700002X", valid=False, add_on="74")),
        ("9790230671187", Ismn("9790230671187", valid=True)),
        ("979023067118751299", Ismn("9790230671187", valid=True)),
        ("M-2306-7118-7", Ismn("9790230671187", valid=True)),
        ("9790230671188", Ismn("9790230671188", valid=False)),
        ("C26-0138042-EC26-0138042-E", ScannedCode(CodeKind.COPY, "C26-0138042-E")),
        ("97899437251339789943725133", Isbn("9789943725133", "9789943725133", valid=True)),
        ("03064061520306406152", Isbn("9780306406157", "0306406152", valid=True)),
        ("080442957Х", Isbn("9780804429573", "080442957X", valid=True)),
        ("]C1C260138042E", ScannedCode(CodeKind.COPY, "C26-0138042-E")),
        ("ЪС0С26-0138042-У", ScannedCode(CodeKind.COPY, "C26-0138042-E")),
        ("]Q1HTTPS://NUSXA.EXAMPLE/T/K7QM4R2X9TDV", ScannedCode(CodeKind.VERIFICATION, "K7QM-4R2X-9TDV")),
        ("]E09789943725133", Isbn("9789943725133", "9789943725133", valid=True)),
        ("]E3978994372513351299", Isbn("9789943725133", "9789943725133", valid=True)),
        ("]E09789943725133]E09789943725133", Isbn("9789943725133", "9789943725133", valid=True)),
        ("ъу09789943725133", Isbn("9789943725133", "9789943725133", valid=True)),
        ("]E051299", UnknownScan("51299", "scan.product_code")),
        ("51299", UnknownScan("51299", "scan.product_code")),
        ("07", UnknownScan("07", "scan.product_code")),
        ("4780000000003", UnknownScan("4780000000003", "scan.product_code")),
        ("012345678905", UnknownScan("012345678905", "scan.product_code")),
        ("96385074", UnknownScan("96385074", "scan.product_code")),
        ("J26-004173-K", UnknownScan("J26-004173-K", "code.check_character")),
        ("Sinov kitobi 2", UnknownScan("Sinov kitobi 2", "scan.unknown")),
        (" Oʻtkan kunlar ", UnknownScan("Oʻtkan kunlar", "scan.unknown")),
    ],
)
def test_the_receiving_desk_knows_what_was_scanned(scan: str, meaning: object) -> None:
    assert classify_scan(scan) == meaning


@given(st.text(max_size=40))
def test_no_scan_breaks_the_desk(text: str) -> None:
    assert isinstance(classify_scan(text), ScannedCode | BarCoded | UnknownScan)
