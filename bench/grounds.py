"""Cards on a gradient and on a photograph, ours and the plain script's, for `bench.speed`.

The plain script makes its ground once and copies it for each card; its scrim is one for all. Ours is
the whole chain, with a scrim that follows each quote's lines.
"""

from __future__ import annotations

import random
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from collections.abc import Callable

    from render.page.scene import Backdrop, Scene
    from render.picture import Picture

    Maker = Callable[[dict[str, str], Path], None]

TOP, FOOT = (0xB9, 0xCB, 0xDA), (0xF2, 0xC3, 0xA8)
LIGHT = (0xF7, 0xF2, 0xE8)
SOURCE = (3000, 2000)


@lru_cache
def photograph() -> Path:
    """Make a photograph of hills in mist, grain and all, and return where it stands."""
    chance = random.Random(7)
    layers = []
    for side in (6, 24, 96, 400):
        cells = (side * 3 // 2, side)
        noise = Image.frombytes("L", cells, chance.randbytes(cells[0] * cells[1]))
        layers.append(noise.resize(SOURCE, Image.Resampling.BICUBIC))
    mixed = layers[0]
    for step, layer in enumerate(layers[1:], 2):
        mixed = Image.blend(mixed, layer, 0.5 / step)
    grain = Image.frombytes("L", SOURCE, chance.randbytes(SOURCE[0] * SOURCE[1])).point(lambda v: v // 24)
    sky = Image.linear_gradient("L").rotate(180).resize(SOURCE)
    grey = ImageChops.add(Image.blend(mixed, sky, 0.5), grain)
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "photograph.jpg"
    Image.merge(
        "RGB", (grey.point(lambda v: v * 9 // 10), grey, grey.point(lambda v: 20 + v * 9 // 10))
    ).save(path, quality=92)
    return path


def plain(kind: str) -> Maker:
    """Return the plain script's way from a quote to a file, on its ground."""
    from bench import plain as script

    fonts, ground = (
        script.fonts(),
        script.gradient(TOP, FOOT) if kind == "gradient" else script.photo(photograph()),
    )
    ink = (34, 34, 34) if kind == "gradient" else LIGHT
    return lambda quote, path: script.card(quote["text"], quote["author"], *fonts, ground, ink).save(path)


def ours(kind: str) -> Maker:
    """Return our way from a quote to a file, on a backdrop."""
    from render import render_card
    from render.fontbook import default_book
    from render.paint.png import encode
    from render.paint.raster import paint

    over = _on_gradient if kind == "gradient" else _on_photograph

    def make(quote: dict[str, str], path: Path) -> None:
        card = render_card(quote)
        path.write_bytes(encode(paint(over(card.scene), default_book()), card.text_chunks()))

    return make


def _on_gradient(scene: Scene) -> Scene:
    return scene._replace(backdrop=_gradient())


@lru_cache
def _gradient() -> Backdrop:
    from render.page.scene import Backdrop, Gradient

    return Backdrop(Gradient(((0.0, TOP), (1.0, FOOT))))


def _on_photograph(scene: Scene) -> Scene:
    """Put a card's text on the photograph, in light ink."""
    from render.page import scrim
    from render.page.scene import Backdrop, Glyphs

    items = tuple(item._replace(colour=LIGHT) for item in scene.items if isinstance(item, Glyphs))
    largest = max(item.size for item in items)
    boxes = [scrim.box(item, scrim.QUOTE if item.size == largest else scrim.ATTRIBUTION) for item in items]
    ground = scrim.photo(_picture(), (scene.width, scene.height), boxes)
    return scene._replace(items=items, backdrop=Backdrop(ground))


@lru_cache
def _picture() -> Picture:
    from render import album

    return album.picture(photograph())
