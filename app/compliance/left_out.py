"""What a page says of chosen lines that are not in the notice that was issued or proposed."""

from collections.abc import Sequence
from textwrap import shorten

from flask import flash

from app.compliance.checking import Dropped
from app.compliance.messages import DROPPED
from app.deposits.obligations.models import Obligation
from app.infra.i18n import gettext, ngettext, short_organisation_name

_MOST_TOLD, _TITLE_LENGTH = 5, 60


def left_out_words(dropped: Sequence[tuple[Obligation, Dropped]]) -> list[str]:
    """Which lines are not in the notice, and why, one sentence each."""
    return [_words(line, why) for line, why in dropped]


def tell_left_out(left_out: Sequence[str]) -> None:
    """Say which lines are not in the notice; the cookie that carries it holds only a few."""
    for words in left_out[:_MOST_TOLD]:
        flash(words, "warning")
    more = len(left_out) - _MOST_TOLD
    if more > 0:
        told = ngettext(
            "%(num)s more line is not in the notice.", "%(num)s more lines are not in the notice.", more
        )
        flash(told, "warning")


def _words(line: Obligation, why: Dropped) -> str:
    return str(
        gettext(
            "Not in the notice: “%(title)s”, %(library)s: %(reason)s.",
            title=shorten(line.release.title, _TITLE_LENGTH, placeholder="…"),
            library=short_organisation_name(line.depository),
            reason=DROPPED[why],
        )
    )


def tell_waits_already() -> None:
    """Say that the page shows a proposal that waited before, and not what was chosen now."""
    told = gettext(
        "A notice to this depositor is proposed already: this one. To propose other lines, it has to be"
        " taken back first."
    )
    flash(told, "warning")
