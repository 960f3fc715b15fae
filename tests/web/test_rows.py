"""What rows of a list have in common is worked out once, and is what it would have been for each."""

from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.web.rows import numbered, remembered


def test_a_macro_runs_once_for_each_set_of_arguments() -> None:
    asked: list[object] = []

    def macro(text: str, big: bool = False) -> Markup:
        asked.append((text, big))
        return Markup.escape(f"{text}{big}")

    recall = remembered(macro)
    assert [recall("a"), recall("a"), recall("a", big=True), recall("a", True), recall("<")] == [
        "aFalse", "aFalse", "aTrue", "aTrue", "&lt;False",
    ]  # fmt: skip
    assert len(asked) == 4


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_numbered_addresses_are_those_of_the_router(app: Flask, number: int) -> None:
    with app.test_request_context():
        assert numbered("desks.release", "release_id")(number) == url_for("desks.release", release_id=number)
        why = numbered("obligations.why", "obligation_id")
        assert why(number) == url_for("obligations.why", obligation_id=number)
