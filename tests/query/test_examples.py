"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kgbuild.query

MODULES = [module.name for module in pkgutil.iter_modules(kgbuild.query.__path__, "kgbuild.query.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name))[1] for name in MODULES) >= 8
