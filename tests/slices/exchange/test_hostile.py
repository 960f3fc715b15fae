"""Whatever the bytes: a report or a refusal, and nothing is fetched, expanded or left to run away."""

import io
import re
import zipfile
from hashlib import shake_256

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.models import Account
from app.domain.errors import DomainError
from app.exchange.messages import sentence
from app.exchange.reading.opening import LARGEST_FILE
from app.exchange.records import Severity
from app.web.messages import MESSAGES
from tests.slices.exchange.reading_files import Reading
from tests.slices.exchange.test_marc import DATA, marc21, unimarc
from tests.slices.exchange.test_onix import PRODUCT, message
from tests.slices.exchange.test_spreadsheets import ROW, saved, workbook
from tests.slices.exchange.test_tables import table
from tests.support.isolation import Browserless

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEEDS = (
    table("Bir;uz;book;domestic;print").encode(),
    marc21() + unimarc("Бир".encode()),
    message(PRODUCT).encode(),
    saved(workbook(ROW)),
)


def told(reading: Reading, content: bytes) -> None:
    """Read a file; every problem has its sentence, every refusal a message of ours."""
    try:
        report = reading.report(content)
    except DomainError as error:
        if error.code not in MESSAGES:
            raise
        return
    counts = report["records"]
    assert counts["read"] == counts["accepted"] + counts["refused"]
    assert all(
        problem["message"] and "cannot be done" not in problem["message"] for problem in report["problems"]
    )
    refused = {p["record"] for p in report["problems"] if p["severity"] == Severity.ERROR and p["record"]}
    assert len(refused) == counts["refused"]


@given(content=st.binary(max_size=400))
@OFTEN
def test_any_bytes_give_a_report_or_a_refusal(reading: Reading, content: bytes) -> None:
    told(reading, content)


@given(cells=st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=8), max_size=6))
@OFTEN
def test_any_text_under_known_headings_gives_a_report(reading: Reading, cells: list[list[str]]) -> None:
    rows = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in cells]
    head = "title,isbn,year,pages,print_run_completed,author,language,restricted"
    told(reading, "\n".join([head, *rows]).encode(errors="surrogatepass"))


@given(
    seed=st.sampled_from(SEEDS), place=st.floats(0, 1), change=st.binary(max_size=12), cut=st.integers(0, 40)
)
@OFTEN
def test_any_damage_gives_a_report_or_a_refusal(
    reading: Reading, seed: bytes, place: float, change: bytes, cut: int
) -> None:
    at = int(place * len(seed))
    told(reading, seed[:at] + change + seed[at + cut :])


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE ONIXMessage [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE ONIXMessage [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE ONIXMessage [<!ENTITY % remote SYSTEM "http://127.0.0.1:1/x.dtd"> %remote;]>',
    ],
)
def test_entities_of_the_files_own_are_refused(reading: Reading, declared: str) -> None:
    entity = next(iter(re.findall(r"ENTITY (\w+)", declared)[-1:]), "amp")
    text = message(PRODUCT.replace("Oʻtkan kunlar", f"&{entity};"))
    text = text.replace("<ONIXMessage", f"{declared}<ONIXMessage", 1)
    assert reading.refusal(text).code in ("exchange.entities", "exchange.xml_broken")


def test_a_bomb_of_entities_in_an_attribute_ends_soon(reading: Reading) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<?xml version="1.0"?><!DOCTYPE ONIXMessage [<!ENTITY e0 "x">{levels}]>'
    bomb = f'{declared}<ONIXMessage release="&e11;"/>'
    assert reading.refusal(bomb).code in ("exchange.entities", "exchange.xml_broken")


def test_a_workbook_with_entities_is_refused(reading: Reading) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook(ROW)))) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = b'<!DOCTYPE worksheet [<!ENTITY x "y">]>' + part.split(b"?>", 1)[-1]
            new.writestr(name, part)
    assert reading.refusal(changed.getvalue()).code == "exchange.entities"


def test_a_file_that_is_too_large_is_refused_unread(reading: Reading) -> None:
    with reading.file.open("wb") as file:
        file.truncate(200 * 1000**2)
    error = reading.refusal(reading.file)
    assert (error.code, error.params["most"]) == ("exchange.too_large", LARGEST_FILE // 1024**2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "is_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
        (b"\x1f\x8b\x08\x00", "is_packed"),
        (b"\x89PNG\r\n", "binary"),
        (b"<html><body>title,isbn</body></html>", "other_xml"),
        (b"\x00" * 100, "empty"),
        (b"PK\x05\x06" + bytes(18), "other_archive"),
    ],
)
def test_what_is_something_else_is_told_what_it_is(reading: Reading, content: bytes, code: str) -> None:
    assert reading.refusal(content).code == f"exchange.{code}"


def test_a_format_that_was_asked_for_in_vain_is_told(reading: Reading) -> None:
    error = reading.refusal(DATA / "george_eliot.marc", asked_format="csv")
    assert (error.code, error.params["asked"], error.params["found"]) == (
        "exchange.not_that_format",
        "csv",
        "marc",
    )
    assert (
        reading.report(table("Bir;uz;book;domestic;print"), asked_format="tsv", delimiter=";")["records"][
            "read"
        ]
        == 1
    )


def test_a_finding_speaks_in_the_readers_language(reading: Reading) -> None:
    [checked] = reading.checked("title;language;kind;origin;carrier\n;uz;book;domestic;print\n")
    assert sentence(checked.findings[0]).startswith("Title is missing.")


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_not_called_marc(reading: Reading, seed: int) -> None:
    assert reading.refusal(shake_256(bytes([seed])).digest(5000)).code == "exchange.binary"


def test_a_list_may_be_larger_than_other_files(client: Browserless, clerk: Account, app: Flask) -> None:
    most, app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_CONTENT_LENGTH"], 1000
    try:
        sent = {"file": (io.BytesIO(b"title,kind\n" * 500), "list.csv")}
        assert client.post("/imports/new", data=sent).status_code == 303
        assert client.post("/imports/1/accept", data={"submission_key": "x" * 2000}).status_code == 413
    finally:
        app.config["MAX_CONTENT_LENGTH"] = most
    assert "at most 190 MB" in client.get("/imports/new").text


def test_a_list_that_is_too_large_is_refused_with_the_limit(client: Browserless, clerk: Account) -> None:
    said = {"CONTENT_LENGTH": str(221 * 1024**2)}
    form = "multipart/form-data; boundary=x"
    answer = client.post("/imports/new", content_type=form, environ_overrides=said)
    assert answer.status_code == 413
    assert "221 MB were sent; at most 190 MB can be taken here." in answer.text
    assert "choose a smaller file, or split it" in answer.text
