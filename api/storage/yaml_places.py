"""Where in a YAML file a thing stands. A slow parse that keeps positions, for files that have something wrong with them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from api.errors import BadRecord
from api.outlets.records import Steps

_DEEPEST = 100


@lru_cache(maxsize=4)
def _compose(text: str) -> yaml.Node | None:
    """The document with positions; None where this parser cannot read it. Aliases are the node they stand for, not a copy."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None


def line_of(text: str, steps: Steps) -> int:
    """The line (from 1) at which the value at `steps` stands, or of the nearest thing above it that is there."""
    node = _compose(text)
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def fault_line(text: str) -> int:
    """The line of what makes the text bad YAML: a syntax error, a key that stands twice or is no word; 1 where none is found."""
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        return int(error.problem_mark.line) + 1 if error.problem_mark else 1
    except yaml.reader.ReaderError as error:
        return text.count("\n", 0, error.position) + 1
    except RecursionError:
        return 1
    return min(_bad_keys(_compose(text)), default=1)


def deep_line(text: str) -> int | None:
    """The line at which more brackets are open than any record needs: the fast parser takes minutes to refuse thousands."""
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return text.count("\n", 0, bracket.start()) + 1
    return None


def _bad_keys(root: yaml.Node | None) -> Iterator[int]:
    """The lines of keys that stand twice in one mapping, or are lists or mappings."""
    # each node once, however many aliases lead to it
    visited: set[int] = set()
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if node is None or id(node) in visited:
            continue
        visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            seen: set[tuple[str, str]] = set()
            for key, value in node.value:
                nodes.append(value)
                if not isinstance(key, yaml.ScalarNode) or (key.tag, key.value) in seen:
                    yield key.start_mark.line + 1
                else:
                    seen.add((key.tag, key.value))
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def comment_line(text: str, path: Path) -> int | None:
    """The line of the first comment, which the canonical form has no place for; None without one. Raises BadRecord for YAML
    that not every parser reads alike."""
    marks = [match.end() - 1 for match in re.finditer(r"(?m)(?:^|[ \t])#", text)]
    if not marks:
        return None
    covered = bytearray(len(text))
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark.index, token.end_mark.index
                if token.style in ("|", ">"):
                    # what follows | or > in its line is no part of the text
                    start = max(text.find("\n", start, end), start)
                covered[start:end] = b"\1" * (end - start)
    except yaml.YAMLError as error:
        what, mend = "not every reader of YAML takes this line alike", "write it with spaces, in the plainest way"
        raise BadRecord(what, where=f"{path}:{fault_line(text)}", mend=mend) from error
    return next((text.count("\n", 0, mark) + 1 for mark in marks if not covered[mark]), None)
