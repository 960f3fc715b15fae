"""What a library's own labels say."""

from collections.abc import Sequence

from app.deposits.accessions.queries import KnownCopy
from app.deposits.consignments.documents import work_of
from app.domain.documents import AccessionLabel, AccessionLabelsPaper, LabelLayout, LabelSymbol, RuleSetName
from app.infra.i18n import short_organisation_name
from app.infra.settings import settings
from app.organisations.models import Organisation


def labels_paper(
    copies: Sequence[KnownCopy],
    library: Organisation,
    print_on: tuple[LabelLayout, LabelSymbol],
    *,
    skipped: int,
    language: str,
) -> AccessionLabelsPaper:
    """Return the values of labels, one for each copy that has a number or an own code, in order."""
    numbered = [
        AccessionLabel(copy.mark, work_of(copy.scan.release))
        for copy in copies
        if copy.mark is not None and copy.scan.release is not None
    ]
    rules = RuleSetName("", "", hypothetical=settings().hypothetical_law)
    return AccessionLabelsPaper(
        library=short_organisation_name(library, language),
        specimen=rules.hypothetical,
        rules=rules,
        layout=print_on[0],
        symbol=print_on[1],
        items=tuple(sorted(numbered, key=lambda label: label.number)),
        skipped=skipped,
    )
