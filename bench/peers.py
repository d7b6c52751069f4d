"""Other makers of cards, on the same quotes: each at its best that a user would write in an hour.

The plain Pillow script is always there. The others are optional: where one is missing, its row says how to get it.
Each draws 1080 × 1350 px, the quote at 72 px and the author at 36, on a flat ground, a gradient or a photo.
"""

from __future__ import annotations

import gc
import html
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bench import plain

if TYPE_CHECKING:
    from PIL import Image

Maker = Callable[[dict[str, str], Path], object]
KINDS = ("flat", "gradient", "photo")
WIDTH, HEIGHT = plain.SIZE
GROUND, DEEP = (250, 246, 238), (226, 214, 190)
"""The ground, and what a gradient ends in."""
FONT = plain.FONT
FAMILY = "Noto Serif CJK TC"


class Peer(NamedTuple):
    """One way to make a card."""

    make: Callable[[str], Maker]
    """Takes a kind of ground; loads what it needs."""
    module: str = ""
    install: str = ""
    elsewhere: bool = False
    """Whether another process does the work, so that only the clock on the wall sees it."""

    @property
    def missing(self) -> str:
        """How to install it; empty if it is installed."""
        return self.install if self.module and find_spec(self.module) is None else ""


def photo() -> Path:
    """Return a picture with the detail of a photo, made once: hills of noise, from a seed."""
    path = Path(tempfile.gettempdir()) / "quotecard-bench-photo.png"
    if not path.exists():
        from PIL import Image, ImageChops

        dice = random.Random(20)
        layers = []
        for cells in (5, 40, 320):
            noise = Image.frombytes("RGB", (cells, cells), dice.randbytes(3 * cells * cells))
            layers.append(noise.resize(plain.SIZE, Image.Resampling.BICUBIC))
        picture = ImageChops.blend(ImageChops.blend(layers[0], layers[1], 0.3), layers[2], 0.03)
        beside = path.with_suffix(f".{os.getpid()}.png")
        picture.save(beside)
        beside.replace(path)
    return path


@lru_cache
def ground(kind: str) -> Image.Image:
    """Return what stands behind the text, as Pillow has it."""
    from PIL import Image

    if kind == "flat":
        return Image.new("RGB", plain.SIZE, GROUND)
    if kind == "photo":
        with Image.open(photo()) as opened:
            return opened.convert("RGB")
    ramp = Image.linear_gradient("L").resize(plain.SIZE)
    return Image.composite(Image.new("RGB", plain.SIZE, DEEP), Image.new("RGB", plain.SIZE, GROUND), ramp)


def plain_maker(kind: str) -> Maker:
    """Return the plain Pillow script: `bench/plain.py`, over a copy of its ground."""
    fonts = plain.fonts()
    behind = None if kind == "flat" else ground(kind)
    return lambda quote, path: plain.card(quote["text"], quote["author"], *fonts, behind).save(path)


def ours_maker(kind: str) -> Maker:
    """Return our own: what a worker of a batch does, file and all."""
    from quotecard import render_card
    from quotecard.garbage import collect_rarely

    gc.freeze()
    collect_rarely()
    theme = THEMES[kind]
    more = {"background": photo()} if kind == "photo" else {}
    return lambda quote, path: path.write_bytes(render_card({**quote, **more}, theme=theme).png())


THEMES = {"flat": "xuan", "gradient": "dawn", "photo": "photo"}
"""Our theme of each kind of ground."""


def typst_maker(kind: str) -> Maker:
    """Return Typst through its Python package: one compiler, the quote as an input."""
    import typst

    folder = Path(tempfile.mkdtemp(prefix="quotecard-bench-"))
    shutil.copy(photo(), folder / "photo.png")
    fills = {
        "flat": f'rgb("{_hex(GROUND)}")',
        "gradient": f'gradient.linear(rgb("{_hex(GROUND)}"), rgb("{_hex(DEEP)}"), angle: 90deg)',
        "photo": "none",
    }
    behind = 'background: image("photo.png", width: 100%), ' if kind == "photo" else ""
    (folder / "card.typ").write_text(
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 110pt, {behind}fill: {fills[kind]})\n"
        f'#set text(font: "{FAMILY}", size: 72pt, lang: "zh", region: "tw")\n'
        "#set par(leading: 40pt)\n#set align(horizon)\n"
        "#sys.inputs.text\n\n#text(size: 36pt)[—— #sys.inputs.author]\n",
        encoding="utf-8",
    )

    def make(quote: dict[str, str], path: Path) -> object:
        compiler = typst.Compiler(
            folder / "card.typ",
            font_paths=fonts,
            sys_inputs={"text": quote["text"], "author": quote["author"]},
        )
        return path.write_bytes(compiler.compile(format="png", ppi=72))

    fonts: Any = typst.Fonts(include_system_fonts=False, font_paths=[FONT.parent])
    return make


def takumi_maker(kind: str) -> Maker:
    """Return Takumi through its Python package: one renderer, one style sheet."""
    from takumi_py import FontResource, Renderer

    renderer = Renderer(load_default_fonts=False, fonts=[FontResource(_one_face(), name=FAMILY)])
    images = {"photo": [("photo", photo().read_bytes())]}.get(kind)
    options = {"images": images} if images else {}

    def make(quote: dict[str, str], path: Path) -> object:
        body = _html(quote)
        return path.write_bytes(
            renderer.render_html(
                body, stylesheets=[_css(kind, "photo")], width=WIDTH, height=HEIGHT, **options
            )
        )

    return make


def pictex_maker(kind: str) -> Maker:
    """Return pictex: a canvas and two texts."""
    from pictex import Canvas, Column, LinearGradient, Text

    canvas = Canvas().size(WIDTH, HEIGHT).padding(110)
    if kind == "photo":
        canvas = canvas.background_image(str(photo()))
    else:
        fill = LinearGradient([_hex(GROUND), _hex(DEEP)], start_point=(0, 0), end_point=(0, 1))
        canvas = canvas.background_color(_hex(GROUND) if kind == "flat" else fill)

    def make(quote: dict[str, str], path: Path) -> object:
        text = Text(quote["text"]).font_family(str(FONT)).font_size(72).line_height(1.55)
        name = Text(f"—— {quote['author']}").font_family(str(FONT)).font_size(36)
        return canvas.render(Column(text, name).gap(40)).save(str(path))

    return make


def chromium_maker(kind: str) -> Maker:
    """Return headless Chromium through Playwright: one page, its text replaced, a screenshot."""
    from playwright.sync_api import sync_playwright

    installed = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    browser = (
        sync_playwright()
        .start()
        .chromium.launch(executable_path=installed, args=["--no-sandbox"] if installed else [])
    )
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    face = f'@font-face{{font-family:"{FAMILY}";src:url("{FONT.as_uri()}")}}'
    start = Path(tempfile.mkdtemp(prefix="quotecard-bench-")) / "card.html"
    start.write_text(f"<style>{face}{_css(kind, photo().as_uri())}</style><body></body>", encoding="utf-8")
    page.goto(start.as_uri())

    def make(quote: dict[str, str], path: Path) -> object:
        page.evaluate("body => { document.body.innerHTML = body }", _html(quote))
        return page.screenshot(path=str(path))

    return make


def _html(quote: dict[str, str]) -> str:
    text, author = (html.escape(quote[name]).replace("\n", "<br>") for name in ("text", "author"))
    return f'<div class="card"><p>{text}</p><small>—— {author}</small></div>'


def _css(kind: str, picture: str) -> str:
    behind = {
        "flat": f"background:{_hex(GROUND)}",
        "gradient": f"background:linear-gradient({_hex(GROUND)},{_hex(DEEP)})",
        "photo": f'background-image:url("{picture}");background-size:100% 100%',
    }[kind]
    return (
        "*{margin:0}"
        f".card{{width:{WIDTH}px;height:{HEIGHT}px;padding:110px;box-sizing:border-box;display:flex;"
        f"flex-direction:column;justify-content:center;{behind};font-family:'{FAMILY}'}}"
        "p{font-size:72px;line-height:112px;color:#222}small{font-size:36px;margin-top:40px;color:#786e64}"
    )


@lru_cache
def _one_face() -> bytes:
    """Return the Traditional face alone, for those who read no collections."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    out = BytesIO()
    TTFont(FONT, fontNumber=plain.TRADITIONAL).save(out)
    return out.getvalue()


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


PEERS = {
    "plain": Peer(plain_maker),
    "ours": Peer(ours_maker),
    "typst": Peer(typst_maker, "typst", "pip install typst"),
    "takumi": Peer(takumi_maker, "takumi_py", "pip install takumi-py"),
    "pictex": Peer(pictex_maker, "pictex", "pip install pictex"),
    "chromium": Peer(
        chromium_maker,
        "playwright",
        "pip install playwright, then: playwright install chromium",
        elsewhere=True,
    ),
}
"""All makers by name; the plain script is what the others are measured by."""
