"""The public names: all that a public call takes, returns or raises, and docs/api.md about each."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import quotecard
from quotecard import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

WHOLE = {"Picture", "Scene", "Theme"}
"""Values whose parts are the classes of their own modules, which docs/api.md names."""
INTERNAL = {"Card": {"job", "blocks", "book"}}
"""Members that docs/api.md calls the program's own."""
ERRORS = {
    name
    for name, value in vars(errors).items()
    if inspect.isclass(value) and issubclass(value, errors.CardError)
}


def exported(kind: Any) -> dict[str, Any]:
    found = {name: inspect.unwrap(getattr(quotecard, name)) for name in quotecard.__all__}
    return {name: value for name, value in found.items() if kind(value)}


def imported(module: str) -> dict[str, tuple[str, str]]:
    """Names that a module imports, for types too: (module, name there)."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        alias.asname or alias.name: (node.module or "", alias.name) for node in froms for alias in node.names
    }


def classes_in(annotation: str, module: str) -> Iterator[type]:
    """Each class of the package that an annotation names."""
    known = imported(module)
    for node in ast.walk(ast.parse(annotation.strip("'\""), mode="eval")):
        if isinstance(node, ast.Name):
            home, name = known.get(node.id, (module, node.id))
            value = getattr(import_module(home), name, None) if home.startswith("quotecard") else None
            if inspect.isclass(value) and value.__module__.startswith("quotecard"):
                yield value


def callables(value: Any) -> Iterator[Any]:
    """A function, or the public methods and properties of a class."""
    if inspect.isfunction(value):
        yield value
        return
    for owner in value.__mro__:
        for name, member in vars(owner).items():
            if name.startswith("_") or name in INTERNAL.get(value.__name__, ()):
                continue
            function = (
                getattr(member, "fget", None)
                or getattr(member, "func", None)
                or getattr(member, "__func__", member)
            )
            if inspect.isfunction(function) and function.__module__.startswith("quotecard"):
                yield function


def annotations(value: Any) -> Iterator[tuple[str, str]]:
    """Each annotation that a user of a public name meets, with the module that it is written in."""
    for function in callables(value):
        yield from ((str(written), function.__module__) for written in function.__annotations__.values())
    if inspect.isclass(value):
        own = inspect.get_annotations(value).items()
        hidden = INTERNAL.get(value.__name__, set())
        shown = ((name, written) for name, written in own if not name.startswith("_") and name not in hidden)
        yield from ((forward(written), value.__module__) for _, written in shown)


def forward(written: Any) -> str:
    """The text of an annotation: a NamedTuple keeps it in a ForwardRef."""
    return str(getattr(written, "__forward_arg__", written))


def needed() -> set[str]:
    """The names of all classes that a user of the public functions meets."""
    waiting, seen = list(exported(inspect.isfunction).values()), set[str]()
    while waiting:
        value = waiting.pop()
        for annotation, module in annotations(value):
            for found in classes_in(annotation, module):
                if found.__name__ not in seen:
                    seen.add(found.__name__)
                    waiting += [] if found.__name__ in WHOLE else [found]
    return seen


def test_everything_that_a_public_call_takes_returns_or_raises_is_exported():
    classes = set(exported(inspect.isclass))
    assert needed() | ERRORS == classes
    assert {
        "Card",
        "Failure",
        "Notice",
        "Place",
        "Quotes",
        "Record",
        "Report",
        "Ruby",
        "Size",
        "Theme",
    } <= needed()
    assert set(exported(inspect.isfunction)) == set(quotecard.__all__) - classes


def test_errors_that_a_docstring_names_are_exported():
    said = {
        name
        for value in exported(callable).values()
        for function in callables(value)
        for name in re.findall(r"\b[A-Z][a-z]+[A-Z]\w+\b", function.__doc__ or "")
        if hasattr(errors, name) or name.endswith("Error")
    }
    assert {"QuoteError", "UsageError", "FontError", "TooLarge"} <= said <= set(quotecard.__all__)


def test_the_lists_of_names_agree():
    tree = ast.parse(inspect.getsource(quotecard))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    typed = {alias.asname or alias.name for node in block.body for alias in node.names}
    assert typed == set(quotecard.__all__)
    assert quotecard.__all__ == sorted(set(quotecard.__all__))
    assert {*quotecard.__all__, "__version__"} <= set(dir(quotecard))
    assert {name for name in dir(quotecard) if not name.startswith("_")} == set(quotecard.__all__)


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonesuch'"):
        _ = quotecard.nonesuch


def test_importing_the_package_imports_none_of_its_modules():
    code = "import sys, quotecard; dir(quotecard); print(*sorted(m for m in sys.modules if m.startswith('quotecard')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "render"
    )
    assert done.stdout.split() == ["quotecard", "quotecard.version"]


def test_every_public_name_and_member_has_a_docstring():
    for name, value in exported(callable).items():
        assert value.__doc__, name
        for function in callables(value):
            assert function.__doc__ or function.__name__.startswith("_"), f"{name}.{function.__name__}"


def test_the_page_names_every_public_name():
    code = " ".join(re.findall(r"`([^`\n]+)`", PAGE))
    assert [name for name in quotecard.__all__ if not re.search(rf"\b{name}\b", code)] == []
    for name in ("Card", "Report"):
        members = {
            member
            for member, value in vars(getattr(quotecard, name)).items()
            if isinstance(value, (property, cached_property)) or inspect.isfunction(value)
        }
        public = {member for member in members if not member.startswith("_")} - {"add", "leave_out"}
        assert [member for member in sorted(public) if not re.search(rf"\b{member}\b", code)] == []


@pytest.mark.slow
def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    scripts, names = 0, dict[str, Any]()
    for block in BLOCKS:
        if script := re.match(r"# (\w+\.py)\n", block):
            Path(script[1]).write_text(block, encoding="utf-8")
            done = subprocess.run([sys.executable, script[1]], capture_output=True, text=True, check=True)
            assert done.stdout == "1\n"
            scripts += 1
        else:
            exec(compile(block, "docs/api.md", "exec"), names)
    assert (len(BLOCKS), scripts) == (9, 1)
