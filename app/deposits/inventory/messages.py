"""What is said of sections, stock-takes and campaigns: refusals, outcomes, acts, the words of states."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.deposits.inventory.stock_takes.lists import Listed
from app.deposits.inventory.stock_takes.services import Outcome
from app.domain.stock_taking import Verdict
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "section.mark_used": _("The library has a section “%(mark)s” already. Choose another mark."),
        "section.not_empty": _("Copies belong to this section. Place them elsewhere before it is closed."),
        "section.closed": _("The section is closed and takes no more copies. Choose another one."),
        "placing.unknown_copy": _(
            "“%(text)s” is no copy that the library holds. Look whether it was read wrongly, or receive it"
            " first."
        ),
        "placing.all_placed": _(
            "All copies of “%(text)s” belong to sections. To move one, scan its number or label."
        ),
        "placing.scan_number": _(
            "The copies of “%(text)s” that lie in no section have numbers. Scan the number of this one."
        ),
        "placing.nothing": _(
            "There is no such copy in the library. Check the number of the receipt or copies."
        ),
        "placing.no_range": _(
            "“%(first)s” and “%(last)s” are not two numbers of one series of the library. Type both as they"
            " stand on the labels."
        ),
        "placing.receipt_or_range": _(
            "Give either the number of a receipt or numbers of copies: only one of them can say what is"
            " placed."
        ),
        "stock_take.no_section": _("Choose at least one section, or the copies that belong to none."),
        "stock_take.period_reversed": _("The last day lies before the first. Change one of them."),
        "stock_take.under_campaign": _(
            "Section “%(mark)s” is counted by another stock-take under this campaign. Leave it out, or plan a"
            " stock-take of the library's own."
        ),
        "stock_take.unplaced_under_campaign": _(
            "Copies that belong to no section are counted by another stock-take under this campaign. Leave"
            " them out, or plan a stock-take of the library's own."
        ),
        "stock_take.outside_campaign": _(
            "These days lie outside the period of the campaign. Choose days within it."
        ),
        "stock_take.begun": _("This stock-take has begun. It cannot be changed any more; close it instead."),
        "stock_take.nothing_expected": _(
            "By the receipts the library holds no copy there, so there is nothing to look for. Place copies"
            " into the sections first."
        ),
        "stock_take.counted_elsewhere": _(
            "Another stock-take of the same shelves is under way. Scan there, or close it first."
        ),
        "stock_take.closed": _("This stock-take is closed. Plan a new one to look again."),
        "stock_take.not_begun": _("This stock-take has not begun. Begin it first."),
        "stock_take.no_shelf": _("There is no such shelf at your library. Open it and scan the copy again."),
        "stock_take.language": _("Choose a language of the list."),
        "inventory.no_day": _("Write the day, month and year."),
        "campaign.over": _("The last day has passed already. Choose a later one."),
        "campaign.followed": _("Libraries have planned stock-takes under this campaign, so it stands."),
        "campaign.period_reversed": _("The last day lies before the first. Change one of them."),
    }
)

SENTENCES = {
    "section.opened": _("Section %(mark)s opened"),
    "section.closed": _("Section %(mark)s closed"),
    "copies.placed": _("%(copies)s copies placed into section %(mark)s"),
    "stock_take.planned": _("Stock-take planned, from %(first)s to %(last)s"),
    "stock_take.changed": _("Plan of the stock-take changed, from %(first)s to %(last)s"),
    "stock_take.withdrawn": _("Planned stock-take taken back"),
    "stock_take.begun": _("Stock-take begun, %(copies)s copies expected"),
    "stock_take.closed": _("Stock-take closed, act %(number)s"),
    "stock_take.filed": _("File of the act %(number)s kept"),
    "shelf.scanned": _("%(text)s scanned on the shelf"),
    "shelf.undone": _("Scan of a shelf taken back"),
    "campaign.withdrawn": _("Campaign of stock-takes taken back: %(name)s"),
    "campaign.opened": _("Campaign of stock-takes opened: %(name)s"),
}

VERDICTS: Mapping[Verdict, LazyString] = {
    Verdict.FOUND: _("Found"),
    Verdict.MISPLACED: _("Belongs elsewhere"),
    Verdict.LATER: _("Came later"),
    Verdict.UNKNOWN: _("Unknown copy"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.ALREADY_SCANNED: _("This copy has been scanned already"),
    Outcome.ALL_SCANNED: _("All copies of this book that the library holds have been scanned already"),
    Outcome.CHOOSE: _("Several publications have this number. Choose one"),
    Outcome.SCAN_NUMBER: _("Copies of this book have numbers. Scan the number"),
    Outcome.PRODUCT_CODE: _("This is a shop's code, not an ISBN. Scan the other bar code"),
    Outcome.CHECK_CHARACTER: _("The code was read wrongly. Scan it again"),
    Outcome.NO_COPY: _("This is the code of a paper, not of a copy"),
    Outcome.NOT_GIVEN: _(
        "The library has not given this number yet. Scan the copy again, or type its number"
    ),
    Outcome.FIGURE_MISSING: _(
        "Numbers of the library that begin so have more figures. Scan the copy again, or type the whole"
        " number"
    ),
    Outcome.NO_NUMBER: _("This is no number, label or ISBN. Scan the copy again, or type its number"),
}

LISTS: Mapping[Listed, LazyString] = {
    Listed.MISSING: _("Missing"),
    Listed.TAKEN_BACK: _("Receipt taken back"),
    Listed.LEFT: _("Left during the count"),
    Listed.MISPLACED: _("Misplaced"),
    Listed.UNKNOWN: _("Unknown"),
    Listed.LATER: _("Came later"),
    Listed.FOUND: _("Found in place"),
}

STATES: Mapping[str, LazyString] = {
    "none": _("Not planned yet"),
    "planned": _("Planned"),
    "running": _("Under way"),
    "part": _("Counted in part"),
    "empty": _("Holds no copies"),
    "closed": _("Closed"),
}
