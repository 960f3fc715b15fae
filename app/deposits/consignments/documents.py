"""What the slip and the labels of a consignment say."""

from dataclasses import replace

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.domain.documents import BoxLabel, LabelItem, LabelsPaper, Party, RuleSetName, SlipLine, SlipPaper
from app.domain.documents.parts import Identifier, Work
from app.domain.schemes import Scheme
from app.infra import clock
from app.infra.i18n import force_locale, gettext, organisation_name, short_organisation_name
from app.organisations.addresses import place_of, postal_address
from app.organisations.libraries.showing import reachable
from app.organisations.models import Organisation
from app.publications.models import Release
from app.publications.vocabulary import language_tag

LABELS_OF_A_PART = 240
"""Ten sheets: some seconds of work. A file of a thousand would keep its reader and a server for a minute."""


def slip_paper(consignment: Consignment, language: str) -> SlipPaper:
    """Return the slip's values; `consignment` comes from `queries.consignment_for`."""
    delivery = ", ".join(part for part in (consignment.carrier, consignment.tracking) if part)
    return SlipPaper(
        code=consignment.code,
        url=consignment.code,
        made_on=clock.local_day(consignment.created_at),
        delivery=delivery,
        specimen=_rules(consignment).hypothetical,
        rules=_rules(consignment),
        sender=party(consignment.depositor, language),
        receiver=_receiver(consignment.depository, language),
        lines=tuple(
            SlipLine(work_of(line.release), item.code, library=_final_library(line, consignment, language))
            for line in consignment.lines
            for item in line.contents
        ),
        boxes=tuple(box.code for box in consignment.boxes),
        opening=_opening(consignment.depository, language),
    )


def _opening(library: Organisation, language: str) -> tuple[str, ...]:
    with force_locale(language):
        reached = reachable(library, clock.today())
        closed = [gettext("Closed: %(days)s", days=text) for text in reached.closures]
        return tuple(filter(None, (reached.hours, *closed)))


def label_parts(consignment: Consignment) -> list[range]:
    """The labels of a parcel, counted from 0, in the parts in which they are printed."""
    labels = range(sum(len(line.items) for line in consignment.lines))
    return [labels[start : start + LABELS_OF_A_PART] for start in range(0, len(labels), LABELS_OF_A_PART)]


def labels_paper(consignment: Consignment, language: str, part: range | None = None) -> LabelsPaper:
    """Return the labels' values, one for each copy, or for each of a part; those of the boxes come first."""
    items = [item for line in consignment.lines for item in _labels(line, language)]
    boxes = consignment.boxes if part is None or part.start == 0 else ()
    return LabelsPaper(
        consignment=consignment.code,
        specimen=_rules(consignment).hypothetical,
        rules=_rules(consignment),
        items=tuple(items if part is None else items[part.start : part.stop]),
        boxes=tuple(
            BoxLabel(
                box.code,
                consignment.code,
                short_organisation_name(consignment.depository, language),
                box.ordinal,
                len(consignment.boxes),
            )
            for box in boxes
        ),
    )


def _final_library(line: ConsignmentLine, consignment: Consignment, language: str) -> str:
    """To which library the receiver passes the copies on; empty where they stay."""
    owed_to = line.obligation.depository
    return "" if owed_to.id == consignment.depository_id else short_organisation_name(owed_to, language)


def _labels(line: ConsignmentLine, language: str) -> list[LabelItem]:
    work, library = work_of(line.release), short_organisation_name(line.obligation.depository, language)
    return [
        LabelItem(work, item.code, library, ordinal, len(line.items))
        for ordinal, item in enumerate(line.items, start=1)
    ]


CALLED = {Scheme.STANDARD.value: "", Scheme.PATENT.value: "№", Scheme.OWN.value: "№"}
"""What stands before a number on paper; the other schemes are called by their letters."""


def _identifier(scheme: str, printed: str) -> Identifier:
    return Identifier(CALLED.get(scheme, scheme.upper()), printed)


def work_of(release: Release) -> Work:
    """Return a release as it is quoted on paper: first author and title in the book's own script."""
    publication = release.publication
    author = next((c.name for c in publication.contributors if c.role == "author"), "")
    first = next(iter(publication.identifiers), None)
    return Work(
        title=f"{author.rstrip('.')}. {release.title}" if author else release.title,
        language=language_tag(publication.language, publication.script),
        identifier=_identifier(first.scheme, first.printed_form) if first else None,
    )


def party(organisation: Organisation, language: str) -> Party:
    """Return an organisation as a side of a document."""
    return Party(
        name=organisation_name(organisation, language),
        address=postal_address(organisation, language),
        tax_number=organisation.stir or "",
        phone=organisation.phone,
    )


def _receiver(library: Organisation, language: str) -> Party:
    """The library; where its address is not known, its region and district stand for it."""
    known = party(library, language)
    return known if known.address else replace(known, address=place_of(library, language))


def _rules(consignment: Consignment) -> RuleSetName:
    adopted = consignment.lines[0].obligation.rule_set
    return RuleSetName(adopted.code, adopted.version, adopted.hypothetical)
