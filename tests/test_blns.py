"""The Big List of Naughty Strings: each is drawn, or refused by name; no other error escapes."""

import json
from pathlib import Path

import pytest
from quotecard import render_card
from quotecard.errors import BadQuote, DoesNotFit, MissingGlyphs

STRINGS = json.loads((Path(__file__).parent / "hostile" / "blns.json").read_text("utf-8"))


@pytest.mark.parametrize("size", ["portrait", "wide"])
def test_every_string_is_drawn_or_refused_by_name(size):
    drawn, refused = 0, []
    for text in STRINGS:
        try:
            card = render_card({"text": text}, size=size)
        except (BadQuote, MissingGlyphs, DoesNotFit) as error:
            refused.append(str(error))
        else:
            drawn += 1
            assert card.png().startswith(b"\x89PNG")
            assert all(glyph for item in card.scene.items for glyph in getattr(item, "glyphs", ()))
    assert all("quote 1" in message for message in refused)
    assert drawn + len(refused) == len(STRINGS)
    assert drawn > len(STRINGS) / 2
