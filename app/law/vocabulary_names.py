"""What the words of a rule set's vocabulary are called in the reader's language."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString

from app.domain.deadlines import DayCount, Direction, Event, Roll, Unit
from app.domain.law.procedure_vocabulary import Addressee, ClaimAction, ImprintElement, RequestKind
from app.domain.law.vocabulary import (
    Accompanying,
    Alternative,
    ChosenBy,
    Confidence,
    CopiesLimit,
    CopiesScope,
    Cost,
    Effect,
    FileFormat,
    Form,
    HowSeen,
    Period,
    Quality,
    RecipientRole,
    RequestForm,
    Strength,
    Trigger,
    WhenClosed,
)
from app.domain.publication import DepositorRole
from app.infra.i18n import lazy_gettext as _
from app.law import wording
from app.law.imprint_names import IMPRINT_NAMES
from app.law.procedure_names import PROCEDURE_NAMES

NAMES: Mapping[type[StrEnum], Mapping[str, LazyString]] = {
    Event: wording.EVENTS,
    DepositorRole: wording.DEPOSITORS,
    Form: wording.FORMS,
    Strength: wording.STRENGTHS,
    Effect: wording.EFFECTS,
    ClaimAction: wording.ACTIONS,
    Addressee: wording.ADDRESSEES,
    RequestKind: wording.REQUESTS,
    Confidence: {
        Confidence.CONFIRMED: _("Confirmed by the official text"),
        Confidence.SECONDARY: _("From a secondary source"),
        Confidence.INFERRED: _("Inferred"),
        Confidence.UNKNOWN: _("Not known"),
        Confidence.HYPOTHETICAL: _("Hypothetical"),
    },
    HowSeen: {
        HowSeen.FULL_TEXT: _("The full text"),
        HowSeen.EXCERPT: _("An excerpt"),
        HowSeen.SECONDARY: _("Through a secondary source"),
    },
    RecipientRole: {
        RecipientRole.NATIONAL_LIBRARY: _("National library"),
        RecipientRole.BIBLIOGRAPHIC_AGENCY: _("Bibliographic agency"),
        RecipientRole.REGIONAL_LIBRARY: _("Regional library"),
        RecipientRole.LOCAL_LIBRARY: _("Local library"),
        RecipientRole.SUBJECT_LIBRARY: _("Library of a subject"),
        RecipientRole.DEPOSIT_LIBRARY_GROUP: _("Group of libraries"),
        RecipientRole.BOOK_CHAMBER: _("Book chamber"),
        RecipientRole.COLLECTING_UNIT: _("Collecting office"),
        RecipientRole.STATE_BODY: _("Body of the state"),
        RecipientRole.FILM_ARCHIVE: _("Film archive"),
        RecipientRole.BROADCAST_ARCHIVE: _("Archive of broadcasts"),
    },
    ChosenBy: {
        ChosenBy.DEPOSITOR_REGION: _("Region of the depositor"),
        ChosenBy.DEPOSITOR_MUNICIPALITY: _("District or city of the depositor"),
        ChosenBy.LANGUAGES: _("Language"),
        ChosenBy.SUBJECTS: _("Subject"),
    },
    Trigger: {
        Trigger.AUTOMATIC: _("By itself"),
        Trigger.ON_REQUEST: _("On the library's request"),
        Trigger.HARVEST: _("By the library's collecting"),
    },
    CopiesScope: {
        CopiesScope.EACH: _("To each library"),
        CopiesScope.TOTAL: _("To all libraries together"),
    },
    CopiesLimit: {
        CopiesLimit.EXACT: _("So many"),
        CopiesLimit.AT_MOST: _("At most so many; the library says how many"),
    },
    WhenClosed: {
        WhenClosed.UNCHANGED: _("The date stays"),
        WhenClosed.FIRST_OPEN_DAY: _("It moves to the first working day on which the library is open"),
    },
    RequestForm: {
        RequestForm.WRITTEN: _("In writing"),
        RequestForm.ELECTRONIC: _("Electronically"),
        RequestForm.STANDING_REQUEST: _("Once for all to come"),
        RequestForm.BEFORE_PUBLICATION: _("Before publication"),
    },
    Period: {Period.WEEK: _("week"), Period.MONTH: _("month"), Period.YEAR: _("year")},
    Accompanying: {
        Accompanying.DECLARATION_THREE_COPIES: _("Declaration in three copies"),
        Accompanying.DOCUMENTATION: _("Documentation"),
        Accompanying.MANUALS: _("Manuals"),
        Accompanying.PACKING_LIST_TWO_COPIES: _("Packing list in two copies"),
        Accompanying.PASSWORDS: _("Passwords"),
        Accompanying.PASSWORDS_ON_REQUEST: _("Passwords on request"),
        Accompanying.PRINT_RUN_STATEMENT: _("Statement of the print run"),
        Accompanying.PROGRAMS: _("Programs"),
    },
    Cost: {
        Cost.DEPOSITOR: _("The depositor pays"),
        Cost.POSTAGE_FREE: _("Free, with free postage"),
        Cost.STATE: _("The state pays"),
        Cost.SHARED: _("Shared"),
        Cost.NONE: _("Costs nothing"),
    },
    Quality: {
        Quality.UNUSED: _("Unused"),
        Quality.MOST_DURABLE_MARKET_EDITION: _("The most durable edition on sale"),
        Quality.NO_TIME_LIMIT: _("Without a time limit"),
        Quality.NO_TECHNICAL_PROTECTION: _("Without technical protection"),
        Quality.NO_TECHNICAL_PROTECTION_ON_DEMAND: _("Technical protection removed on demand"),
        Quality.BEST_COPIES: _("As good as the best copies"),
        Quality.SAME_AS_MAJORITY: _("As most copies are"),
        Quality.PERFECT: _("Without a fault"),
        Quality.IDENTICAL_TO_CIRCULATED: _("The same as in circulation"),
    },
    FileFormat: {FileFormat.PDF: _("PDF"), FileFormat.EPUB: _("EPUB")},
    Alternative: {
        Alternative.HARVEST: _("Harvested"),
        Alternative.HARVEST_BY_AGREEMENT: _("Harvested by agreement"),
        Alternative.FILE_REPLACES_PRINT: _("A file in place of print"),
        Alternative.FILE_ON_LIBRARY_REQUEST: _("A file, if the library asks"),
    },
    **PROCEDURE_NAMES,
    ImprintElement: IMPRINT_NAMES,
    Unit: {Unit.DAY: _("days"), Unit.WEEK: _("weeks"), Unit.MONTH: _("months")},
    DayCount: {
        DayCount.CALENDAR: _("Calendar days"),
        DayCount.WORKING: _("Working days"),
        DayCount.CALENDAR_EXCLUDING_NONWORKING: _("Calendar days without weekends and holidays"),
    },
    Direction: {
        Direction.AFTER: _("After the event"),
        Direction.NO_LATER_THAN: _("Before the event"),
    },
    Roll: {
        Roll.NONE: _("Stays where it falls"),
        Roll.NEXT_WORKING_DAY: _("Moves to the next working day"),
        Roll.UNKNOWN: _("Not known"),
    },
}


def name_of(word: StrEnum) -> str:
    """What a word is called; one without a name stands for itself."""
    return str(NAMES.get(type(word), {}).get(word, word.value))


def choices_for(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Every word of a closed list with its name, in the order of the list."""
    return [(word.value, name_of(word)) for word in words]
