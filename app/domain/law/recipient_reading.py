"""Reads recipients: who is owed, and to whom a collecting library passes copies on."""

import re
from collections.abc import Mapping

from app.domain.law.deadline_reading import PROCEDURE_EVENTS, read_deadline
from app.domain.law.model import Forward, Recipient
from app.domain.law.reading import ID, Place, read_code, read_copies
from app.domain.law.vocabulary import ChosenBy, RecipientRole

MEMBER = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
WAYS = ("depository", "group", "members")
"""How a recipient is tied to libraries: one, several of which each is owed, or one chosen by a fact."""


def read_recipient(place: Place) -> Recipient:
    at = place.fields("id title role", "depository group members forwards_to")
    unclear = "law.recipient_without_depository"
    place.one_of({way: at[way] for way in WAYS}, unclear, unclear)
    chosen_by, members, prefix = at["members"].or_null(_read_members) or (None, {}, None)
    single = at["depository"].or_null(read_code)
    group = at["group"].or_null(lambda item: item.each_once(read_code, at_least=2)) or ()
    return Recipient(
        id=at["id"].code(),
        title=at["title"].texts(),
        role=at["role"].word(RecipientRole),
        group=group if single is None else (single,),
        chosen_by=chosen_by,
        members=members,
        member_prefix=prefix,
        forwards_to=at["forwards_to"].each(_read_forward),
    )


def _read_members(place: Place) -> tuple[ChosenBy, Mapping[str, str], str | None]:
    at = place.fields("by", "depositories prefix")
    unclear = "law.members_without_library"
    place.one_of({way: at[way] for way in ("depositories", "prefix")}, unclear, unclear)
    members = at["depositories"].or_null(_read_libraries) or {}
    return at["by"].word(ChosenBy), members, at["prefix"].or_null(lambda item: item.code(ID))


def _read_libraries(place: Place) -> Mapping[str, str]:
    return {value: depository.code() for value, depository in place.entries(MEMBER, at_least=1)}


def _read_forward(place: Place) -> Forward:
    at = place.fields("recipient copies within")
    within = read_deadline(at["within"], PROCEDURE_EVENTS)
    return Forward(at["recipient"].code(), at["copies"].or_null(read_copies), within)
