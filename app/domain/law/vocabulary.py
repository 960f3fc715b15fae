"""The closed lists of words that rules, recipients and exemptions may use."""

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
    LOCAL_LIBRARY = "local_library"
    SUBJECT_LIBRARY = "subject_library"
    DEPOSIT_LIBRARY_GROUP = "deposit_library_group"
    BOOK_CHAMBER = "book_chamber"
    COLLECTING_UNIT = "collecting_unit"
    STATE_BODY = "state_body"
    FILM_ARCHIVE = "film_archive"
    BROADCAST_ARCHIVE = "broadcast_archive"


class ChosenBy(StrEnum):
    """The fact that chooses among the members of a recipient."""

    DEPOSITOR_REGION = "depositor_region"
    DEPOSITOR_MUNICIPALITY = "depositor_municipality"
    LANGUAGES = "languages"
    SUBJECTS = "subjects"


class Form(StrEnum):
    PHYSICAL = "physical"
    FILE = "file"
    EITHER = "either"
    HARVEST = "harvest"
    """The library collects it from the network; the depositor lets it."""


class CopiesScope(StrEnum):
    """What a number of copies counts."""

    EACH = "each"
    """So many to each library."""
    TOTAL = "total"
    """So many to all libraries of the rule together."""


class CopiesLimit(StrEnum):
    EXACT = "exact"
    AT_MOST = "at_most"
    """A ceiling: how many are wanted, the library says; no shortfall is counted."""


class WhenClosed(StrEnum):
    """What becomes of a due date on which the library is closed."""

    UNCHANGED = "unchanged"
    FIRST_OPEN_DAY = "first_open_day"
    """The duty may be done on the first working day on which the library is open again."""


class Trigger(StrEnum):
    AUTOMATIC = "automatic"
    ON_REQUEST = "on_request"
    HARVEST = "harvest"


class RequestForm(StrEnum):
    """How a library may ask."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    STANDING_REQUEST = "standing_request"
    BEFORE_PUBLICATION = "before_publication"


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


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
    BEST_COPIES = "best_copies"
    SAME_AS_MAJORITY = "same_as_majority"
    PERFECT = "perfect"
    IDENTICAL_TO_CIRCULATED = "identical_to_circulated"


class Accompanying(StrEnum):
    """What must come with the copies."""

    DECLARATION_THREE_COPIES = "declaration_three_copies"
    DOCUMENTATION = "documentation"
    MANUALS = "manuals"
    PACKING_LIST_TWO_COPIES = "packing_list_two_copies"
    PASSWORDS = "passwords"  # a paper's name
    PASSWORDS_ON_REQUEST = "passwords_on_request"  # a paper's name
    PRINT_RUN_STATEMENT = "print_run_statement"
    PROGRAMS = "programs"


class FileFormat(StrEnum):
    PDF = "pdf"
    EPUB = "epub"


class Alternative(StrEnum):
    """What may be given in place of what the rule asks for."""

    HARVEST = "harvest"
    HARVEST_BY_AGREEMENT = "harvest_by_agreement"
    FILE_REPLACES_PRINT = "file_replaces_print"
    FILE_ON_LIBRARY_REQUEST = "file_on_library_request"

    @property
    def form(self) -> Form:
        """The form in which the substitute comes."""
        harvested = self in (Alternative.HARVEST, Alternative.HARVEST_BY_AGREEMENT)
        return Form.HARVEST if harvested else Form.FILE


class Effect(StrEnum):
    EXEMPT = "exempt"
    SUBSTITUTE = "substitute"
    """Nothing more is owed, because something else was given in its place."""
    REDUCE = "reduce"
    """Fewer copies are owed."""
    ONE_MEDIUM_ONLY = "one_medium_only"
    """The work is owed in another medium, and in that one only."""
    SEPARATE_REGIME = "separate_regime"
    """Another law governs."""
