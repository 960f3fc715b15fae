"""What may be registered already, as the last step of a registration lists it."""

from collections.abc import Sequence

from flask import url_for

from app.infra import clock
from app.infra.i18n import format_long, gettext
from app.publications.editions import edition_words
from app.publications.models import Release


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
    numbers = [item.printed_form for item in release.publication.identifiers]
    return ", ".join((*edition_words(release), *numbers))
