"""Lists a page at a time, by key and not by number, so that the last page costs what the first does."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from flask import abort, flash, redirect, request, url_for

from app.domain.errors import DomainError
from app.infra.i18n import gettext
from app.web.front import LARGEST_ID

Row = TypeVar("Row")
PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list, and the links to its beginning and to what follows."""

    rows: Sequence[Row]
    first_url: str | None
    next_url: str | None


def read_cursor(*kinds: type) -> list[object] | None:
    """Return the key after which this page starts, or None for the first page.

    `kinds` are the types of the key's parts, where they go into a query as they are.

    Raises:
        DomainError: `after` in the address is not a key that this product made.
    """
    text = request.args.get("after")
    if not text:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error) as error:
        raise DomainError("page.wrong_cursor") from error
    fits = isinstance(key, list) and (not kinds or [type(part) for part in key] == list(kinds))
    if not fits or any(isinstance(part, int) and abs(part) > LARGEST_ID for part in key):
        raise DomainError("page.wrong_cursor")
    return list(key)


def read_moment_cursor() -> tuple[datetime, int] | None:
    """Return the key (moment, id) after which this page starts, for lists in the order of time.

    Raises:
        DomainError: as `read_cursor`.
    """
    key = read_cursor(str, int)
    if key is None:
        return None
    try:
        moment = datetime.fromisoformat(str(key[0]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
    if moment.tzinfo is None:
        raise DomainError("page.wrong_cursor")
    return moment, int(str(key[1]))


def make_page(
    rows: Sequence[Row], key_of: Callable[[Row], list[object]], limit: int = PAGE_ROWS
) -> Page[Row]:
    """Return the first `limit` of `rows`; the caller asked the database for one more to see if any follow.

    Who opens a page past the end, because what stood there was settled meanwhile, is led to the first page
    and told so: "nobody is late here" would be untrue.
    """
    endpoint = request.endpoint or ""
    args: dict[str, Any] = {name: values for name, values in request.args.lists() if name != "after"}
    args.update(request.view_args or {})
    first_url = url_for(endpoint, **args) if "after" in request.args else None
    if not rows and first_url is not None and request.method != "POST":
        flash(gettext("That page is past the end of the list now. This is the first page."), "info")
        abort(redirect(first_url))
    next_url = None
    if len(rows) > limit:
        cursor = base64.urlsafe_b64encode(json.dumps(key_of(rows[limit - 1]), default=str).encode()).decode()
        next_url = url_for(endpoint, **args, after=cursor)
    return Page(rows[:limit], first_url, next_url)
