"""A box in which a value is written as YAML."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import ValidationError

from app.domain.errors import DomainError
from app.infra.i18n import gettext
from app.law.plain_text import read_value
from app.law.problems import sentence_of


class YamlField(TextAreaField):
    """YAML as typed; empty is no value. What cannot be read is refused with its line."""

    value: object = None

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)

    def pre_validate(self, form: object) -> None:
        """Read the value, or say what is wrong with it."""
        text = (self.data or "").replace("\r\n", "\n")
        self.value = None
        if not text.strip():
            return
        try:
            document = read_value(text)
        except DomainError as error:
            raise ValidationError(sentence_of(error.code, error.params)) from error
        if document.problems:
            problem = document.problems[0]
            place = gettext("Line %(line)s", line=document.line_of(problem.path))
            raise ValidationError(f"{place}: {sentence_of(problem.code, problem.params)}")
        self.value = document.value
