"""The closed lists of words for what happens around a duty: claims, requests, sanctions, imprint."""

from enum import StrEnum


class ClaimAction(StrEnum):
    REMINDER = "reminder"
    SECOND_REMINDER = "second_reminder"
    FORMAL_NOTICE = "formal_notice"
    PURCHASE_AT_DEPOSITOR_COST = "purchase_at_depositor_cost"
    OBTAIN_INFORMATION_AT_DEPOSITOR_COST = "obtain_information_at_depositor_cost"
    REFER_FOR_ADMINISTRATIVE_CASE = "refer_for_administrative_case"
    REPLACE_DEFECTIVE_COPY = "replace_defective_copy"
    APPLY_TO_COURT = "apply_to_court"


class Addressee(StrEnum):
    DEPOSITOR = "depositor"
    REGULATOR = "regulator"


class RequestKind(StrEnum):
    OBJECTION = "objection"
    EXTENSION = "extension"
    APPEAL = "appeal"


class SanctionKind(StrEnum):
    ADMINISTRATIVE_FINE = "administrative_fine"
    CRIMINAL_FINE = "criminal_fine"
    FINE = "fine"
    COMPLIANCE_ORDER = "compliance_order"
    COST_RECOVERY = "cost_recovery"
    DIRECT_ENFORCEMENT = "direct_enforcement"


class Measure(StrEnum):
    """What bounds an amount that is no number."""

    COST_OF_MAKING_GOOD = "cost_of_making_good"


class Offence(StrEnum):
    NOT_DELIVERED = "not_delivered"
    LATE = "late"
    INCOMPLETE = "incomplete"
    WRONG_FORM = "wrong_form"
    INFORMATION_REFUSED = "information_refused"
    WILFUL_EVASION = "wilful_evasion"
    WILFUL = "wilful"
    NEGLIGENT = "negligent"


class Liable(StrEnum):
    DEPOSITOR = "depositor"
    PUBLISHER = "publisher"
    NATURAL_PERSON = "natural_person"
    LEGAL_PERSON = "legal_person"
    OFFICIAL = "official"
    OFFICIAL_OR_SOLE_TRADER = "official_or_sole_trader"


class Authority(StrEnum):
    COURT_OR_BODY_NAMED_IN_LAW = "court_or_body_named_in_law"
    THE_LIBRARY_ITSELF = "the_library_itself"
    SUPERVISOR = "supervisor"
    ADMINISTRATION = "administration"
    COURT = "court"
    COUNTY_COURT_OR_SHERIFF = "county_court_or_sheriff"
    CRIMINAL_COURT = "criminal_court"
    CRIMINAL_JUSTICE = "criminal_justice"
    ENFORCEMENT_OFFICER = "enforcement_officer"


class ImprintElement(StrEnum):
    TITLE = "title"
    RESPONSIBLE_PERSON = "responsible_person"
    PUBLISHER_NAME = "publisher_name"
    PUBLISHER_ADDRESS = "publisher_address"
    PLACE = "place"
    YEAR = "year"
    ISBN_OR_ISSN = "isbn_or_issn"
    UDC = "udc"
    BBK = "bbk"
    AUTHOR_MARK = "author_mark"
    PRINT_RUN = "print_run"
    PRINTER_NAME = "printer_name"
    ORDER_NUMBER = "order_number"
    SHEETS = "sheets"
    LANGUAGE = "language"
    COPYRIGHT_SIGN = "copyright_sign"
    DEPOSIT_MENTION_AND_DATE = "deposit_mention_and_date"
    CREATION_OR_PUBLICATION_DATE = "creation_or_publication_date"
    PRINTER_IDENTITY = "printer_identity"
    PUBLISHER_IDENTITY = "publisher_identity"
    STANDARD_IDENTIFIERS = "standard_identifiers"


class Declaration(StrEnum):
    """When the issues of a periodical are declared together."""

    YEARLY_WITH_LAST_ISSUE = "yearly_with_last_issue"
