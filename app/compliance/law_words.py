"""Lists that hold both what is meant in earnest and specimens: the choice as it stands in an address."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _
from app.web.filters import filter_value, one_of

LAWS: Mapping[bool, LazyString] = {False: _("Rule sets in force"), True: _("Specimens only")}
_CODES = {False: "force", True: "play"}


def read_law() -> bool | None:
    """Whether the address of this page asks for specimens, or for none; None: for both."""
    code = filter_value("law", one_of(_CODES.values()))
    return None if code is None else code == _CODES[True]


def law_code(specimen: bool | None) -> str:
    """How it stands in an address; empty: both."""
    return "" if specimen is None else _CODES[specimen]
