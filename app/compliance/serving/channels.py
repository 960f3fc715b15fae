"""The ways in which a notice can be served; another way, such as e-mail, is one more line here."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString

from app.compliance.serving.models import Result
from app.domain.documents import Channel
from app.infra.i18n import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Way:
    """What serving in one way takes: its name, which results it can have, whether its items have numbers.

    The one that is `automatic` is done by the issue itself and never recorded by a person.
    """

    name: LazyString
    results: frozenset[Result]
    tracked: bool = False
    automatic: bool = False


WAYS: Mapping[Channel, Way] = {
    Channel.ACCOUNT: Way(_("In the account"), frozenset({Result.SERVED}), automatic=True),
    Channel.POST: Way(
        _("Registered post"), frozenset({Result.SENT, Result.SERVED, Result.RETURNED}), tracked=True
    ),
    Channel.HAND: Way(_("Handed over against signature"), frozenset({Result.SERVED})),
}
RESULTS: Mapping[Result, LazyString] = {
    Result.SENT: _("Sent"),
    Result.SERVED: _("Delivered"),
    Result.RETURNED: _("Returned undelivered"),
    Result.STRUCK: _("Recorded by mistake"),
}
SIGNS: Mapping[Result, str] = {
    Result.SENT: "running",
    Result.SERVED: "finished",
    Result.RETURNED: "late",
    Result.STRUCK: "cancelled",
}
"""The sign of `templates/macros/marks.html` for each result."""
