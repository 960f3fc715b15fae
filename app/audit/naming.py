"""What stands in a record of acts, in words: what acts are called, what they concern, the facts they kept."""

import re
from collections.abc import Mapping

from flask_babel import LazyString

from app.audit.amounts import with_amounts
from app.audit.sentences import SENTENCES, day_in_words
from app.infra.i18n import format_number, gettext
from app.infra.i18n import lazy_gettext as _

NOTHING = "—"
_PLACE = re.compile(r"%\(\w+\)s")

KINDS: Mapping[str, LazyString] = {
    "release": _("Release"),
    "publication": _("Publication"),
    "organisation": _("Organisation"),
    "account": _("Account"),
    "consignment": _("Consignment"),
    "arrival": _("Opened parcel"),
    "receipt": _("Receipt"),
    "accession_series": _("Series of accession numbers"),
    "section": _("Section of a library"),
    "stock_take": _("Stock-take"),
    "stock_take_campaign": _("Campaign of stock-takes"),
    "notice": _("Notice"),
    "notice_wording": _("Texts of the notice"),
    "notice_proposal": _("Proposal of a notice"),
    "notice_batch": _("Batch of notices"),
    "claim": _("Claim of a library"),
    "request": _("Request of a depositor"),
    "case": _("Case"),
    "standing_order": _("Standing order"),
    "unit_value": _("Value of a unit"),
    "attestation": _("Statement or certificate"),
    "rule_set": _("Rule set"),
    "calendar": _("Calendar"),
    "draft": _("Draft"),
    "obligation": _("Obligation"),
    "rule_set_draft": _("Draft of a rule set"),
    "rejudging": _("Obligations worked out anew"),
    "simulation": _("Simulation"),
    "import": _("File of publications"),
    "mandate": _("Mandate"),
    "organisation_list": _("List of organisations"),
    "message": _("Message"),
    "application": _("Application to join"),
    "applicability": _("Inquiry whether the law applies"),
}

FACTS: Mapping[str, LazyString] = {
    "act": _("act of the case"),
    "added": _("added"),
    "amount": _("amount"),
    "claim": _("claim"),
    "claimed_id": _("record claimed"),
    "box": _("box"),
    "boxes": _("boxes"),
    "cancelled": _("no longer owed"),
    "address": _("postal address"),
    "address_ru": _("postal address in Russian"),
    "asked": _("what was asked"),
    "after_date": _("of what is late"),
    "carrier": _("carrier"),
    "changed": _("changed"),
    "citation": _("clause"),
    "code": _("code"),
    "condition": _("condition"),
    "contact_name": _("contact person"),
    "copies": _("copies"),
    "cure_on": _("put right by"),
    "currency": _("currency"),
    "day": _("day"),
    "days_before": _("days before the date"),
    "decision": _("decision"),
    "depositor": _("depositor"),
    "depositors": _("depositors"),
    "depositor_id": _("depositor"),
    "depositor_region": _("region of the depositor"),
    "depository_id": _("library"),
    "designation": _("issue"),
    "device_at": _("the device's clock"),
    "discrepancy": _("what was not as announced"),
    "district": _("district or city"),
    "districts": _("districts"),
    "due_on": _("due"),
    "effective_from": _("in force from"),
    "earlier": _("earlier case"),
    "email": _("e-mail"),
    "events": _("days"),
    "expected": _("expected"),
    "failed": _("failed"),
    "first": _("first day"),
    "found": _("found"),
    "frequency": _("frequency"),
    "from_on": _("from"),
    "imprint_id": _("imprint"),
    "inspector": _("inspector"),
    "instead_of": _("instead of"),
    "head_name": _("name of the head"),
    "head_name_ru": _("name of the head in Russian"),
    "head_post": _("post of the head"),
    "head_post_en": _("post of the head in English"),
    "head_post_ru": _("post of the head in Russian"),
    "hours": _("opening hours"),
    "identifiers": _("identifiers"),
    "isbn_prefixes": _("ISBN prefixes"),
    "isbns": _("ISBN"),
    "issn": _("ISSN"),
    "issue": _("issue"),
    "issued": _("issued"),
    "issued_by": _("issued by"),
    "kind": _("kind"),
    "language": _("language"),
    "last": _("last day"),
    "law": _("rule set"),
    "legal_address": _("legal address"),
    "licence_number": _("licence"),
    "licensed_on": _("day of the licence"),
    "known": _("registered already"),
    "layout": _("labels"),
    "letter": _("letter"),
    "lines": _("lines"),
    "locator": _("clause"),
    "manages": _("manages the organisation"),
    "mark": _("shelf mark"),
    "missing": _("missing"),
    "name": _("name"),
    "name_en": _("name in English"),
    "name_ru": _("name in Russian"),
    "number": _("number"),
    "not_the_same_as": _("said to be another than release"),
    "notice": _("notice"),
    "numbers": _("numbers"),
    "obligation": _("obligation"),
    "obligations": _("obligations"),
    "outcome": _("what was decided"),
    "order": _("standing order"),
    "ordered_by": _("ordered by"),
    "organisation": _("organisation"),
    "other_reason": _("why it is another"),
    "pages": _("pages"),
    "paper": _("paper"),
    "parent_id": _("parent"),
    "people": _("people"),
    "place": _("place of publication"),
    "prefix": _("beginning of the numbers"),
    "prices": _("prices of one copy"),
    "print_run": _("print run"),
    "printer_name": _("printing house"),
    "promised_on": _("promised for"),
    "provisional": _("provisional"),
    "question": _("question"),
    "reaches_back_to": _("retroactive from"),
    "reason": _("reason"),
    "recipient": _("recipient"),
    "refused": _("refused"),
    "record_is_theirs": _("the record is the applicant's"),
    "reference": _("reference"),
    "region": _("region"),
    "registers": _("registers"),
    "regions": _("regions"),
    "release": _("release"),
    "role": _("role"),
    "rows": _("rows"),
    "rule_id": _("rule"),
    "rule_set": _("rule set"),
    "replaced_by": _("replaced by"),
    "sanction": _("sanction"),
    "seller": _("seller"),
    "sends": _("sends"),
    "sent_sha256": _("SHA-256 of what was sent"),
    "session": _("session"),
    "sha256": _("SHA-256"),
    "signed_by": _("signed with the certificate of"),
    "short_name": _("short name"),
    "source": _("source"),
    "specimen": _("specimen"),
    "step": _("step"),
    "stir": _("STIR"),
    "struck_for": _("why it is struck out"),
    "successor_id": _("successor"),
    "survivor": _("record that stays"),
    "symbol": _("symbol"),
    "text": _("what was scanned"),
    "title": _("title"),
    "tracking": _("tracking number"),
    "unit": _("unit"),
    "until": _("until"),
    "until_on": _("until"),
    "verdict": _("what it turned out to be"),
    "version": _("version"),
    "way": _("way of serving"),
    "weekly": _("weekly"),
    "written": _("name in Russian papers"),
    "year": _("year"),
}
"""Facts that acts keep; others, known to machines alone, are shown by the names that the record has."""


def act_name(name: str) -> str:
    """Return what acts of a name are called, with dots in place of what differs from one to the next."""
    words = SENTENCES.get(name)
    return _PLACE.sub("…", str(words)) if words is not None else name


def kind_name(kind: str) -> str:
    """Return what a thing is called that acts concern."""
    return str(KINDS.get(kind, kind))


def facts_in_words(facts: Mapping[str, object]) -> str:
    """Return the facts that an act kept, in the reader's language, as one line."""
    said = with_amounts(facts)
    return "; ".join(f"{FACTS.get(name, name)}: {_shown(value)}" for name, value in said.items())


def _shown(value: object) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, Mapping):
        return f"({facts_in_words(value)})"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(part) for part in value)
    return day_in_words(str(value))
