"""Duplicates: merged into the record that survives, and taken apart again.

A merged record stays as it is and points to the survivor. Whose people belong to it act for the survivor, and
see what is of either; nothing of its history moves, so undoing clears one column.
"""

from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra.db import hold, session
from app.infra.events import publish
from app.organisations.models import NO_DEPOSITORS, Organisation
from app.organisations.queries import find_by_reference
from app.organisations.services.relations import locked_organisation


def merge_organisation(
    *, organisation_id: int, reference: str, reason: str, by: Actor, at: datetime, other_tin: str = ""
) -> Organisation:
    """Let a duplicate be one with the record that `reference` names by TIN or number; return the survivor.

    `other_tin`: the TIN of that record, where it was said that it belongs to the same organisation although
    the duplicate has another one.

    Raises:
        NotFound: there is no such organisation.
        Conflict: `merge.done`.
        DomainError: `organisation.no_such`, `merge.oneself`, `merge.kind`, `merge.survivor_merged`,
            `merge.has_merged` while others are merged into the duplicate, `merge.reason_missing`,
            `merge.tins_differ` with both (`tin`, `other`).
    """
    hold(Organisation)
    merged, survivor = locked_organisation(organisation_id), find_by_reference(reference)
    _refuse_unfit(merged, survivor)
    _say_why(reason)
    _refuse_two_tins(merged, survivor, other_tin)
    merged.merged_into_id = survivor.id
    session().flush()
    _tell("organisation.merged", merged.id, survivor.id, reason, by, at)
    return survivor


def undo_merge(*, organisation_id: int, reason: str, by: Actor, at: datetime) -> Organisation:
    """Let a merged record stand for itself again.

    Raises:
        NotFound: there is no such organisation.
        Conflict: `merge.not_done`.
        DomainError: `merge.reason_missing`.
    """
    restored = locked_organisation(organisation_id)
    if restored.merged_into_id is None:
        raise Conflict("merge.not_done")
    _say_why(reason)
    survivor_id, restored.merged_into_id = restored.merged_into_id, None
    session().flush()
    _tell("organisation.unmerged", restored.id, survivor_id, reason, by, at)
    return restored


def _refuse_unfit(merged: Organisation, survivor: Organisation) -> None:
    if merged.merged_into_id is not None:
        raise Conflict("merge.done")
    if merged.id == survivor.id:
        raise DomainError("merge.oneself", field="reference")
    if merged.kind in NO_DEPOSITORS or survivor.kind in NO_DEPOSITORS:
        raise DomainError("merge.kind", field="reference")
    if survivor.merged_into_id is not None:
        raise DomainError("merge.survivor_merged", field="reference")
    if session().scalar(select(Organisation.id).where(Organisation.merged_into_id == merged.id).limit(1)):
        raise DomainError("merge.has_merged")


def _refuse_two_tins(merged: Organisation, survivor: Organisation, other_tin: str) -> None:
    """Two TINs are two taxpayers, unless one was written wrongly or given anew; a person has to know."""
    if merged.stir and survivor.stir and survivor.stir not in (merged.stir, other_tin):
        raise DomainError("merge.tins_differ", field="tins_differ", tin=merged.stir, other=survivor.stir)


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise DomainError("merge.reason_missing", field="reason")


def _tell(name: str, merged_id: int, survivor_id: int, reason: str, by: Actor, at: datetime) -> None:
    subjects = (Subject("organisation", merged_id), Subject("organisation", survivor_id))
    publish(Event(name, by, at, subjects, after={"survivor": survivor_id, "reason": reason.strip()}))
