"""What is wrong with an object, told beside the form in which it is mended: with the field, in its words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from wtforms import Field

from app.law.editor.forms import ObjectForm
from app.law.editor.parts import PARTS
from app.law.editor.places import Mend, mend_for
from app.law.findings import Finding

STEP = re.compile(r"[^.\[\]]+")


def mends_beside(
    shown: ObjectForm, findings: Sequence[Finding], document: Mapping[str, object], part: str, item: str
) -> list[Mend]:
    """Those findings that the form of an object can mend."""
    mends = ((finding, mend_for(finding, document)) for finding in findings)
    return [
        _beside(shown, finding, document, part)
        for finding, mend in mends
        if (mend.part, mend.item) == (part, item)
    ]


def _beside(shown: ObjectForm, finding: Finding, document: Mapping[str, object], part: str) -> Mend:
    field = shown.field_near(_steps_inside(finding.problem.path, part))
    if field is None:
        return mend_for(finding, document)
    first = f"{field.id}-0" if field.type == "SelectMultipleField" else field.id
    return replace(mend_for(_in_words_of(field, finding), document), field=first)


def _steps_inside(path: str, part: str) -> list[str]:
    """The steps of a path from the object of the form on."""
    known = PARTS[part]
    return STEP.findall(path.partition("]")[2] if known.many else path.removeprefix(known.path))


def _in_words_of(field: Field, finding: Finding) -> Finding:
    """A finding whose words are called as the field calls its answers: nobody types codes there."""
    problem = finding.problem
    allowed = problem.params.get("allowed")
    if not isinstance(allowed, tuple) or not hasattr(field, "iter_choices"):
        return finding
    names = {str(choice.value): str(choice.label) for choice in field.iter_choices()}
    params = {**problem.params, "allowed": tuple(names.get(str(word), word) for word in allowed)}
    return replace(finding, problem=replace(problem, params=params))
