"""Who did what with a periodical and when, in words."""

from app.audit.queries import Act, acts_of
from app.audit.sentences import sentence_of
from app.infra.i18n import (
    format_moment,
    gettext,
    ngettext,
)

Fact = dict[str, object]
MARKS = {
    "periodical.registered": ("", "journal-text"),
    "periodical.amended": ("", "pencil"),
    "periodical.title_changed": ("", "arrow-left-right"),
    "periodical.frequency_changed": ("", "calendar-event"),
    "periodical.issue_delayed": ("soon", "clock-fill"),
    "periodical.issue_skipped": ("", "slash-circle"),
    "periodical.missed_stood_for": ("", "slash-circle"),
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
    text = gettext("Issue announced: %(issue)s", issue=issue) if issue else _text(act)
    return {
        "at": act.at,
        "time_text": format_moment(act.at),
        "tone": tone,
        "icon": sign,
        "text": text,
        "who": act.actor_name,
    }


def _text(act: Act) -> str:
    """The act, and the missed issues that are not expected any more because of it."""
    missed = act.after.get("missed")
    if not isinstance(missed, list):
        return sentence_of(act)
    named = [
        f"{one['issue']}, {gettext('supplement')}" if one["supplement"] else one["issue"] for one in missed
    ]
    told = ngettext(
        "%(num)s missed issue is not expected any more: %(issues)s",
        "%(num)s missed issues are not expected any more: %(issues)s",
        len(named),
        issues="; ".join(named),
    )
    return f"{sentence_of(act)} · {told}"
