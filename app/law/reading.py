"""Reads the text of a rule set, which is YAML, without letting it do anything else."""

from typing import Any

import yaml

from app.domain.errors import DomainError
from app.domain.law import RuleSet, parse_rule_set

LONGEST_TEXT = 1024 * 1024
TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.SafeLoader):
    """Plain values only: a date stays the text as written, a key stands once, references are refused."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "a reference to another place", self.get_mark())
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _value in node.value]
        if len(set(map(str, keys))) != len(keys):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read_rule_set(text: str) -> RuleSet:
    """The rule set written in `text`.

    Raises:
        DomainError: the text is not YAML, is not an object, or is longer than a mebibyte.
        RuleSetProblems: it is YAML, but not a rule set; names every place that is wrong.
    """
    if len(text.encode()) > LONGEST_TEXT:
        raise DomainError("law.text_too_long")
    try:
        document = _Loader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DomainError("law.not_yaml", line=line, problem=error.problem or "") from error
    except yaml.YAMLError as error:
        raise DomainError("law.not_yaml", line=0, problem=str(error)) from error
    if not isinstance(document, dict):
        raise DomainError("law.not_an_object")
    return parse_rule_set(document)
