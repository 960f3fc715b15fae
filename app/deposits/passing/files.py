"""The list of a transfer as cells of a file."""

from collections.abc import Iterator

from app.deposits.consignments.models import Consignment
from app.infra.i18n import lazy_gettext as _
from app.web.exports import Cell

HEAD = (_("Publication"), _("Identifiers"), _("Code of the copy"), _("Copies"))


def cells(transfer: Consignment) -> Iterator[list[Cell]]:
    """One row for each copy; every copy of a transfer has a label."""
    for line in transfer.lines:
        publication = line.release.publication
        identifier = publication.identifiers[0].printed_form if publication.identifiers else ""
        for item in line.contents:
            yield [line.release.title, identifier, item.code, 1]
