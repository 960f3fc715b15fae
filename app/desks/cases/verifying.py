"""An exported case checked without the database: every byte, every file, every act."""

import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate

from app.audit.chain import BEGINNING, hash_content
from app.desks.cases.contents import ACTS, FORMAT, INDEX, SUMS, UNINDEXED, digest
from app.desks.cases.signatures import ArchivedPaper, faults_of, signatures_in
from app.infra.archives import unpacks_within
from app.infra.signing.reading import Trustees

LARGEST = 2 * 1024**3
"""Bytes of the files together."""


class NoArchive(Exception):
    """The file is no archive of a case, or unpacks to more than can be one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; without faults the archive holds. `index_sha256` is what the printed cover shows,
    `papers` are those of the authority."""

    number: str
    files: int
    acts: int
    last_act: str
    index_sha256: str
    papers: Sequence[ArchivedPaper]
    faults: Sequence[str]


def verify_archive(path: Path, *, roots: Sequence[Certificate] = (), at: datetime) -> Verdict:
    """Check an archive at this moment. Without `roots` it is not judged by whom its papers are signed.

    Raises:
        NoArchive: the file is none.
    """
    files, doubled = _read(path)
    index = _index(files)
    acts = _lines(files.get(ACTS, b""))
    papers = signatures_in(files, index, Trustees(roots), at=at)
    faults = [
        *(f"{name}: there are two files of this name" for name in doubled),
        *_sums_broken(files),
        *_index_broken(files, index),
        *_acts_broken(acts, index),
        *_seals_broken(acts, files, [paper.name for paper in papers]),
        *faults_of(papers, judged=bool(roots)),
    ]
    last = acts[-1] if acts else {}
    return Verdict(
        number=str(index.get("number", "")),
        files=len(files),
        acts=len(acts),
        last_act=f"{last.get('position', 0)}:{last.get('hash', BEGINNING)}",
        index_sha256=digest(files[INDEX]),
        papers=papers,
        faults=list(dict.fromkeys(faults)),
    )


def _read(path: Path) -> tuple[dict[str, bytes], list[str]]:
    try:
        content = path.read_bytes()
        if not unpacks_within(io.BytesIO(content), len(content), LARGEST):
            raise NoArchive("it would unpack to more than an archive of a case can hold")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [entry.filename for entry in archive.infolist()]
            files = {name: _content(archive, name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, OSError) as error:
        raise NoArchive("it is no ZIP archive that can be read") from error
    return files, [name for name, times in Counter(names).items() if times > 1]


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of an entry; one whose own check sum fails was changed, which its digest will tell."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""


def _index(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    try:
        index = json.loads(files[INDEX])
    except (KeyError, ValueError) as error:
        raise NoArchive(f"{INDEX} is missing or cannot be read, so nothing can be checked") from error
    if (
        not isinstance(index, dict)
        or index.get("format") != FORMAT
        or not isinstance(index.get("files"), list)
    ):
        raise NoArchive(f"{INDEX} is not that of a case")
    return index


def _sums_broken(files: Mapping[str, bytes]) -> Iterator[str]:
    sums: dict[str, str] = {}
    for line in files.get(SUMS, b"").decode(errors="replace").splitlines():
        summed, _, name = line.partition("  ")
        sums[name] = summed
    if SUMS not in files:
        yield f"{SUMS}: it is missing"
    yield from _differences(files, sums, but=frozenset({SUMS}))


def _index_broken(files: Mapping[str, bytes], index: Mapping[str, Any]) -> Iterator[str]:
    rows = [row for row in index["files"] if isinstance(row, dict)]
    yield from _differences(
        files, {str(row.get("name")): str(row.get("sha256")) for row in rows}, but=UNINDEXED
    )
    for row in rows:
        content = files.get(str(row.get("name")))
        if content is not None and row.get("size") != len(content):
            yield f"{row.get('name')}: its bytes were changed"


def _differences(
    files: Mapping[str, bytes], known: Mapping[str, str], *, but: frozenset[str]
) -> Iterator[str]:
    for name, expected in known.items():
        if name not in files:
            yield f"{name}: it is missing"
        elif digest(files[name]) != expected:
            yield f"{name}: its bytes were changed"
    for name in files:
        if name not in known and name not in but:
            yield f"{name}: it was added"


def _lines(content: bytes) -> list[dict[str, Any]]:
    lines = []
    for text in content.decode(errors="replace").splitlines():
        try:
            act = json.loads(text)
        except ValueError:
            act = {}
        lines.append(act if isinstance(act, dict) else {})
    return lines


def _acts_broken(acts: Sequence[Mapping[str, Any]], index: Mapping[str, Any]) -> Iterator[str]:
    yield from _chain_broken(acts)
    expected = 1
    for line, act in enumerate(acts, 1):
        number = _number_in_case(act, index)
        if number is not None and number != expected:
            yield f"{ACTS}, line {line}: act {expected} of the case is missing; next is {number}"
        expected = expected if number is None else number + 1
    if expected - 1 != index.get("acts_of_case"):
        yield f"{ACTS}: the last act is {expected - 1}, the index says {index.get('acts_of_case')}"
    if len(acts) != index.get("acts"):
        yield f"{ACTS}: here are {len(acts)} acts, the index says {index.get('acts')}"


def _chain_broken(acts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    place, previous = 0, None
    for line, act in enumerate(acts, 1):
        position = act.get("position")
        content = {name: value for name, value in act.items() if name != "hash"}
        if not isinstance(position, int) or act.get("hash") != hash_content(content):
            yield f"{ACTS}, line {line}: the act was changed after it was sealed"
            continue
        if position <= place:
            yield f"{ACTS}, line {line}: the act stands in the wrong place"
        if position == place + 1 and previous is not None and act.get("previous_hash") != previous:
            yield f"{ACTS}, line {line}: the act does not follow the one before it"
        place, previous = position, act["hash"]


def _seals_broken(
    acts: Sequence[Mapping[str, Any]], files: Mapping[str, bytes], papers: Sequence[str]
) -> Iterator[str]:
    """An act that kept a file names its digest: whoever changes the file and all lists of it leaves that.

    And no `papers` of the authority are in a case but those that its acts kept.
    """
    here, kept = {digest(content) for content in files.values()}, set()
    for line, act in enumerate(acts, 1):
        after = act.get("after")
        sealed = after.get("sha256") if isinstance(after, dict) else None
        kept.add(sealed)
        if sealed and sealed not in here:
            yield f"{ACTS}, line {line}: no file here has the bytes that this act kept"
    for name in papers:
        if digest(files[name]) not in kept:
            yield f"{name}: no act of the case kept this paper"


def _number_in_case(act: Mapping[str, Any], index: Mapping[str, Any]) -> int | None:
    """The act's number among those of the case; None: it is about one of its notices only."""
    after, subjects = act.get("after"), act.get("subjects")
    own = isinstance(subjects, list) and ["case", index.get("case")] in subjects
    number = after.get("act") if own and isinstance(after, dict) else None
    return number if isinstance(number, int) else None
