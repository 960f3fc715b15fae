"""Files of documents, as they were kept."""

import io

from flask import flash, redirect, send_file
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
