"""What a file holds, told before anything of it is taken: counts, and every problem with its place."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.domain.errors import DomainError
from app.domain.registration import REQUIRED
from app.exchange.checking import Checked, checked_records
from app.exchange.columns import BY_NAME
from app.exchange.messages import sentence
from app.exchange.reading.opening import open_source
from app.exchange.records import TABLES, Act, Asked, Finding, Severity, Source
from app.exchange.samples import Samples
from app.exchange.values import Surroundings
from app.web.messages import message_for

COUNTS = ("read", "accepted", "with_warnings", "refused")
ACTS: Mapping[Act, str] = {Act.NEW: "register", Act.UPDATE: "amend", Act.DELETE: "withdraw"}
"""What would be tried with a record that the file itself does not keep back."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The report of one file as plain values, and its problems, which a file beside memory keeps."""

    head: Mapping[str, object]
    problems: IO[str]

    def parts(self) -> Iterator[str]:
        """Yield the whole report, piece by piece, as one JSON object."""
        opening = json.dumps(dict(self.head), ensure_ascii=False, indent=2).removesuffix("\n}")
        yield f'{opening},\n  "problems": ['
        self.problems.seek(0)
        for number, line in enumerate(self.problems):
            yield ("," if number else "") + "\n    " + line.rstrip("\n")
        yield "\n  ]\n}\n"


def preview(path: Path, asked: Asked, around: Surroundings) -> Preview:
    """Read a whole file and report it; messages are in the reader's language.

    Raises:
        DomainError: the file as a whole is refused; see `open_source`.
    """
    source = open_source(path, asked)
    counts: Counter[str] = Counter()
    samples = Samples()
    spool: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - it outlives this function
    try:
        _note(spool, [*source.findings, *columns_missing(source, asked)])
        for checked in checked_records(source, around, asked.constants):
            counts.update(counted(checked))
            samples.note(checked)
            _note(spool, checked.findings)
    except BaseException:
        spool.close()
        raise
    head = {**_head(path, source, asked, counts), "samples": samples.to_json()}
    return Preview(head, spool)


def refusal(path: Path, error: DomainError) -> dict[str, object]:
    """Return the report of a file that is refused as a whole."""
    return {
        "file": path.name,
        "refused": {"code": error.code, "message": message_for(error), **_plain(error.params)},
    }


def problem(finding: Finding) -> dict[str, object]:
    """Return a finding as plain values, with its sentence in the reader's language."""
    return {
        "record": finding.record,
        "row": finding.row,
        "field": finding.field,
        "code": finding.code,
        "severity": finding.severity.value,
        "needs_reason": finding.needs_reason,
        "message": sentence(finding),
    }


def columns_missing(source: Source, asked: Asked) -> Iterator[Finding]:
    """Tell of required columns that nothing in a table fills, once for all its records."""
    if source.format not in TABLES:
        return
    present = {*source.mapping.values(), *asked.constants}
    derived = {"script": {"title"}, "origin": {"country"}, "title": set[str]()}
    for name in REQUIRED:
        if name not in present and not derived.get(name, set[str]()) & present:
            params = {"name": BY_NAME[name].label, "column": name}
            yield Finding(None, None, name, "exchange.column_missing", Severity.WARNING, params)


def counted(checked: Checked) -> Iterator[str]:
    """Yield what a record counts as: `COUNTS`, what would be tried, and the act if it is no new one."""
    yield "read"
    yield "accepted" if checked.accepted else "refused"
    if checked.accepted:
        yield f"to {ACTS[checked.act]}"
    if checked.accepted and checked.findings:
        yield "with_warnings"
    if checked.act is not Act.NEW:
        yield checked.act.value


def _note(spool: IO[str], findings: list[Finding] | tuple[Finding, ...]) -> None:
    for finding in findings:
        spool.write(json.dumps(problem(finding), ensure_ascii=False) + "\n")


def found_in(source: Source, asked: Asked) -> dict[str, object]:
    """Return what a file was found to be, and what each place of it fills, as plain values."""
    places = {
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "schema": source.schema,
        "version": source.version,
    }
    return {
        "format": source.format.value,
        **{name: value for name, value in places.items() if value is not None},
        "mapping": {**source.mapping, **{f"={text}": column for column, text in asked.constants.items()}},
    }


def _head(path: Path, source: Source, asked: Asked, counts: Counter[str]) -> dict[str, object]:
    return {
        "file": path.name,
        **found_in(source, asked),
        "records": {name: counts[name] for name in COUNTS},
        "marked": {"updates": counts[Act.UPDATE.value], "deletes": counts[Act.DELETE.value]},
        "acts": {act: counts[f"to {act}"] for act in ACTS.values()},
    }


def _plain(params: Mapping[str, Any]) -> dict[str, object]:
    return {
        "details": {
            name: value if isinstance(value, int | list) else str(value) for name, value in params.items()
        }
    }
