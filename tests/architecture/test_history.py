"""Bulk writes bypass history, so models with history are never written in bulk."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

from tests.support.sources import APPS, ROOT, files

BULK = {"bulk_create", "bulk_update", "abulk_create", "abulk_update", "aupdate"}

# Calls whose model cannot be read from the code, each looked at: file and function.
REVIEWED = {
    ("decisions/services/agenda.py", "take_off_agenda"),  # a meeting's items, without history
    ("foundation/forms/account.py", "__init__"),  # a dictionary of attributes
    ("foundation/workflow/apply.py", "apply_all"),  # refuses a model that keeps history
}


@cache
def models() -> dict[str, bool]:
    """Every model by its class name, and whether its history is kept."""
    return {
        model.__name__: hasattr(model, "history")
        for model in apps.get_models()
        if model._meta.app_label in APPS
    }


def bulk_writes(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each function's calls of QuerySet.update (keywords only, unlike dict's) and bulk_…"""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                update = node.func.attr == "update" and node.keywords and not node.args
                if update or node.func.attr in BULK:
                    yield function.name, node


def root(expression: ast.expr, tree: ast.Module, depth: int = 0) -> str:
    """The model a chain begins with, followed through plain assignments; empty if unknown."""
    while not isinstance(expression, ast.Name):
        if isinstance(expression, ast.Call):
            expression = expression.func
        elif isinstance(expression, ast.Attribute | ast.Subscript):
            expression = expression.value
        else:
            return ""
    if expression.id in models():
        return expression.id
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and depth < 5:
            named = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if expression.id in named and (found := root(node.value, tree, depth + 1)):
                return found
        if isinstance(node, ast.FunctionDef) and node.name == expression.id and depth < 5:
            found = [
                root(inner.value, tree, depth + 1)
                for inner in ast.walk(node)
                if isinstance(inner, ast.Return) and inner.value is not None
            ]
            if any(found):
                return next(filter(None, found))
    return ""


def offences(path: Path, code: str) -> list[str]:
    tree = ast.parse(code)
    found = []
    for function, call in bulk_writes(tree):
        model = root(call.func, tree)
        if models().get(model, not model and (str(path), function) not in REVIEWED):
            found.append(f"{path}:{call.lineno} {function}: {model or 'unknown model'}")
    return found


def test_there_are_models_with_history() -> None:
    assert sum(models().values()) > 5
    assert not all(models().values())


def test_models_with_history_are_never_written_in_bulk() -> None:
    found = [
        offence
        for path in files(".py")
        if path.parts[0] in APPS and "migrations" not in path.parts
        for offence in offences(path, (ROOT / path).read_text())
    ]
    assert found == []


def test_what_was_reviewed_is_still_there() -> None:
    for path, function in REVIEWED:
        assert f"def {function}(" in (ROOT / path).read_text()


def test_the_rule_itself_sees_bulk_writes() -> None:
    tracked = next(name for name, kept in models().items() if kept)
    plain = next(name for name, kept in models().items() if not kept)
    code = (
        "def write(rows):\n"
        f"    chosen = {tracked}.objects.filter(pk=1)\n"
        "    chosen.update(name='x')\n"
        f"    {tracked}.objects.bulk_create(rows)\n"
        f"    {plain}.objects.filter(pk=1).update(name='x')\n"
        "    rows.update(name='x')\n"
        "    {}.update({1: 2})\n"
    )
    assert [line.split(":")[1].split()[0] for line in offences(Path("x.py"), code)] == [
        "3",
        "4",
        "6",
    ]
