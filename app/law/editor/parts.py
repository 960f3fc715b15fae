"""The one table of what can be edited in forms: the parts of a rule set and the keys of each.

The keys are those that the reader of documents knows: it is asked for them, so that a key it learns is
offered at once, as a box of YAML until a line here says more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.domain.law import RuleSetProblems, parse_rule_set
from app.domain.law.procedure_vocabulary import (
    Addressee,
    Authority,
    ClaimAction,
    Declaration,
    ImprintElement,
    Liable,
    Measure,
    Offence,
    RequestKind,
    SanctionKind,
)
from app.domain.law.vocabulary import (
    Accompanying,
    Alternative,
    Confidence,
    CopiesLimit,
    CopiesScope,
    Cost,
    Effect,
    FileFormat,
    Form,
    HowSeen,
    Quality,
    RecipientRole,
    RequestForm,
    Strength,
    Trigger,
    WhenClosed,
)
from app.domain.publication import DepositorRole
from app.infra.i18n import lazy_gettext as _
from app.law.editor.choices import Word
from app.law.editor.composites import (
    CERTAINTIES,
    CITATION,
    DEADLINE,
    FORWARDS,
    FREQUENCY,
    MEMBERS,
    OPTIONAL_DEADLINE,
    WHEN_MISSING,
    Entry,
)
from app.law.editor.condition import CONDITION
from app.law.editor.kinds import Empty
from app.law.editor.texts import Texts
from app.law.editor.ticked import Several
from app.law.editor.values import Number, Text, Truth
from app.law.editor.written import Lines, Yaml
from app.law.wording import REQUESTS

LEFT_OUT = Empty.LEFT_OUT
UNKNOWN_KEY = "?"


@dataclass(frozen=True, slots=True)
class Part:
    """A list of objects of the document (`many`), or one object at `path`; `one` names an entry."""

    path: str
    title: object
    one: object
    entries: tuple[Entry, ...]
    many: bool = True
    optional: bool = False


ID = Entry("id", _("Code"), Text(), _("Letters, figures and hyphens; it names the entry for ever"))
TITLE = Entry("title", _("Title"), Texts())
CLAUSE = Entry("citation", _("Clause"), CITATION)
CERTAINTY = Entry("confidence", _("How certain it is"), Word(words=Confidence))
WHEN = Entry("when", _("When it applies"), CONDITION)

WHOLE = Part(
    "", _("The whole"), _("The whole"), many=False,
    entries=(
        Entry("schema", _("Format"), Text()),
        ID,
        Entry("jurisdiction", _("Country"), Text(), _("Two capital letters, such as UZ")),
        Entry("version", _("Version"), Text()),
        TITLE,
        Entry("hypothetical", _("Hypothetical"), Truth(), _("All that is made from it is marked a specimen")),
        CERTAINTY,
        Entry("working_week", _("Days of the working week"), Number(least=5, most=6)),
        Entry("unknowns", _("What was not found"), Lines(), _("One on each line")),
        Entry("notes", _("Remarks"), Text(LEFT_OUT, long=True)),
    ),
)  # fmt: skip
LISTS = (
    Part("instruments", _("Legal texts"), _("Legal text"), (
        ID, TITLE,
        Entry("citation", _("Official reference"), Text()),
        Entry("url", _("Address on the web"), Text()),
        Entry("how_seen", _("How it was seen"), Word(words=HowSeen)),
    )),
    Part("recipients", _("Recipients"), _("Recipient"), (
        ID, TITLE,
        Entry("role", _("What it is"), Word(words=RecipientRole)),
        Entry("depository", _("Code of the library"), Text(LEFT_OUT), _("Or choose among several below")),
        Entry("group", _("Codes of several libraries"), Lines(LEFT_OUT), _("Each is owed; one on each line")),
        Entry("members", _("One of several libraries"), MEMBERS),
        Entry("forwards_to", _("Copies passed on"), FORWARDS),
    )),
    Part("rules", _("Rules"), _("Rule"), (
        ID, TITLE, WHEN,
        Entry("depositor", _("Who owes"), Word(words=DepositorRole)),
        Entry("delivered_by", _("Who hands the copies over"), Word(LEFT_OUT, words=DepositorRole)),
        Entry("recipients", _("To whom"), Several(part="recipients")),
        Entry("copies", _("How many copies"), Number(least=1, most=10_000), _("Empty: the law does not say")),
        Entry("copies_scope", _("To each library or to all together"), Word(LEFT_OUT, words=CopiesScope)),
        Entry("copies_limit", _("Is it a ceiling?"), Word(LEFT_OUT, words=CopiesLimit)),
        Entry("when_missing", _("More copies where something does not come"), WHEN_MISSING),
        Entry("form", _("In what form"), Word(words=Form)),
        Entry("once_per_title", _("Once for a title, not for each release"), Truth(LEFT_OUT)),
        Entry("trigger", _("What makes it due"), Word(words=Trigger)),
        Entry("request_window", _("Until when the library may ask"), OPTIONAL_DEADLINE),
        Entry("request_forms", _("How the library asks"), Several(LEFT_OUT, words=RequestForm)),
        Entry("harvest_frequency", _("How often it is collected"), FREQUENCY),
        Entry("deadline", _("By when"), DEADLINE),
        Entry("when_closed", _("If the library is closed on that day"), Word(LEFT_OUT, words=WhenClosed)),
        Entry("strength", _("Duty"), Word(words=Strength)),
        Entry("cost", _("Who pays"), Word(words=Cost)),
        Entry("quality", _("What the copy must be like"), Several(LEFT_OUT, words=Quality)),
        Entry("accompanying", _("What comes with it"), Several(LEFT_OUT, words=Accompanying)),
        Entry("formats", _("Formats of files"), Several(LEFT_OUT, words=FileFormat)),
        Entry("alternative", _("What may be given instead"), Word(LEFT_OUT, words=Alternative)),
        CLAUSE, CERTAINTY,
        Entry("field_confidence", _("Where it is more or less certain"), CERTAINTIES),
        Entry("notes", _("Remarks"), Text(LEFT_OUT, long=True)),
    )),
    Part("exemptions", _("Exemptions"), _("Exemption"), (
        ID, TITLE, WHEN, Entry("effect", _("Effect"), Word(words=Effect)),
        Entry("rules", _("Of these rules only"), Several(LEFT_OUT, part="rules")),
        Entry("copies", _("No more copies than"), Number(LEFT_OUT, least=1, most=10_000)),
        CLAUSE, CERTAINTY,
    )),
    Part("copies_totals", _("Copies in all"), _("Copies in all"), (
        WHEN, Entry("total", _("How many copies"), Number(least=1, most=10_000)), CLAUSE, CERTAINTY,
    )),
    Part("reminders", _("Reminders"), _("Reminder"), (ID, Entry("at", _("When"), DEADLINE), CLAUSE)),
    Part("claims", _("Steps after a missed date"), _("Step"), (
        Entry("step", _("Number of the step"), Number(least=1, most=99)),
        Entry("action", _("What is done"), Word(words=ClaimAction)),
        Entry("addressee", _("To whom"), Word(words=Addressee)),
        Entry("after", _("When"), DEADLINE),
        Entry("countersigned", _("Countersigned by a second person"), Truth(LEFT_OUT), _("The notice alone")),
        CLAUSE,
    )),
    Part("sanctions", _("Sanctions"), _("Sanction"), (
        ID,
        Entry("kind", _("Kind"), Word(words=SanctionKind)),
        Entry("offences", _("For what"), Several(words=Offence)),
        Entry("liable", _("Who answers for it"), Word(words=Liable)),
        Entry("minimum", _("At least"), Number()),
        Entry("maximum", _("At most"), Number()),
        Entry("measure", _("Or as much as"), Word(LEFT_OUT, words=Measure)),
        Entry("unit", _("Unit"), Text(), _("A currency such as UZS, or BHM")),
        Entry("authority", _("Who decides"), Word(words=Authority)),
        CLAUSE,
    )),
    Part("compensation", _("Compensation"), _("Compensation"), (
        ID, TITLE, WHEN,
        Entry("unit_cost_min", _("For copies that cost at least"), Number()),
        Entry("unit", _("Unit"), Text(), _("A currency such as UZS, or BHM")),
        Entry("apply_within", _("Time to apply"), DEADLINE),
        CLAUSE,
    )),
)  # fmt: skip
_REQUEST = (
    Entry("submit", _("Until when"), DEADLINE),
    Entry("answer", _("Time to answer"), DEADLINE),
    CLAUSE,
)
OBJECTS = (
    Part("cure_period", _("Time to put things right"), _("Time to put things right"), (
        Entry("within", _("How long"), DEADLINE), CLAUSE,
    ), many=False, optional=True),
    *(
        Part(f"requests.{kind}", REQUESTS[kind], REQUESTS[kind], _REQUEST, many=False, optional=True)
        for kind in RequestKind
    ),
    Part("receipt", _("Receipt"), _("Receipt"), (
        Entry("required", _("The library must give one"), Truth()),
        Entry("form", _("In what form"), Texts()),
        CLAUSE,
    ), many=False),
    Part("access", _("Access to deposited files"), _("Access to deposited files"), (
        Entry("premises_only", _("In the library only"), Truth()),
        Entry("readers_at_once", _("Readers at once"), Number(least=1)),
        Entry("embargo", _("Closed for"), OPTIONAL_DEADLINE),
        CLAUSE,
    ), many=False, optional=True),
    Part("periodicals", _("Periodicals"), _("Periodicals"), (
        Entry("grouped_declaration", _("Issues declared together"), Word(words=Declaration)),
        Entry("first_issue_declared", _("The first issue is declared"), Truth()),
        CLAUSE,
    ), many=False, optional=True),
    Part("imprint", _("Imprint"), _("Imprint"), (
        Entry("elements", _("What must be printed"), Several(words=ImprintElement)), CLAUSE,
    ), many=False),
)  # fmt: skip
PARTS: Mapping[str, Part] = {part.path or "whole": part for part in (WHOLE, *LISTS, *OBJECTS)}


@cache
def entries_of(name: str) -> tuple[Entry, ...]:
    """The keys of a part's objects, in the order in which they are written."""
    part = PARTS[name]
    known = known_keys(part)
    own = {part.path.split(".")[0] for part in PARTS.values() if part.path}
    said = tuple(entry for entry in part.entries if entry.key in known)
    missing = [key for key in known if key not in {entry.key for entry in said}]
    more = (Entry(key, key, Yaml(LEFT_OUT)) for key in missing if part is not WHOLE or key not in own)
    return (*said, *more)


@cache
def known_keys(part: Part) -> tuple[str, ...]:
    """The keys that the reader of documents knows for a part's objects."""
    document: dict[str, object] = {UNKNOWN_KEY: None}
    place = UNKNOWN_KEY
    if part.path:
        probe: object = [{UNKNOWN_KEY: None}] if part.many else {UNKNOWN_KEY: None}
        first, _dot, second = part.path.partition(".")
        document = {first: {second: probe} if second else probe}
        place = f"{part.path}{'[0]' if part.many else ''}.{UNKNOWN_KEY}"
    try:
        parse_rule_set(document)
    except RuleSetProblems as error:
        for problem in error.problems:
            allowed = problem.params.get("allowed")
            if problem.path == place and problem.code == "law.unknown_key" and isinstance(allowed, tuple):
                return allowed
    return ()
