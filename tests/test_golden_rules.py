"""Each golden card shows its rule: with the rule switched off, it is another card."""

from __future__ import annotations

from typing import Any

import pytest
from quotecard import Card, render_card
from quotecard.fontbook import default_book
from quotecard.page.compose import compose
from quotecard.page.typeset import typeset
from quotecard.read.item import quote_of
from quotecard.scene import dump
from quotecard.style import load_theme, resolve

from tests.switches import SWITCHES, Switch
from tests.test_golden import CASES, FOLDER, SMALL

PAIRS = [(name, rule) for name, case in CASES.items() for rule in case.get("without", ())]


def _render(case: dict[str, Any]) -> Card:
    return render_card(
        case["quote"], theme=load_theme(case.get("theme", "xuan")), size=case.get("size", SMALL)
    )


def _render_without(case: dict[str, Any], switch: Switch) -> Card:
    """Render a card by rules of its own: the chain of `render_card`, each value changed as the switch says."""
    quote = quote_of(switch.quote(dict(case["quote"])))
    own = switch.theme(load_theme(case.get("theme", "xuan")))
    job = switch.job(resolve(quote, own, switch.size or case.get("size", SMALL)))
    blocks = switch.blocks(typeset(job, default_book(), switch.rules))
    return Card(job, blocks, compose(job, blocks))


@pytest.mark.parametrize(("name", "rule"), PAIRS, ids=[f"{name}-{rule}" for name, rule in PAIRS])
def test_a_card_without_its_rule_is_another(name: str, rule: str):
    case, switch = CASES[name], SWITCHES[rule]
    shown = switch.sign(_render(case))
    assert shown is not False, f"{rule} does not show on the golden"
    without = _render_without(case, switch)
    golden = (FOLDER / f"{name}.scene.txt").read_text(encoding="utf-8")
    assert dump(without.scene) != golden
    assert switch.sign(without) != shown, f"{rule} shows although it is off"


def test_every_case_names_the_rules_that_it_shows():
    assert not [name for name, case in CASES.items() if not case.get("without")]


def test_every_switch_is_used_and_every_rule_has_one():
    assert {rule for _, rule in PAIRS} == set(SWITCHES)
