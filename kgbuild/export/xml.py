"""Writes XML: indented, as UTF-8."""

from __future__ import annotations

from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_DECLARATION = b"<?xml version='1.0' encoding='utf-8'?>\n"


def write_xml(root: Element, out: BinaryIO) -> None:
    """Write the document whose root is `root`, which is indented for it."""
    ElementTree.indent(root)
    out.write(_DECLARATION + ElementTree.tostring(root, encoding="unicode").encode() + b"\n")
