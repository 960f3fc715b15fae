"""What tells editions of one title apart, in words."""

from collections.abc import Mapping, Sequence

from app.domain.kinds import KINDS
from app.domain.publication import Kind
from app.infra.i18n import format_number, ngettext, organisation_name
from app.publications.models import Release
from app.publications.vocabulary import EDITIONS, word


def told_apart(releases: Sequence[Release]) -> Mapping[int, str]:
    """Return by release everything known that tells it from the others of the same number or title.

    They have their publications with the publishers loaded, which are named where there are several.
    """
    publishers = {release.publication.publisher_id for release in releases}
    return {release.id: ", ".join(_words(release, several=len(publishers) > 1)) for release in releases}


def _words(release: Release, *, several: bool) -> list[str]:
    publisher = [organisation_name(release.publication.publisher)] if several else []
    return [*publisher, *edition_words(release), *size_words(release)]


def edition_words(release: Release) -> list[str]:
    """Return which edition it is and its year, as far as they are known."""
    return [part for part in (edition_name(release).lower(), str(release.year or "")) if part]


def edition_name(release: Release) -> str:
    """Return which edition it is; empty for a kind that is not asked, which counts as a first one."""
    return word(EDITIONS, release.edition_status) if release.edition_status and has_editions(release) else ""


def has_editions(release: Release) -> bool:
    """Whether what it is, is asked for its edition."""
    return "edition_status" in KINDS[Kind(release.publication.kind)].asks


def size_words(release: Release) -> list[str]:
    """Return its pages and print run, as far as they are known."""
    parts = []
    if release.pages is not None:
        parts.append(ngettext("%(num)s page", "%(num)s pages", release.pages))
    if release.print_run is not None:
        run = format_number(release.print_run)
        parts.append(ngettext("%(run)s copy printed", "%(run)s copies printed", release.print_run, run=run))
    return parts
