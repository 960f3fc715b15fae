"""What pages load of Bootstrap is what they name, and no more."""

import re

from scripts.trim_bootstrap import BEGINNINGS, USED, WHOLE, sources, trimmed

A_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
A_BEGINNING = re.compile(r"""(?<![\w-])([A-Za-z][\w-]*-)(?:\$?\{|['"]\s*[~+])""")
"""A name up to where a variable is put to it: p-{{ tone }}, 'is-' ~ mark, f"btn-{tone}"."""
AN_END = re.compile(r"""class="[^"]*\}\}-""")


def test_the_style_sheet_of_the_pages_is_what_they_name_of_bootstrap() -> None:
    assert USED.read_text(encoding="utf-8") == trimmed(sources()), "`./nusxa fix` makes it anew"


def test_a_rule_stays_for_what_is_named_and_for_nothing_else() -> None:
    page = """<kbd class="badge{{ ' text-bg-' ~ tone }}"></kbd> {# toast #} {% set size = 'btn btn-lg' %}"""
    made = trimmed(page)
    rules = {name for rule in made.splitlines() for name in A_CLASS.findall(rule.partition("{")[0])}
    assert rules >= {"badge", "btn", "btn-lg"}
    assert rules.isdisjoint({"toast", "modal", "btn-sm", "text-bg-primary"})
    for kept in ("\nkbd{", "--bs-badge-padding-x:", "--bs-border-radius-lg:"):
        assert kept in made
    for cut in ("\ntable{", "--bs-modal-zindex:", "--bs-border-radius-xl:", "@keyframes"):
        assert cut not in made
    assert "@keyframes spinner-border" in trimmed('<i class="spinner-border">')
    assert made.startswith(WHOLE.read_text(encoding="utf-8").partition("*/")[0])


def test_classes_that_are_put_together_are_told_to_it() -> None:
    """`BEGINNINGS` says which classes of Bootstrap come of a name that ends in a variable."""
    text = sources()
    of_bootstrap = set(A_CLASS.findall(WHOLE.read_text(encoding="utf-8")))
    begun = {
        begin for begin in A_BEGINNING.findall(text) if any(one.startswith(begin) for one in of_bootstrap)
    }
    assert begun == BEGINNINGS.keys()
    assert AN_END.findall(text) == []
