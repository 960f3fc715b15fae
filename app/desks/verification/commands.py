"""`./nusxa verify FILE.pdf`: what a file is, with the database where there is one, else by the file alone."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.desks.verification.files import FileCheck, Finding, check_file
from app.desks.verification.verdicts import verdict_on
from app.infra import clock
from app.infra.db import db
from app.infra.signing.reading import FoundSignature

SAID = {
    Finding.SAME: "The file is the same as the one that was issued, bit by bit.",
    Finding.SIGNED: "The file is, to its last byte, what a trusted signer signed. No database was asked.",
    Finding.UNRECORDED: "A trusted signer signed it, but it is not in the record here.",
    Finding.APPENDED: "Something was appended after it was signed. Do not rely on it.",
    Finding.CHANGED: "It was changed after it was signed. Do not rely on it.",
    Finding.DOUBTFUL: "Its certificate is expired or revoked. Do not rely on it.",
    Finding.FOREIGN: "It is signed by somebody whom this installation does not trust: not ours.",
    Finding.DIFFERS: "It differs from the document of the record that it names. Do not rely on it.",
    Finding.UNKNOWN: "It is neither in the record nor signed.",
}


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def verify(file: Path, as_json: bool) -> None:
    """Tell what a document's FILE is; exit with 1 unless it is what was issued."""
    record = _has_record()
    check = check_file(file.read_bytes(), at=clock.now(), record=record)
    facts = _facts(check, record=record)
    if as_json:
        click.echo(json.dumps({"file": str(file), **facts}, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo(SAID[check.finding])
        for line in _lines(facts, ""):
            click.echo(line)
    raise SystemExit(0 if check.reliable else 1)


def _facts(check: FileCheck, *, record: bool) -> dict[str, object]:
    facts: dict[str, object] = {"finding": check.finding.value, "sha256": check.sha256, "database": record}
    if check.signature is not None:
        facts["signature"] = _signature(check.signature)
    if check.carried is not None:
        facts["notice_xml"] = asdict(check.carried)
    if record and check.finding is Finding.SAME:
        verdict = verdict_on(check.code, clock.today())
        if verdict is not None:
            facts["document"] = {
                "kind": verdict.kind,
                "number": verdict.number,
                "code": verdict.code,
                "status": verdict.status,
                "specimen": verdict.specimen,
            }
    return facts


def _signature(found: FoundSignature) -> dict[str, object]:
    return {**asdict(found), "trust": found.trust.value, "good": found.good}


def _lines(facts: dict[str, object], indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in facts.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", *_lines(value, f"{indent}  ")]
        else:
            lines.append(f"{indent}{name.replace('_', ' ')}: {_said(value)}")
    return lines


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else "-"


def _has_record() -> bool:
    """Whether there is a database with the tables of this product; asking makes no new one."""
    address = make_url(current_app.config["NUSXA"].database_url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return False
    try:
        return "notice" in inspect(db.engine).get_table_names()
    except SQLAlchemyError:
        return False
