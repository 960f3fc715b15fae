"""The closed lists of words that a rule set may use."""

from enum import StrEnum


class Confidence(StrEnum):
    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNKNOWN = "unknown"
    HYPOTHETICAL = "hypothetical"


class HowSeen(StrEnum):
    FULL_TEXT = "full_text"
    EXCERPT = "excerpt"
    SECONDARY = "secondary"


class RecipientRole(StrEnum):
    NATIONAL_LIBRARY = "national_library"
    BIBLIOGRAPHIC_AGENCY = "bibliographic_agency"
    REGIONAL_LIBRARY = "regional_library"
    SUBJECT_LIBRARY = "subject_library"


class ChosenBy(StrEnum):
    """The fact that chooses among the members of a recipient."""

    DEPOSITOR_REGION = "depositor_region"
    LANGUAGES = "languages"
    SUBJECTS = "subjects"


class Form(StrEnum):
    PHYSICAL = "physical"
    FILE = "file"
    EITHER = "either"


class Trigger(StrEnum):
    AUTOMATIC = "automatic"
    ON_REQUEST = "on_request"


class Strength(StrEnum):
    MANDATORY = "mandatory"
    WAIVABLE = "waivable"
    """The library may do without."""
    VOLUNTARY = "voluntary"


class Cost(StrEnum):
    DEPOSITOR = "depositor"
    POSTAGE_FREE = "postage_free"
    STATE = "state"
    SHARED = "shared"
    NONE = "none"


class Quality(StrEnum):
    """What the copy must be like."""

    UNUSED = "unused"
    MOST_DURABLE_MARKET_EDITION = "most_durable_market_edition"
    NO_TIME_LIMIT = "no_time_limit"
    NO_TECHNICAL_PROTECTION = "no_technical_protection"
    NO_TECHNICAL_PROTECTION_ON_DEMAND = "no_technical_protection_on_demand"


class FileFormat(StrEnum):
    PDF = "pdf"
    EPUB = "epub"


class Alternative(StrEnum):
    HARVEST_BY_AGREEMENT = "harvest_by_agreement"
    FILE_REPLACES_PRINT = "file_replaces_print"


class Effect(StrEnum):
    EXEMPT = "exempt"
    SUBSTITUTE = "substitute"
    """Nothing more is owed, because something else was given in its place."""


class ClaimAction(StrEnum):
    REMINDER = "reminder"
    SECOND_REMINDER = "second_reminder"
    FORMAL_NOTICE = "formal_notice"
    PURCHASE_AT_DEPOSITOR_COST = "purchase_at_depositor_cost"
    OBTAIN_INFORMATION_AT_DEPOSITOR_COST = "obtain_information_at_depositor_cost"
    REFER_FOR_ADMINISTRATIVE_CASE = "refer_for_administrative_case"


class Addressee(StrEnum):
    DEPOSITOR = "depositor"
    REGULATOR = "regulator"


class RequestKind(StrEnum):
    OBJECTION = "objection"
    EXTENSION = "extension"
    APPEAL = "appeal"


class SanctionKind(StrEnum):
    ADMINISTRATIVE_FINE = "administrative_fine"


class Offence(StrEnum):
    NOT_DELIVERED = "not_delivered"
    LATE = "late"
    INCOMPLETE = "incomplete"
    WRONG_FORM = "wrong_form"
    INFORMATION_REFUSED = "information_refused"


class Liable(StrEnum):
    DEPOSITOR = "depositor"
    NATURAL_PERSON = "natural_person"
    OFFICIAL = "official"


class Authority(StrEnum):
    COURT_OR_BODY_NAMED_IN_LAW = "court_or_body_named_in_law"
    THE_LIBRARY_ITSELF = "the_library_itself"


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
