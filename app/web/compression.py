"""Answers made small for slow lines: the product's own files by Brotli or gzip, pages by gzip.

Pages hold secrets of their reader beside what others may have put into an address. So that the length of an
answer tells nothing of them, each has a file name of random length in the head of its gzip (RFC 1952, FNAME),
which browsers skip.
"""

import gzip
import io
import secrets
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import brotli
from flask import Flask, request
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

_KINDS = ("text/", "application/json", "application/manifest+json", "image/svg+xml", "application/wasm")
_SHORTEST = 500
"""Bytes; below, the head of what is compressed takes what is gained."""
_LONGEST_NAME = 100
_LEVEL = 5
_THOROUGHLY = 400_000
"""Bytes; what is larger would keep its first reader waiting."""


def _brotli(content: bytes) -> bytes:
    small: bytes = brotli.compress(content, quality=11 if len(content) <= _THOROUGHLY else _LEVEL)
    return small


_CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": gzip.compress}


def init_compression(app: Flask) -> None:
    """Compress pages for browsers that take gzip; what is sent row by row, and files, goes as it is."""
    app.after_request(_compress_page)


def _compress_page(response: Response) -> Response:
    whole = not response.is_streamed and not response.direct_passthrough
    fit = whole and response.status_code != HTTPStatus.NOT_MODIFIED and _compressible(response.mimetype or "")
    if not fit or len(response.get_data()) < _SHORTEST or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        response.set_data(_with_random_name(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _with_random_name(content: bytes) -> bytes:
    packed = io.BytesIO()
    name = "a" * secrets.randbelow(_LONGEST_NAME)
    with gzip.GzipFile(filename=name, mode="wb", fileobj=packed, compresslevel=_LEVEL, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def _compressible(kind: str) -> bool:
    return kind.startswith(_KINDS)


class CompressedFiles(WhiteNoise):  # type: ignore[misc]  # the library has no types
    """Serves files as WhiteNoise does, each compressed once in the life of a process."""

    @staticmethod
    def serve(static_file: Any, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with a file, compressed if the browser takes it and it is asked for as a whole."""
        response = static_file.get_response(environ["REQUEST_METHOD"], environ)
        headers = dict(response.headers)
        coding = _coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        whole = response.status == HTTPStatus.OK and response.file is not None
        if not (coding and whole and _compressible(headers.get("Content-Type", ""))):
            if response.file is not None:
                response.file.close()
            served: Iterable[bytes] = WhiteNoise.serve(static_file, environ, start_response)
            return served
        with response.file as file:
            content = _packed(file.name, coding)
        headers |= {"Content-Encoding": coding, "Content-Length": str(len(content))}
        start_response("200 OK", [*headers.items(), ("Vary", "Accept-Encoding")])
        return [content]


def _coding(accepted: str) -> str | None:
    found = parse_accept_header(accepted)
    return next((name for name in _CODINGS if found.quality(name) > 0), None)


@lru_cache(maxsize=512)
def _packed(path: str, coding: str) -> bytes:
    return _CODINGS[coding](Path(path).read_bytes())
