"""A test that asserts nothing proves nothing."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.sources import ROOT, files

# What fails by itself, by the beginning of its name: pytest's, pytest-django's, Playwright's.
FAILING = ("assert", "django_assert", "expect", "raises", "fail", "run_state_machine")


@cache
def helpers() -> frozenset[str]:
    """Functions of the tests' own that assert something for the test that calls them."""
    return frozenset(
        node.name
        for path in files(".py")
        if path.parts[0] == "tests"
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("test_")
        and any(isinstance(inner, ast.Assert | ast.Raise) for inner in ast.walk(node))
    )


def every_test() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in files(".py"):
        if path.name.startswith("test_"):
            for node in ast.walk(ast.parse((ROOT / path).read_text())):
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    yield path, node


def proves(test: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and called(node).startswith(FAILING))
        or (isinstance(node, ast.Call) and called(node) in helpers())
        for node in ast.walk(test)
    )


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_every_test_can_fail() -> None:
    found = [f"{path}: {test.name}" for path, test in every_test() if not proves(test)]
    assert found == []


def test_the_rule_itself_sees_a_test_that_proves_nothing() -> None:
    empty = ast.parse("def test_nothing():\n    value = 1 + 1\n    print(value)\n").body[0]
    assert isinstance(empty, ast.FunctionDef)
    assert not proves(empty)


def test_no_two_tests_of_a_file_share_a_name() -> None:
    seen: set[tuple[Path, str, int]] = set()
    twice = []
    for path, test in every_test():
        key = (path, test.name, test.col_offset)
        if key in seen and test.col_offset == 0:
            twice.append(f"{path}: {test.name}")
        seen.add(key)
    assert twice == []
