"""Lists of answers are written as the library writes them, only sooner."""

import pytest
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice

from app.web.fields import select

HOSTILE = "\"><script>alert(1)</script>&'"
ANSWERS = [
    SelectChoice("", "—"),
    SelectChoice("uz", "Oʻzbekcha"),
    SelectChoice(HOSTILE, HOSTILE),
    SelectChoice(12, "a number"),
    SelectChoice("off", "not now", render_kw={"disabled": True, "data-why": HOSTILE}),
]


@pytest.mark.parametrize("chosen", ["", "uz", HOSTILE, "none of these", None])
def test_a_list_reads_as_the_library_writes_it(chosen: str | None) -> None:
    class Asked(Form):  # type: ignore[misc]  # the library has no types
        ours = select("Answer", choices=ANSWERS, name="answer", id="answer")
        theirs = SelectField("Answer", choices=ANSWERS, name="answer", id="answer")

    form = Asked(data={"ours": chosen, "theirs": chosen})
    assert str(form.ours(class_="form-select")) == str(form.theirs(class_="form-select"))
    assert "<script>" not in str(form.ours())
