"""Lists that people upload: what is read, and what is refused with its place."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.domain.law.conditions import FACTS
from app.domain.publication import DepositorRole, EditionStatus, Kind
from app.infra import sheets
from app.simulation.lists.columns import COLUMNS, EXAMPLE
from app.simulation.lists.reading import MOST_FAULTS, ListFaults, Names, check_list, facts_in
from tests.factories.simulation import BOOK, HEAD, csv_list, xlsx_list

WRITERS = pytest.mark.parametrize("write", [csv_list, xlsx_list])


def faults_of(content: bytes) -> list[tuple[int, str, str]]:
    """The line, the column and the code of everything that is wrong with a list."""
    with pytest.raises(ListFaults) as refused:
        check_list(content)
    return [(fault.line, fault.column, fault.error.code) for fault in refused.value.faults]


def refusal_of(content: bytes) -> str:
    """The code under which a whole file is refused."""
    with pytest.raises(DomainError) as refused:
        check_list(content)
    assert refused.value.field == "file"
    return refused.value.code


@WRITERS
def test_a_row_becomes_facts(write: object) -> None:
    content = write(BOOK, BOOK)  # type: ignore[operator] # csv_list or xlsx_list
    assert check_list(content) == 2
    names = Names()
    facts = list(facts_in(content, names))
    assert facts[0] == facts[1]
    first = facts[0]
    assert (first.kind, first.edition_status) == (Kind.BOOK, EditionStatus.FIRST)
    assert (first.languages, first.subjects, first.restricted) == (frozenset({"uz"}), frozenset(), False)
    assert (first.print_run, first.pages, first.unit_cost, first.depositor_region) == (
        500,
        200,
        40_000,
        "1726",
    )
    assert first.hire_only is None
    assert names.by_number() == {first.parties["publisher"]: "Nashr", first.parties["printer"]: "Bosma"}
    assert set(first.parties) == {role.value for role in DepositorRole}


def test_the_template_is_a_list_that_is_read() -> None:
    assert set(FACTS) <= set(COLUMNS)
    assert check_list(csv_list(tuple(EXAMPLE.get(name, "") for name in COLUMNS), head=COLUMNS)) == 1


def test_semicolons_and_a_mark_of_byte_order_are_read() -> None:
    text = '\ufeffkind;carrier;origin;languages\nbook;print;domestic;"uz;ru"\n\n'
    facts = list(facts_in(text.encode(), Names()))
    assert [item.languages for item in facts] == [frozenset({"uz", "ru"})]


@WRITERS
def test_every_fault_is_told_by_line_and_column(write: object) -> None:
    bad = ("buk", "print", "", "o z", "many", -3, 1.5, "=1+1", "first", "maybe", "-", "-", "x" * 201, "")
    assert faults_of(write(BOOK, bad)) == [  # type: ignore[operator] # csv_list or xlsx_list
        (3, "kind", "list.unknown_word"),
        (3, "origin", "list.missing_value"),
        (3, "languages", "list.not_a_code"),
        (3, "print_run", "list.not_a_number"),
        (3, "pages", "list.not_a_number"),
        (3, "unit_cost", "list.not_a_number"),
        (3, "depositor_region", "list.formula"),
        (3, "restricted", "list.not_yes_or_no"),
        (3, "depositor", "list.too_long"),
    ]


def test_wrong_columns_and_the_faults_of_all_rows_are_told_together() -> None:
    head = ("kind", "carrier", "origin", "colour", "pages", "pages")
    rows = [
        ("buk", "print", "", "red", "-1", 2, "beyond"),
        ("book", "print", "domestic", "red", "many", 1, "x"),
    ]
    assert faults_of(csv_list(*rows, head=head)) == [
        (1, "colour", "list.unknown_column"),
        (1, "pages", "list.column_twice"),
        (2, "beyond", "list.no_column"),
        (2, "kind", "list.unknown_word"),
        (2, "origin", "list.missing_value"),
        (2, "pages", "list.not_a_number"),
        (3, "x", "list.no_column"),
        (3, "pages", "list.not_a_number"),
    ]


def test_wrong_columns_are_told_together() -> None:
    assert faults_of(csv_list(("book",), head=("kind", "kind", "colour"))) == [
        (1, "kind", "list.column_twice"),
        (1, "colour", "list.unknown_column"),
        (1, "carrier", "list.missing_column"),
        (1, "origin", "list.missing_column"),
    ]
    assert faults_of(csv_list((*BOOK, "beyond"))) == [(2, "beyond", "list.no_column")]


def test_no_more_faults_are_told_than_anybody_reads() -> None:
    assert len(faults_of(csv_list(*[("buk", "paper", "home")] * 5000))) == MOST_FAULTS


def test_a_list_that_ends_within_its_last_row_is_refused_with_its_line() -> None:
    content = csv_list(BOOK, BOOK).rstrip(b"\r\n")
    assert check_list(content) == 2, "a last line without an end is whole"
    with pytest.raises(DomainError) as refused:
        check_list(content[: content.rindex(b",", 0, len(content) - 20)])
    assert (refused.value.code, refused.value.params["line"]) == ("list.cut_off", 3)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('book,print,domestic,"uz\nbook,print,domestic,ru\n', 2),
        ('book,print,domestic,uz\nbook,print,domestic,"ru\nbook,print,domestic,"uz;ru"\n', 3),
        ('book,print,domestic,"uz" or so\n', 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_told_by_its_line(rows: str, line: int) -> None:
    with pytest.raises(DomainError) as refused:
        check_list(f"kind,carrier,origin,languages\n{rows}".encode())
    assert (refused.value.code, refused.value.params["line"]) == ("list.quotation_mark", line)


def test_the_line_of_a_row_is_its_first() -> None:
    content = b'kind,carrier,origin,depositor\nbuk,print,domestic,"a\nb"\nbuk,print,domestic,c\n'
    assert [line for line, _column, _code in faults_of(content)] == [2, 4]


def test_an_empty_file_and_a_bare_head_are_refused() -> None:
    assert refusal_of(b" \n") == "list.empty"
    assert refusal_of(csv_list()) == "list.no_rows"


def test_a_file_of_fifty_megabytes_is_refused_unread() -> None:
    assert refusal_of(b"kind,carrier,origin\n" * (50 * 1024**2 // 20)) == "list.too_large"


def test_too_many_rows_and_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert check_list(csv_list(*[BOOK] * 3)) == 3
    assert refusal_of(csv_list(*[BOOK] * 4)) == "list.too_many_rows"
    assert refusal_of(csv_list(("",) * 300)) == "list.too_wide"


def test_letters_of_another_code_page_are_refused() -> None:
    assert refusal_of("kind,carrier,origin\nКнига,print,domestic".encode("cp1251")) == "list.not_utf8"
    assert refusal_of(b'kind,carrier,origin\n"' + b"x" * 200_000) == "list.quotation_mark"


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * size)
    return out.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    assert refusal_of(bomb(50 * 1024**2)) == "list.unpacks_too_large"


def test_a_workbook_with_an_entity_bomb_is_refused() -> None:
    out = io.BytesIO()
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    with zipfile.ZipFile(io.BytesIO(xlsx_list(BOOK))) as real, zipfile.ZipFile(out, "w") as forged:
        for name in real.namelist():
            content = laughs.encode() if name == "xl/sharedStrings.xml" else real.read(name)
            forged.writestr(name, content)
    assert refusal_of(out.getvalue()) == "list.damaged"


@given(cut=st.integers(4, 4000), junk=st.binary(max_size=50))
def test_a_damaged_workbook_is_refused_and_breaks_nothing(cut: int, junk: bytes) -> None:
    content = xlsx_list(BOOK)
    with pytest.raises(DomainError):
        check_list(content[:cut] + junk)


@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(DomainError):
        check_list(content)


def test_head_and_columns_agree() -> None:
    assert set(HEAD) <= set(COLUMNS)
