"""Forms with files, as a browser sends them; the client's own way leaves large files open behind it."""

from collections.abc import Mapping
from typing import Any


def multipart(fields: Mapping[str, str], **files: tuple[bytes, str]) -> dict[str, Any]:
    """Return the arguments with which a client posts these fields and files (content, name)."""
    parts = [f'name="{field}"\r\n\r\n{text}'.encode() for field, text in fields.items()]
    for field, (content, name) in files.items():
        parts.append(f'name="{field}"; filename="{name}"\r\n\r\n'.encode() + content)
    body = b"".join(b"--x\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return {"data": body + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
