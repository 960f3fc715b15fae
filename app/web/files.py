"""Files of documents, as they were kept."""

import io
from pathlib import PurePath
from typing import Literal
from urllib.parse import quote

from flask import Response as OwnResponse
from flask import flash, redirect, send_file
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from app.infra.i18n import gettext
from app.infra.storage import StoredFile, storage


def kept_file(file: StoredFile | None, *, back: str) -> Response:
    """Give a file; while the worker still makes it, lead back to its page with the word to wait."""
    if file is None:
        flash(gettext("The file is being made. Try again in a minute."), "info")
        return redirect(back)
    content = io.BytesIO(storage().get(file.sha256))
    return send_file(content, mimetype=file.media_type, as_attachment=True, download_name=file.name)


def uploaded_file(file: StoredFile, how: Literal["attachment", "inline"]) -> OwnResponse:
    """Give a file that somebody sent under the name that it was given, in whatever letters.

    Programs that read nothing but ASCII get what is left of the name, with its extension (RFC 6266).
    """
    response = OwnResponse(storage().get(file.sha256), mimetype=file.media_type)
    path = PurePath(file.name)
    plain = f"{secure_filename(path.stem) or 'file'}{path.suffix}"
    names = {"filename": plain}
    if plain != file.name:
        names["filename*"] = f"UTF-8''{quote(file.name, safe='')}"
    response.headers.set("Content-Disposition", how, **names)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
