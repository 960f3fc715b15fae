"""`import preview` and `import template`: what they print and how they end, without a database."""

import json
import os
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import event

from app.infra.db import db
from tests.slices.exchange.test_tables import ROW, table
from tests.support.commands import ROOT, run_flask

DATA = ROOT / "tests" / "data" / "exchange"


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, arguments)])


def test_a_report_ends_with_0_even_where_every_record_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "roʻyxat.csv"
    file.write_text(table(ROW, "Ikki;uz;kitobcha;domestic;print"), encoding="utf-8")
    answer = run(app, "preview", file, "--language", "ru")
    assert answer.exit_code == 0
    report = json.loads(answer.stdout)
    assert list(report) == [
        "file", "format", "encoding", "delimiter", "mapping", "records", "marked", "acts", "samples",
        "problems",
    ]  # fmt: skip
    assert report["file"] == "roʻyxat.csv"
    [problem] = report["problems"]
    assert (problem["record"], problem["row"], problem["field"], problem["severity"]) == (
        2,
        3,
        "kind",
        "error",
    )
    assert problem["message"].startswith("«kitobcha» не распознано.")


def test_a_refusal_ends_with_2_and_its_reason_in_one_line(app: Flask) -> None:
    answer = run(app, "preview", DATA / "invalid_onix3_ref.xml", "--language", "uz")
    assert answer.exit_code == 2
    told = json.loads(answer.stdout)
    assert told["refused"]["code"] == "exchange.onix_header"
    assert answer.stderr.strip() == told["refused"]["message"]
    assert "Sender" in answer.stderr


def test_wishes_reach_the_reader(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_bytes("Nima|title\nx|Собрание\n".encode("cp866"))
    wishes = ["--delimiter", "|", "--encoding", "cp866", "--format", "csv", "--language", "uz_Cyrl"]
    answer = run(
        app, "preview", file, *wishes, "--mapping", "=uz=language,=book=kind,=print=carrier,=domestic=origin"
    )
    report = json.loads(answer.stdout)
    assert (report["encoding"], report["delimiter"], report["records"]["accepted"]) == ("cp866", "|", 1)
    assert report["mapping"]["=book"] == "kind"
    assert run(app, "preview", file, "--delimiter", "x").exit_code == 2


@pytest.mark.parametrize("name", ["nashrlar.csv", "nashrlar.xlsx"])
def test_a_template_that_was_written_is_read(app: Flask, tmp_path: Path, name: str) -> None:
    assert run(app, "template", tmp_path / name, "--language", "uz_Cyrl").exit_code == 0
    report = json.loads(run(app, "preview", tmp_path / name).stdout)
    assert report["records"]["read"] == 2
    assert [problem["code"] for problem in report["problems"]] == ["exchange.example_row"] * 2
    assert run(app, "template", tmp_path / "x.pdf").exit_code != 0


def test_a_database_that_cannot_be_read_keeps_nobody_from_a_report(tmp_path: Path) -> None:
    """`./nusxa import` starts in this mode, which looks at no database."""
    (tmp_path / "nusxa.sqlite3").write_text("no database")
    named = {"NUSXA_MODE": "test", "NUSXA_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    told = run_flask({**os.environ, **named}, "import", "preview", str(DATA / "george_eliot.marc"))
    assert json.loads(told)["records"]["read"] == 1


def test_no_database_is_asked(app: Flask) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert run(app, "preview", DATA / "george_eliot.marc").exit_code == 0
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert asked == []
