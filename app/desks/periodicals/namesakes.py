"""What may be registered already, as the form of a periodical lists it."""

from collections.abc import Sequence

from flask import url_for

from app.infra import clock
from app.infra.i18n import format_long, gettext
from app.publications.periodicals.identifiers import issn_of
from app.publications.periodicals.models import Periodical
from app.publications.vocabulary import kind_name


def namesakes_shown(periodicals: Sequence[Periodical]) -> list[dict[str, str]]:
    """Return for the macro `listing` each periodical with its kind, ISSN and day of registration."""
    return [
        {
            "label": periodical.publication.title,
            "url": url_for("periodicals.show", publication_id=periodical.publication_id),
            "text": ", ".join(filter(None, (_kind(periodical), issn_of(periodical.publication)))),
            "end": gettext(
                "registered on %(day)s",
                day=format_long(clock.local_day(periodical.publication.created_at)),
            ),
        }
        for periodical in periodicals
    ]


def _kind(periodical: Periodical) -> str:
    return str(kind_name(periodical.publication.kind))
