"""Each golden card shows its rule: with the rule switched off, it is another card."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from quotecard import render_card
from quotecard.fontbook import default_book
from quotecard.page import typeset
from quotecard.page.layout import lay_out
from quotecard.scene import dump
from quotecard.style.theme_lookup import theme
from quotecard.text.line.fit import Space

from tests.switches import SWITCHES, Switch
from tests.test_golden import CASES, FOLDER, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotecard import Card

PAIRS = [(name, rule) for name, case in CASES.items() for rule in case.get("without", ())]
KEPT = ("quotecard.fontbook", "quotecard.style", "quotecard.images", "quotecard.paint")
"""Rooms whose memory no rule of the text or the page reaches."""


@pytest.fixture
def unremembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Patches after which nothing is remembered that depends on a rule."""
    yield monkeypatch
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    """Clear what is remembered in the rooms of text and page, so that nothing outlives a patch."""
    for name, module in list(sys.modules.items()):
        if name.startswith("quotecard.") and not name.startswith(KEPT):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def _render(case: dict[str, Any], switch: Switch | None = None) -> Card:
    own, size = theme(case.get("theme", "xuan")), case.get("size", SMALL)
    if switch is None:
        return render_card(case["quote"], theme=own, size=size)
    quote = switch.quote(dict(case["quote"]))
    return render_card(quote, theme=switch.theme(own), size=switch.size or size, on_missing="warn")


def _patch(monkeypatch: pytest.MonkeyPatch, switch: Switch) -> None:
    for name in ("_faces", "_chains", "_found"):
        kept = default_book().__dict__[name] if name == "_faces" else {}
        monkeypatch.setattr(default_book(), name, dict(kept))
    _forget()
    # What a card is laid out and fitted by.
    monkeypatch.setattr(typeset, "lay_out", partial(lay_out, rules=switch.rules))
    monkeypatch.setattr(typeset, "Space", partial(Space, rules=switch.rules))
    for name, value in switch.patches.items():
        module, _, path = name.partition(":")
        *owners, last = path.split(".")
        target: Any = import_module(module)
        for owner in owners:
            target = getattr(target, owner)
        monkeypatch.setattr(target, last, value)


@pytest.mark.parametrize(("name", "rule"), PAIRS, ids=[f"{name}-{rule}" for name, rule in PAIRS])
def test_a_card_without_its_rule_is_another(name: str, rule: str, unremembered: pytest.MonkeyPatch):
    case, switch = CASES[name], SWITCHES[rule]
    shown = switch.sign(_render(case))
    assert shown is not False, f"{rule} does not show on the golden"
    _patch(unremembered, switch)
    without = _render(case, switch)
    golden = (FOLDER / f"{name}.scene.txt").read_text(encoding="utf-8")
    assert dump(without.scene) != golden
    assert switch.sign(without) != shown, f"{rule} shows although it is off"


def test_every_case_names_the_rules_that_it_shows():
    assert not [name for name, case in CASES.items() if not case.get("without")]


def test_every_switch_is_used_and_every_rule_has_one():
    assert {rule for _, rule in PAIRS} == set(SWITCHES)
