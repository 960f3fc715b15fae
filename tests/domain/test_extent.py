"""Pages that are numbered in several parts."""

import pytest

from app.domain.extent import pages_of_parts


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("XII, 320", 332),
        ("xii + 320 b.", 332),
        ("ХІІ, 320 с.", 332),
        ("XII b., 1 320 b.", 1332),
        ("[2], iv, 96 p.", 102),
        ("320, [1] b.", 321),
        ("12 + 320", 332),
        ("XLIX; 1", 50),
        ("CCXCIV, 6", 300),
        ("xvi", 16),
        ("ХІІ с., 320 с.", 332),
        ("x", None),
        ("320", None),
        ("12, 320", None),
        ("320 b.", None),
        ("320, с", None),
        ("XII, juda koʻp", None),
        ("IIX, 320", None),
        ("XII,, 320", None),
        ("c", None),
        ("", None),
    ],
)
def test_parts_are_added_up_and_what_is_none_is_not(written: str, pages: int | None) -> None:
    assert pages_of_parts(written) == pages


def test_a_number_without_end_is_none() -> None:
    assert pages_of_parts("XII, 1" + " 000" * 1500) is None
