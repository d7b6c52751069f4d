"""The rules of docs/architecture.md and CONTRIBUTING.md, read from the source by ast."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in [*sorted(ROOT.glob("render/**/*.py")), ROOT / "cli.py"]
    if path.exists()
}
PACKAGE = [path for path in SOURCES if path != "cli.py"]

ROWS = (
    {"model", "look", "picture", "errors", "languages", "compact", "garbage"},
    {"fontbook", "album", "store", "say"},
    {"read", "style", "text", "page", "paint"},
    {"card"},
    {"check", "batch", "preview", "program"},
    {"serve"},
    {"commands"},
    {"cli"},
)
ROW_OF = {room: row for row, rooms in enumerate(ROWS) for room in rooms}
STAGES = ROWS[2]
SEAM = ("paint", "quotecard.scene")

# What reaches outside the process; a command may hand a finished card to the desktop (--open).
OUTSIDE = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),
    *("starlette", "uvicorn", "anyio"),
    *("subprocess", "pty", "ctypes", "webbrowser", "runpy", "code"),
    *("pickle", "marshal", "shelve"),
}
# The few that may, with the reason: each says more at its head.
MAY = {
    "render/quotecard/preview/clipboard.py": {
        "subprocess"
    },  # no clipboard has a door but its desktop's program
    "render/quotecard/serve/listen.py": {"socket", "uvicorn"},  # listens, on this machine alone
    "render/quotecard/serve/app.py": {
        "anyio",
        "starlette",
        "urllib",
    },  # urllib.parse, to write a name in a header
    "render/quotecard/serve/guard.py": {"starlette"},  # types
}
EVALUATES = {"eval", "exec", "compile", "__import__"}
STARTS = {"system", "popen", "fork", "startfile"}

OPENERS = {"open", "read_text", "read_bytes", "from_file_path", "truetype"}
READERS = (
    *(
        "render/quotecard/read/",
        "render/quotecard/style/theme_lookup",
        "render/quotecard/fontbook",
        "render/quotecard/images",
        "render/quotecard/store",
    ),
    "render/quotecard/preview/terminal/tty",  # the terminal, to ask what it can show
    "render/quotecard/serve/assets",  # the page's own files
    "render/quotecard/batch/pool",  # the kernel's account of a worker's memory
)


def room(path: str) -> str:
    """The room of a source file; the package's own door counts as `render`."""
    parts = Path(path).with_suffix("").parts
    if parts[0] == "cli":
        return "cli"
    return "render" if parts[1] == "__init__" else parts[1]


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each imported module by its full name, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative imports hide the room"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield (name if is_module(name) else node.module or ""), node.lineno


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()


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
    target = name.split(".")[1] if "." in name else "render"
    if importer in {"cli", "render", target}:
        return True
    if target == "render":  # the package's own door, for what stands above the stages: its version
        return ROW_OF[importer] >= ROW_OF["card"]
    if importer in ROWS[0]:
        return (importer, target) in {
            ("errors", "model"),
            ("model", "look"),
            ("model", "picture"),
            ("look", "picture"),
        }
    if (importer, name) == SEAM:
        return True
    return ROW_OF[target] < ROW_OF[importer]


def test_there_is_something_to_read():
    assert len(SOURCES) > 20
    assert {room(path) for path in SOURCES} - {"render"} <= set(ROW_OF), "a room that no row names"


@pytest.mark.parametrize("path", SOURCES)
def test_imports_go_one_way(path: str):
    wrong = [
        f"line {line}: {name}"
        for name, line in imported(SOURCES[path])
        if name.split(".")[0] == "render" and not may_import(room(path), name)
    ]
    assert not wrong, f"{path} reads what stands above or beside it: {wrong}"


def test_the_seam_is_the_only_bridge_between_stages():
    bridges = {
        (room(path), name)
        for path, tree in SOURCES.items()
        for name, _ in imported(tree)
        if room(path) in STAGES
        and name.startswith("quotecard.")
        and name.split(".")[1] in STAGES - {room(path)}
    }
    assert bridges <= {SEAM}


@pytest.mark.parametrize("path", PACKAGE)
def test_nothing_reaches_outside_the_process(path: str):
    tree = SOURCES[path]
    outside = OUTSIDE - MAY.get(path, set())
    wrong = [f"line {line}: {name}" for name, line in imported(tree) if name.split(".")[0] in outside]
    wrong += [
        f"line {line}: {name}()"
        for owner, name, line in calls(tree)
        if (not owner and name in EVALUATES)
        or (owner == "os" and (name in STARTS or name.startswith(("exec", "spawn", "posix_spawn"))))
    ]
    assert not wrong, f"{path}: {wrong}"


@pytest.mark.parametrize("path", [path for path in SOURCES if not path.startswith(READERS)])
def test_files_are_opened_behind_their_doors(path: str):
    wrong = [f"line {line}: {owner}.{name}" for owner, name, line in calls(SOURCES[path]) if name in OPENERS]
    assert not wrong, f"{path} opens files: {wrong}"


@pytest.mark.parametrize("path", PACKAGE)
def test_nothing_prints_in_render(path: str):
    assert not [line for owner, name, line in calls(SOURCES[path]) if not owner and name == "print"]


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
    assert statistics.median(ordered) <= 8
    assert ordered[int(len(ordered) * 0.9)] <= 30


def test_files_hold_one_idea():
    long = {
        path: lines
        for path in SOURCES
        if (lines := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_no_mutable_state_at_module_level():
    """Caches are lru_caches on pure functions or live in the font book; tables are not rebound."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert not wrong
