"""On which line of a YAML or JSON text a value stands, for messages that say where."""

from __future__ import annotations

from collections.abc import Sequence

import yaml


def line_of(node: yaml.Node | None, where: Sequence[str | int], first: int = 1) -> int:
    """Return the line, counted from 1, of what is at `where`, or of what is to hold it.

    Args:
        node: The composed text.
        where: The keys and indices that lead to the value.
        first: The line where nothing of `where` is found.
    """
    line = first
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
