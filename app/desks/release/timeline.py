"""Who did what with a release and when, in words, as far as the reader may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from app.audit.queries import Act, acts_of
from app.audit.sentences import sentence_of
from app.deposits.obligations.rejudging.models import Cause
from app.desks.release.amendments import by_law_reaching_back
from app.desks.release.grid import Grid
from app.desks.release.papers import Papers, libraries_of
from app.domain.actor import Actor, Role
from app.infra.i18n import format_moment, gettext, ngettext, organisation_name
from app.publications.models import Release

Rows = Sequence[Mapping[str, Any]]

MARKS: Mapping[str, tuple[str, str]] = {
    "release.registered": ("", "journal-text"),
    "release.amended": ("", "pencil"),
    "release.renumbered": ("", "pencil"),
    "release.withdrawn": ("", "slash-circle"),
    "obligation.recomputed": ("", "calendar-event"),
    "obligation.date_moved": ("soon", "calendar-event"),
    "obligation.date_confirmed": ("", "calendar-event"),
    "obligation.date_unconfirmed": ("soon", "calendar-event"),
    "obligation.added": ("soon", "calendar-event"),
    "obligation.amended": ("soon", "calendar-event"),
    "obligation.cancelled": ("", "slash-circle"),
    "obligation.identified": ("", "people"),
    "consignment.prepared": ("", "box-seam"),
    "consignment.sent": ("way", "truck"),
    "consignment.cancelled": ("", "slash-circle"),
    "consignment.dispatch_corrected": ("", "pencil"),
    "evidence.attached": ("way", "camera"),
    "evidence.withdrawn": ("", "slash-circle"),
    "receipt.confirmed": ("done", "check-circle-fill"),
    "receipt.reversed": ("late", "arrow-repeat"),
    "claim.asked": ("soon", "envelope-paper"),
    "claim.passed": ("late", "send"),
    "claim.withdrawn": ("", "slash-circle"),
    "claim.answered_sent": ("way", "chat-left-text-fill"),
    "claim.answered_will_send": ("way", "chat-left-text-fill"),
    "claim.answered_not_ours": ("", "chat-left-text-fill"),
    "request.asked_extension": ("way", "chat-left-text-fill"),
    "request.asked_exemption": ("way", "chat-left-text-fill"),
    "request.asked_objection": ("way", "chat-left-text-fill"),
    "request.asked_appeal": ("way", "chat-left-text-fill"),
    "request.withdrawn": ("", "slash-circle"),
    "request.decided_granted": ("done", "check-circle-fill"),
    "request.decided_partly": ("done", "circle-half"),
    "request.decided_refused": ("", "slash-circle"),
    "request.decider_named": ("", "people"),
    "request.reopened": ("late", "arrow-repeat"),
    "notice.issued": ("late", "envelope-paper"),
    "notice.withdrawn": ("", "slash-circle"),
}
"""The tone and the icon of each kind of act."""


CONSEQUENCES = frozenset({"obligation.recomputed"})
"""What follows from another act of the same moment, and therefore stands after it."""


@dataclass(frozen=True, slots=True)
class Links:
    """The papers that acts may point at, and libraries, by the identifiers of the acts' subjects."""

    labels: Mapping[tuple[str, int], tuple[str, str]]
    libraries: Mapping[tuple[str, int], str]

    @classmethod
    def to(cls, papers: Papers, grid: Grid, acts: Sequence[Act]) -> "Links":
        """Gather where the papers are, and to which library each parcel and receipt in the acts goes; others'
        papers name theirs only."""
        labels: dict[tuple[str, int], tuple[str, str]] = {}
        owed_to = {cell.row.depository.id: cell.row.depository for cell in grid.cells}
        libraries = {("organisation", key): organisation_name(library) for key, library in owed_to.items()}
        for parcel in papers.consignments:
            labels["consignment", parcel.id] = parcel.code, url_for("consignments.show", code=parcel.code)
        for receipt in papers.receipts:
            url = url_for("receiving.receipt", number=receipt.number)
            labels["receipt", receipt.id] = receipt.number, url
        for notice in papers.notices:
            labels["notice", notice.id] = notice.number, url_for("compliance.notice", notice_id=notice.id)
        receiving = libraries_of(subject for act in acts for subject in act.subjects)
        libraries |= {paper: organisation_name(library) for paper, library in receiving.items()}
        return cls(labels, libraries)

    def library_of(self, act: Act) -> str:
        """The library that an act is about: that to which its paper belongs, for a transfer has two among its
        subjects; empty without one."""
        kinds = ("receipt", "consignment", "organisation")
        named = (s for kind in kinds for s in act.subjects if s[0] == kind and s in self.libraries)
        return next((self.libraries[subject] for subject in named), "")


def timeline_of(actor: Actor, release: Release, papers: Papers, grid: Grid) -> list[dict[str, object]]:
    """Return what the macro `timeline` shows, the newest first.

    Its publisher, the regulator and the administrator see every act. A printing house and a library see what
    concerns the release itself, their own acts and parcels.
    """
    done = acts_of("release", release.id)
    links = Links.to(papers, grid, done)
    sees_all = actor.role in (Role.REGULATOR, Role.ADMINISTRATOR) or (
        release.publication.publisher_id in actor.organisation_ids
    )
    acts = [act for act in done if sees_all or _concerns(actor, act, links)]
    acts.sort(key=lambda act: (act.at, act.name in CONSEQUENCES, act.id), reverse=True)
    return [_shown(act, release.id, links) for act in acts]


def _concerns(actor: Actor, act: Act, links: Links) -> bool:
    if act.name.startswith("release."):
        return True
    own = (
        act.actor_organisation_id == actor.organisation_id
        or ("organisation", actor.organisation_id) in act.subjects
    )
    return own or any(subject in links.labels for subject in act.subjects)


def _shown(act: Act, release_id: int, links: Links) -> dict[str, object]:
    tone, sign = MARKS.get(act.name, ("", "info-circle"))
    return {
        "at": act.at,
        "time_text": format_moment(act.at),
        "tone": tone,
        "icon": sign,
        "text": _text(act, release_id, links),
        "who": _who(act, links),
    }


def _text(act: Act, release_id: int, links: Links) -> str | Markup:
    library = links.library_of(act)
    if act.name == "receipt.confirmed":
        return _received(act, release_id, library)
    if act.name == "obligation.recomputed":
        return _recomputed(act, links)
    if act.after.get("cause") == Cause.LAW_RETROACTIVE:
        return by_law_reaching_back(act, library)
    if act.name == "consignment.sent" and library:
        return Markup("{} <strong>{}</strong>").format(gettext("Sent to"), library)
    if act.name == "consignment.prepared" and library:
        return Markup("{} <strong>{}</strong>").format(gettext("Parcel prepared for"), library)
    if act.name.startswith("claim.") and library:
        return Markup("<strong>{}</strong>: {}").format(library, sentence_of(act))
    if act.name == "release.registered":
        return Markup("<strong>{}</strong>").format(gettext("Release registered"))
    return sentence_of(act)


def _received(act: Act, release_id: int, library: str) -> Markup:
    """What a receipt says of a release. Copies come in an arrival; what came without one is a file."""
    lines = [line for line in _rows(act.after, "lines") if line.get("release") == release_id]
    counted = sum(line["copies"] for line in lines if line.get("obligation") is not None)
    others = sum(line["copies"] for line in lines) - counted
    missing = sum(row["copies"] for row in _rows(act.after, "missing") if row.get("release") == release_id)
    parts = []
    if not any(kind == "arrival" for kind, _id in act.subjects):
        parts.append(ngettext("%(num)s file received", "%(num)s files received", counted))
    elif counted or not (others or missing):
        parts.append(ngettext("%(num)s copy received", "%(num)s copies received", counted))
    if others:
        parts.append(ngettext("%(num)s copy not counted", "%(num)s copies not counted", others))
    if missing:
        parts.append(ngettext("%(num)s missing", "%(num)s missing", missing))
    return Markup("<strong>{}</strong>: {}").format(library or gettext("A library"), ", ".join(parts))


def _recomputed(act: Act, links: Links) -> str:
    """How many duties changed and to which libraries, as the check of an amendment tells it before."""
    changed = zip(_rows(act.before, "changed"), _rows(act.after, "changed"), strict=False)
    altered = [after for before, after in changed if _shown_of(before) != _shown_of(after)]
    added, ended = _rows(act.after, "added"), _rows(act.before, "cancelled")
    told = (
        (ngettext("%(num)s obligation worked out", "%(num)s obligations worked out", len(added)), added),
        (ngettext("%(num)s obligation changed", "%(num)s obligations changed", len(altered)), altered),
        (ngettext("%(num)s obligation cancelled", "%(num)s obligations cancelled", len(ended)), ended),
    )
    parts = [_to_libraries(words, rows, links) for words, rows in told if rows]
    return "; ".join(parts) or sentence_of(act)


def _shown_of(duty: Mapping[str, Any]) -> tuple[object, object]:
    """What a reader sees change of a duty; its basis and the region of its depositor change beside it."""
    return duty["copies"], duty["due_on"]


def _to_libraries(told: str, rows: Rows, links: Links) -> str:
    found = (links.libraries.get(("organisation", row["depository_id"])) for row in rows)
    named = list(dict.fromkeys(name for name in found if name))
    return f"{told} ({', '.join(named)})" if named else told


def _who(act: Act, links: Links) -> Markup:
    found = [links.labels[subject] for subject in act.subjects if subject in links.labels]
    named = [Markup('<a class="nx-id" href="{}">{}</a>').format(url, label) for label, url in found]
    return Markup(" · ").join([act.actor_name, *named])


def _rows(facts: Mapping[str, object], name: str) -> Rows:
    found = facts.get(name)
    return found if isinstance(found, list) else []
