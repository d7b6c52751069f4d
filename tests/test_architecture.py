"""The rules of docs/architecture.md and CONTRIBUTING.md, read from the source by ast."""

from __future__ import annotations

import ast
import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "render"
SOURCES = {
    path.relative_to(SOURCE / "quotecard").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SOURCE.glob("quotecard/**/*.py"))
}
DOOR = ROOT / "cli.py"

ROWS = (
    {
        "version",
        "errors",
        "model",
        "theme",
        "picture",
        "scene",
        "languages",
        "hash_index",
        "identity_key",
        "garbage",
    },
    {"fontbook", "images", "store", "console"},
    {"read", "text", "paint"},
    {"devices"},
    {"attribution"},
    {"style", "page"},
    {"card"},
    {"check", "batch", "preview"},
    {"serve"},
    {"commands"},
)
ROW_OF = {room: row for row, rooms in enumerate(ROWS) for room in rooms}
VALUES = {
    ("errors", "model"), ("model", "theme"), ("model", "picture"), ("theme", "picture"), ("scene", "theme"), ("scene", "picture"),
}  # fmt: skip
"""What the values of the first row may read of one another."""
ENTRIES = {"__init__", "__main__"}

# What reaches outside the process; a command may hand a finished card to the desktop (--open).
OUTSIDE = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),
    *("starlette", "uvicorn", "anyio"),
    *("subprocess", "pty", "ctypes", "webbrowser", "runpy", "code"),
    *("pickle", "marshal", "shelve"),
}
# The few that may, with the reason: each says more at its head.
MAY = {
    "preview/clipboard.py": {"subprocess"},  # no clipboard has a door but its desktop's program
    "serve/listen.py": {"socket", "uvicorn"},  # listens, on this machine alone
    "serve/app.py": {"anyio", "starlette", "urllib"},  # urllib.parse, to write a name in a header
    "serve/guard.py": {"starlette"},  # types
}
EVALUATES = {"eval", "exec", "compile", "__import__"}
STARTS = {"system", "popen", "fork", "startfile"}

OPENERS = {"open", "read_text", "read_bytes", "from_file_path", "truetype"}
READERS = (
    *("read/", "style/theme", "style/toml_source", "fontbook/", "images/", "store/"),
    "preview/terminal/tty",  # the terminal, to ask what it can show
    "serve/assets",  # the page's own files
    "batch/pool",  # the kernel's account of a worker's memory
)

LANGUAGE_TAGS = frozenset(
    {"zh", "zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko", "en", "vi", "zh-hant", "zh-hans"}
)
MOST_TAGS = 20
"""Literals of language tags outside languages/: what a language does is asked of its value."""


def room(path: str) -> str:
    """The room of a source file: its folder, or a module at the top."""
    return Path(path).with_suffix("").parts[0]


def module_of(path: str) -> str:
    name = "quotecard/" + path.removesuffix(".py")
    return name.removesuffix("/__init__").replace("/", ".")


def is_module(name: str) -> bool:
    path = SOURCE / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each imported module by its full name, with the line; a name of a package is that package's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative imports hide the room"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield (name if is_module(name) else node.module or ""), node.lineno


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Each call as (owner, name, line): `Path(x).read_text()` is ("", "read_text", n)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(name):
                    yield "", name, node.lineno
                case ast.Attribute(ast.Name(owner), name):
                    yield owner, name, node.lineno
                case ast.Attribute(_, name):
                    yield "", name, node.lineno


def may_import(importer: str, name: str) -> bool:
    """Whether a file of one room may read a module of another."""
    parts = name.split(".")
    target = parts[1] if len(parts) > 1 else "__init__"
    if importer in ENTRIES or importer == target:
        return True
    if target in ENTRIES:
        return False
    if importer in ROWS[0]:
        return target in {"version", "errors"} or (importer, target) in VALUES
    return ROW_OF[target] < ROW_OF[importer]


def test_every_room_has_a_row():
    assert len(SOURCES) > 200
    assert {room(path) for path in SOURCES} - ENTRIES == set(ROW_OF)


def test_imports_go_one_way():
    wrong = [
        f"{path}:{line}: {name}"
        for path, tree in SOURCES.items()
        for name, line in imported(tree)
        if name.split(".")[0] == "quotecard" and not may_import(room(path), name)
    ]
    assert not wrong, "these read what stands above or beside them"


def graph() -> dict[str, set[str]]:
    """Which modules each module imports, those for types alone included."""
    modules = {module_of(path) for path in SOURCES}
    found: dict[str, set[str]] = {}
    for path, tree in SOURCES.items():
        me = module_of(path)
        found[me] = {name for name, _ in imported(tree) if name in modules and name != me}
    return found


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """The sets of modules that reach one another (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in edges[node]:
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in edges:
        if node not in order:
            visit(node)
    return found


def test_no_circle_between_modules():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles(graph()) == []


def test_a_name_of_a_module_or_a_class_stands_once():
    modules = Counter(Path(path).stem for path in SOURCES if Path(path).stem not in ENTRIES)
    classes = Counter(
        node.name
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert not [name for name, count in (modules + classes).items() if count > 1]


def docstrings(tree: ast.AST) -> set[int]:
    """The nodes that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def language_tags(path: str) -> list[str]:
    """The literals of language tags in a file, however they are used."""
    tree = SOURCES[path]
    told = docstrings(tree)
    return [
        f"{path}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in LANGUAGE_TAGS and id(node) not in told
    ]


def test_what_a_language_does_stands_in_languages():
    outside = [tag for path in SOURCES if room(path) != "languages" for tag in language_tags(path)]
    assert len(outside) <= MOST_TAGS, outside
    assert sum(len(language_tags(path)) for path in SOURCES if room(path) == "languages") > len(LANGUAGE_TAGS)


def test_nothing_reaches_outside_the_process():
    wrong = []
    for path, tree in SOURCES.items():
        outside = OUTSIDE - MAY.get(path, set())
        wrong += [f"{path}:{line}: {name}" for name, line in imported(tree) if name.split(".")[0] in outside]
        wrong += [
            f"{path}:{line}: {name}()"
            for owner, name, line in calls(tree)
            if (not owner and name in EVALUATES)
            or (owner == "os" and (name in STARTS or name.startswith(("exec", "spawn", "posix_spawn"))))
        ]
    assert not wrong


def test_files_are_opened_behind_their_doors():
    wrong = [
        f"{path}:{line}: {owner}.{name}"
        for path in SOURCES
        if not path.startswith(READERS)
        for owner, name, line in calls(SOURCES[path])
        if name in OPENERS
    ]
    assert not wrong


def test_nothing_prints():
    prints = [
        f"{path}:{line}"
        for path, tree in SOURCES.items()
        for owner, name, line in calls(tree)
        if not owner and name == "print"
    ]
    assert not prints


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each function with its length in lines, its docstring and decorators left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                text = node.body[0]
                length -= (text.end_lineno or text.lineno) - text.lineno + 1
            yield node.name, length


def test_functions_are_small():
    lengths = {f"{path}:{name}": length for path, tree in SOURCES.items() for name, length in functions(tree)}
    assert not {name: length for name, length in lengths.items() if length > 60}
    ordered = sorted(lengths.values())
    assert statistics.median(ordered) <= 7
    assert ordered[int(len(ordered) * 0.9)] <= 17


def test_files_hold_one_idea():
    paths = [*(SOURCE / "quotecard" / path for path in SOURCES), DOOR]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert not {name: lines for name, lines in lengths.items() if lines > 400}


def test_no_mutable_state_at_module_level():
    """Caches are lru_caches on pure functions or live in the font book; tables are not rebound."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert not wrong


@pytest.mark.parametrize("name", ["devices", "attribution"])
def test_a_device_or_a_placement_is_named_in_its_own_file_and_the_list(name: str):
    """A new one is one file and a line: no other room compares the names that themes have for them."""
    keys = {
        node.value.value
        for path, tree in SOURCES.items()
        if room(path) == name
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and getattr(node.target, "id", "") in {"key", "name"}
        and isinstance(node.value, ast.Constant)
    }
    assert len(keys) >= 5
    compared = [
        f"{path}:{node.lineno}"
        for path, tree in SOURCES.items()
        if room(path) in {"text", "page", "style", "card", "model", "theme"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(
            isinstance(one, ast.Constant) and one.value in keys - {"foot"}
            for one in [node.left, *node.comparators]
        )
    ]
    assert not compared
