"""Records of a file as answers of a registration, with everything that keeps one from being registered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.domain.kinds import SERIALS
from app.domain.registration import NAMES, REQUIRED, RegistrationAnswers
from app.exchange.cleaning import cleaned
from app.exchange.columns import BY_NAME, TITLE_LIMIT
from app.exchange.doubts import keep_identifiers
from app.exchange.examples import is_example
from app.exchange.fingerprints import fingerprint
from app.exchange.gathering import Gathered
from app.exchange.kinds_asked import never_asked
from app.exchange.legibility import letters_lost, looks_misread
from app.exchange.records import Act, Finding, Given, Severity, Source, SourceRecord
from app.exchange.seen import Seen
from app.exchange.serials import REQUIRED_OF_PERIODICALS, GivenPeriodical, periodical_of
from app.exchange.values import Surroundings
from app.exchange.words import allowed, has_list
from app.infra.i18n import gettext
from app.publications.vocabulary import kind_name

_ANSWERS = frozenset(NAMES)
_SCRIPTS = (
    ("Latn", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("Cyrl", re.compile("[\u0400-\u052f]")),
    ("Arab", re.compile("[\u0600-\u06ff]")),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A record once it is checked. `answers` is None where an error refuses it.

    `printer_stir`: the tax number by which the file names the printing house; whoever knows the register
    turns it into `printer_id`. Answers of an update or a deletion hold only what the record gives.
    `imprint`: the imprint that a table names, `named_publisher` who a message or a catalogue says published
    it; each may be an imprint of the register. `periodical`: what else a new periodical says, None for every
    other record. `another`: it is said to be another title than one like it that is registered. `places` are
    the places of the file that give its answers, by their names. `fingerprint`
    tells what it says from everything else, empty where it is refused; `same_as` is the record of the file
    that said the same before it.
    `title`: as it was read, also where the record is refused.
    """

    number: int
    row: int | None
    act: Act
    reference: str
    answers: RegistrationAnswers | None
    printer_stir: str
    findings: tuple[Finding, ...]
    imprint: str = ""
    named_publisher: str = ""
    periodical: GivenPeriodical | None = None
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fingerprint: str = ""
    same_as: int | None = None
    title: str = ""
    another: bool = False

    @property
    def accepted(self) -> bool:
        """Whether nothing in the record itself keeps it from being taken."""
        return self.answers is not None


def checked_records(source: Source, around: Surroundings, constants: Mapping[str, str]) -> Iterator[Checked]:
    """Yield each record of a source once it is checked, in the memory of one.

    `constants` give one text for a column of every record that has none.

    Raises:
        DomainError: what going through `source.records` raises; then nothing that came before may be kept.
    """
    with Seen() as seen:
        for record in source.records:
            yield _check(_referred(record, seen), around, constants, seen)


def _referred(record: SourceRecord, seen: Seen) -> SourceRecord:
    """Tell where a new record has the reference of another, by which ONIX means one and the same record."""
    if record.act is not Act.NEW or not record.reference_place:
        return record
    first = seen.same(f"reference {record.reference}", record.number)
    if first is None:
        return record
    params = {"reference": record.reference[:60], "other": first}
    told = record.warning(record.reference_place, "exchange.reference_twice", **params)
    return replace(record, findings=(*record.findings, told))


def _gather(gathered: Gathered, constants: Mapping[str, str]) -> None:
    """Take in what the record gives, and the constants that it does not give."""
    record = gathered.record
    # What cannot be read in its place was told by whoever read the file: one fault is one finding.
    told = {finding.field for finding in record.findings if finding.severity is Severity.ERROR}
    for given in record.given:
        if given.place not in told:
            gathered.take(given)
    if constants and record.act is Act.NEW:
        present = {given.column for given in record.given}
        for column, text in constants.items():
            if column not in present:
                gathered.take(Given(column, text, f"={text}"))
    gathered.fall_back()


def _check(record: SourceRecord, around: Surroundings, constants: Mapping[str, str], seen: Seen) -> Checked:
    gathered = Gathered(record, around)
    gathered.findings += record.findings
    periodical = None
    unread = any(finding.severity is Severity.ERROR for finding in record.findings) and not record.given
    if not unread:
        _gather(gathered, constants)
        _complete(gathered, seen)
        periodical = periodical_of(gathered)
    refused = any(finding.severity is Severity.ERROR for finding in gathered.findings)
    known = {name: value for name, value in gathered.answers.items() if name in _ANSWERS}
    answers = None if refused else RegistrationAnswers(**known)
    stir, imprint, named = (
        str(gathered.answers.get(name, "")) for name in ("printer_stir", "imprint", "named_publisher")
    )
    mark = "" if refused else fingerprint(record.act, known, periodical, stir, imprint)
    # A new record that says what another said is registered once.
    same_as = seen.same(mark, record.number) if mark and record.act is Act.NEW else None
    if same_as is not None:
        gathered.findings.append(record.warning("", "exchange.same_record", other=same_as))
    return Checked(
        record.number,
        record.row,
        record.act,
        record.reference,
        answers,
        stir,
        tuple(gathered.findings),
        imprint,
        named,
        periodical,
        gathered.places,
        mark,
        same_as,
        title=next(
            (cleaned(given.text[:TITLE_LIMIT])[0] for given in record.given if given.column == "title"), ""
        ),
        another=gathered.answers.get("another_title") is True,
    )


def _complete(gathered: Gathered, seen: Seen) -> None:
    """Put in what follows from the rest, and find what is missing or doubtful about the whole."""
    answers, record = gathered.answers, gathered.record
    title = answers.get("title", "")
    if is_example(title):
        gathered.findings.append(record.error(gathered.places["title"], "exchange.example_row"))
    if title and "script" not in answers and (script := script_of(title)):
        answers["script"] = script
    if looks_misread(title):
        told = record.warning(gathered.places["title"], "exchange.looks_misread", title=title[:60])
        gathered.findings.append(told)
    gathered.findings += (*_lost_letters(record), *_added_up(gathered))
    if "identifiers" in answers:
        keep_identifiers(gathered, seen, title)
    gathered.findings += _not_asked(gathered)
    if record.act is not Act.NEW:
        gathered.findings += _of_what_was_sent_before(gathered)
        return
    for name in (*REQUIRED, *(REQUIRED_OF_PERIODICALS if answers.get("kind") in SERIALS else ())):
        # The script is seen from the title: where that is missing, it is the one thing to tell.
        seen_from_title = name == "script" and not title
        if not answers.get(name) and not seen_from_title and not _failed(gathered, name):
            gathered.findings.append(_missing(gathered, name))


def _of_what_was_sent_before(gathered: Gathered) -> Iterator[Finding]:
    """Tell what accepting a change or a deletion means, and where a change has nothing that could change."""
    record = gathered.record
    yield record.warning("", f"exchange.{record.act.value}")
    if record.act is Act.UPDATE and _changes_nothing(gathered):
        yield record.warning("", "exchange.update_of_nothing")


def _changes_nothing(gathered: Gathered) -> bool:
    """Whether a change gives no more than the number by which its title is found."""
    said = {
        name: value for name, value in gathered.answers.items() if name in _ANSWERS and (value or value == 0)
    }
    numbers = {(number.scheme, number.value) for number in said.pop("identifiers", ())}
    return not said and len(numbers) <= 1


def _missing(gathered: Gathered, name: str) -> Finding:
    """Tell that a required answer is not given; a title such as 1984 shows no script."""
    place = gathered.places.get(name, name)
    params = {"name": BY_NAME[name].label, "column": name, "words": _words_of(name)}
    if name == "script":
        title = gathered.answers["title"][:60]
        return gathered.record.error(place, "exchange.script_unseen", title=title, **params)
    return gathered.record.error(place, "exchange.missing", **params)


def _lost_letters(record: SourceRecord) -> Iterator[Finding]:
    """Tell of every text in which a question mark seems to stand for a letter."""
    for given in record.given:
        if "?" in given.text and letters_lost(given.text):
            yield record.warning(given.place, "exchange.letters_lost", text=cleaned(given.text[:60])[0])


def _added_up(gathered: Gathered) -> Iterator[Finding]:
    """Tell how many pages were counted where the file gives them in parts."""
    answers = gathered.answers
    if written := answers.get("pages_of_parts"):
        params = {"written": written[:60], "pages": answers["pages"]}
        yield gathered.record.warning(gathered.places["pages"], "exchange.pages_added_up", **params)


def _not_asked(gathered: Gathered) -> Iterator[Finding]:
    """What the file says that is not asked of its kind: it is left out, which somebody should know."""
    kind = gathered.answers.get("kind")
    if not kind:
        return
    strange = never_asked(kind, gathered.answers.get("carrier", ""))
    for given in gathered.record.given:
        if given.column in strange:
            params = {"name": BY_NAME[given.column].label, "kind": kind_name(kind)}
            yield gathered.record.warning(given.place, "exchange.not_asked", **params)


def _words_of(name: str) -> str:
    """Which words may stand in a column, as a sentence; empty where its text is free."""
    return " " + gettext("It is one of: %(allowed)s.", allowed=allowed(name)) if has_list(name) else ""


def _failed(gathered: Gathered, name: str) -> bool:
    """Whether a required value is absent because it could not be read, which has been told already."""
    places = {given.place for given in gathered.record.given if given.column == name}
    return any(
        finding.field in places and finding.severity is Severity.ERROR for finding in gathered.findings
    )


def script_of(title: str) -> str:
    """Return the script of most letters of a title, Zyyy for another one, empty where it has no letters."""
    counts: Sequence[tuple[int, str]] = [(len(pattern.findall(title)), code) for code, pattern in _SCRIPTS]
    most, code = max(counts, key=lambda pair: pair[0])
    return code if most else "Zyyy" if any(map(str.isalpha, title)) else ""
