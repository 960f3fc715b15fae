"""What may be registered already, as the last step of a registration lists it."""

from collections.abc import Sequence

from flask import url_for

from app.infra import clock
from app.infra.i18n import format_long, gettext
from app.publications.models import Release
from app.publications.vocabulary import EDITIONS, word


def duplicates_shown(releases: Sequence[Release]) -> list[dict[str, str]]:
    """Return for the macro `listing` each release with its edition, year, numbers and day of registration."""
    return [
        {
            "label": release.title,
            "url": url_for("desks.release", release_id=release.id),
            "text": _words(release),
            "end": gettext("registered on %(day)s", day=format_long(clock.local_day(release.registered_at))),
        }
        for release in releases
    ]


def _words(release: Release) -> str:
    edition = word(EDITIONS, release.edition_status).lower() if release.edition_status else ""
    numbers = [item.printed_form for item in release.publication.identifiers]
    return ", ".join(part for part in (edition, str(release.year or ""), *numbers) if part)
