"""No two modules import each other, directly or by way of others; imports for types count too."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "render"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in SOURCE.glob("quotecard/**/*.py")
}
FREE_OF_CIRCLES = ("quotecard.batch", "quotecard.store", "quotecard.commands")


def imported(tree: ast.AST) -> Iterator[str]:
    """Each module of the package that a file imports, at its head, for types, or within a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield from [one for one in (name, node.module) if one in MODULES][:1]


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Groups of modules each of which reaches all others of its group (Tarjan's strongly connected components)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph.get(name, ()):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            group = set(stack[at:])
            del stack[at:]
            if len(group) > 1 or name in graph.get(name, ()):
                found.append(group)

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_circles_are_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circles({"a": {"a"}}) == [{"a"}]


def test_no_circle_passes_through_these_rooms():
    graph = {
        name: set(imported(ast.parse(path.read_text(encoding="utf-8")))) for name, path in MODULES.items()
    }
    assert "quotecard.batch.run" in graph["quotecard.batch.api"]
    wrong = [
        sorted(group)
        for group in circles(graph)
        if any(name.startswith(FREE_OF_CIRCLES) or name.count(".") == 1 for name in group)
    ]
    assert not wrong
