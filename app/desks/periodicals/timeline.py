"""Who did what with a periodical and when, in words."""

from app.audit.queries import Act, acts_of
from app.audit.sentences import sentence_of
from app.infra.i18n import (
    format_moment,
    gettext,
)

Fact = dict[str, object]
MARKS = {
    "periodical.registered": ("", "journal-text"),
    "periodical.amended": ("", "pencil"),
    "periodical.title_changed": ("", "arrow-left-right"),
    "periodical.frequency_changed": ("", "calendar-event"),
    "periodical.issue_delayed": ("soon", "clock-fill"),
    "periodical.issue_skipped": ("", "slash-circle"),
    "periodical.suspended": ("soon", "hourglass-split"),
    "periodical.ceased": ("", "slash-circle"),
    "periodical.confirmed": ("done", "check-circle-fill"),
    "release.registered": ("", "journal-text"),
    "release.renumbered": ("", "pencil"),
}


def timeline(publication_id: int) -> list[Fact]:
    """Return what the macro `timeline` shows, the newest first."""
    return [_shown(act) for act in acts_of("publication", publication_id, limit=40)]


def _shown(act: Act) -> Fact:
    tone, sign = MARKS.get(act.name, ("", "info-circle"))
    issue = act.after.get("designation") if act.name == "release.registered" else None
    text = gettext("Issue announced: %(issue)s", issue=issue) if issue else sentence_of(act)
    return {
        "at": act.at,
        "time_text": format_moment(act.at),
        "tone": tone,
        "icon": sign,
        "text": text,
        "who": act.actor_name,
    }
