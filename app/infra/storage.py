"""Files kept by their content: a local folder by default."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from flask import Flask, current_app
from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key, session

PORTION = 1 << 20


class StoredFile(Base):
    """A file the system keeps for ever; `sha256` names its bytes in the store."""

    __tablename__ = "stored_file"

    id: Key
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]
    name: Mapped[str]
    stored_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class FolderStorage:
    """Bytes in a folder, each file named by its SHA-256; writing the same bytes twice changes nothing."""

    root: Path

    def put(self, content: bytes) -> str:
        """Keep `content` and return its SHA-256 in hexadecimal."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            self._write_whole(target, content)
        return digest

    def put_stream(self, stream: IO[bytes]) -> tuple[str, int]:
        """Keep what `stream` gives, in the memory of a portion; return its SHA-256 and its size."""
        self.root.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.root)
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as kept:
            while portion := stream.read(PORTION):
                digest.update(portion)
                size += len(portion)
                kept.write(portion)
            kept.flush()
            os.fsync(kept.fileno())
        target = self._path(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(temporary).replace(target)
        return digest.hexdigest(), size

    def path(self, digest: str) -> Path:
        """Return where the bytes kept under `digest` can be read, for what is too large for memory.

        Raises:
            FileNotFoundError: nothing is kept under it.
        """
        found = self._path(digest)
        if not found.is_file():
            raise FileNotFoundError(digest)
        return found

    def get(self, digest: str) -> bytes:
        """Return the bytes kept under `digest`.

        Raises:
            FileNotFoundError: nothing is kept under it.
            ValueError: what is kept no longer has this digest.
        """
        content = self._path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"the stored file {digest} has been altered")
        return content

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:]

    @staticmethod
    def _write_whole(target: Path, content: bytes) -> None:
        # A killed process must never leave half a file under a digest, so it is moved into place when whole.
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)


def init_storage(app: Flask) -> None:
    """Give the application the store in its instance folder."""
    app.extensions["nusxa_storage"] = FolderStorage(app.config["NUSXA"].instance / "files")


def storage() -> FolderStorage:
    """Return the store of this installation."""
    found: FolderStorage = current_app.extensions["nusxa_storage"]
    return found


def keep_file(content: bytes, *, name: str, media_type: str, at: datetime) -> StoredFile:
    """Store `content` and add the row that names it; the bytes are durable before the row can be."""
    stored = StoredFile(
        sha256=storage().put(content), size=len(content), media_type=media_type, name=name, stored_at=at
    )
    session().add(stored)
    session().flush()
    return stored


def keep_stream(stream: IO[bytes], *, name: str, media_type: str, at: datetime) -> StoredFile:
    """Store what `stream` gives as `keep_file` stores bytes, whatever its length."""
    digest, size = storage().put_stream(stream)
    stored = StoredFile(sha256=digest, size=size, media_type=media_type, name=name, stored_at=at)
    session().add(stored)
    session().flush()
    return stored
