"""The page in a real browser."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from quotecard import load_quotes, render_card
from quotecard.read.document import read_quotes
from quotecard.style import themes

from tests.preview.pretend import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.serve.asking import Served

ONE = "\u6211\u5011\u98fd\u53d7\u611a\u8822\u4e4b\u82e6"
TWO = "\u8cc7\u91d1\u986f\u7136\u4e0d\u6703\u6210\u70ba\u554f\u984c\u3002"
FILE = f"""\
- text: {ONE}
  id: stupidity
  author: \u694a\u7acb\u6606
- text: {TWO}
  id: funding
- {{text: The mass of men lead lives of quiet desperation., author: Thoreau, lang: en}}
""" + "".join(f"- Quote number {number}\n" for number in range(4, 40))


# The policy lets the page itself read no blob again: a test asks for what was made one.
KEEP_BLOBS = """
globalThis.blobs = new Map();
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => { const address = make.call(URL, blob); blobs.set(address, blob); return address; };
"""


class Page:
    """A page of the browser, in the words of these tests."""

    def __init__(self, tab: Any, served: Served) -> None:
        self.tab = tab
        self.served = served
        self.said: list[str] = []
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("response", self._heard)
        tab.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def _heard(self, response: Any) -> None:
        """Note an answer that nobody expects; a quote may be wrong, or gone from the file since."""
        of_a_quote = re.search(r"/(card|thumb|overlay|facts)(\.png)?(\?|$)", response.url)
        if response.status >= 400 and not (of_a_quote and response.status in (404, 422)):
            self.said.append(f"{response.status} {response.url}")

    def open(self) -> Page:
        self.tab.goto(self.served.address)
        self.tab.wait_for_selector("#card[data-count]")
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until what is said is said of the card that is shown."""
        self.tab.wait_for_timeout(150)
        self.tab.wait_for_function(
            "() => document.querySelector('#summary').textContent || !document.querySelector('#fault').hidden"
        )

    def drawn(self, act: Callable[[], object]) -> None:
        """Do something and wait for another card."""
        before = self.tab.evaluate("document.querySelector('#card').dataset.count")
        act()
        self.tab.wait_for_function(
            "before => document.querySelector('#card').dataset.count !== before", arg=before
        )
        self.settled()

    @property
    def png(self) -> bytes:
        """The bytes of the picture that is shown."""
        found = self.tab.evaluate(
            "async () => [...new Uint8Array(await blobs.get(document.querySelector('#card').src).arrayBuffer())]"
        )
        return bytes(found)

    @property
    def fault(self) -> str:
        return self.tab.inner_text("#fault") if self.tab.is_visible("#fault") else ""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    from tests.serve.asking import standing

    with standing(tmp_path_factory.mktemp("page"), FILE) as found:
        yield found


@pytest.fixture
def page(chromium: Any, served: Served) -> Iterator[Page]:
    if served.path.read_text(encoding="utf-8") != FILE:
        served.path.write_text(FILE, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(60_000)
    context.add_init_script(KEEP_BLOBS)
    shown = Page(context.new_page(), served).open()
    yield shown
    unexpected = [line for line in shown.said if not line.startswith("Failed to load resource")]
    context.close()
    assert not unexpected


def test_the_page_opens_with_the_first_card(page: Page):
    assert page.png == render_card(load_quotes(page.served.path)[0]).png()
    assert page.tab.title() == "quotes.yaml \u2013 quotecard"
    assert page.tab.get_attribute("#card", "alt") == f"{ONE} \u2014 \u694a\u7acb\u6606"
    assert (
        page.tab.inner_text("#summary")
        == "1080 \u00d7 1350 px \u00b7 2 lines \u00b7 131 px per em \u00b7 zh-Hant (guessed)"
    )
    assert re.match(r"(loaded from cache|drawn) in [\d.]+ ms", page.tab.inner_text("#ms"))
    assert page.tab.input_value("#text") == ONE
    assert page.tab.is_visible("#tones")


def test_a_theme_a_size_and_a_direction_are_picked(page: Page):
    quote = load_quotes(page.served.path)[0]
    page.drawn(lambda: page.tab.get_by_label("\u58a8 ink").check())
    assert page.png == render_card(quote, theme="ink").png()
    page.drawn(lambda: page.tab.get_by_label("square", exact=True).check())
    page.drawn(lambda: page.tab.get_by_label("Columns").check())
    assert page.png == render_card(quote._replace(direction="vertical"), theme="ink", size="square").png()
    page.tab.wait_for_function("() => document.querySelector('#summary').textContent.includes('2 columns')")


def test_light_or_dark_is_picked(page: Page):
    quote = load_quotes(page.served.path)[0]
    page.drawn(lambda: page.tab.get_by_label("Dark").check())
    assert page.png == render_card(quote, tone="dark").png() != render_card(quote).png()
    page.tab.wait_for_function(
        "() => document.querySelectorAll('.themes img[src*=\"tone=dark\"]').length > 10"
    )


def test_every_theme_shows_the_quote_in_itself(page: Page):
    sources = "() => [...document.querySelectorAll('.themes .leaf img')].map((leaf) => leaf.getAttribute('src') || '')"
    page.tab.wait_for_function(
        f"() => ({sources})().filter((source) => source.includes('id=stupidity')).length === {len(themes())}"
    )
    page.drawn(lambda: page.tab.keyboard.press("ArrowDown"))
    page.tab.wait_for_function(
        f"() => ({sources})().filter((source) => source.includes('id=funding')).length === {len(themes())}"
    )


def test_a_quote_is_set_while_it_is_typed(page: Page):
    page.tab.click("#text")
    page.tab.keyboard.press("Control+A")
    page.drawn(lambda: page.tab.keyboard.insert_text("\u667a"))
    page.drawn(lambda: page.tab.keyboard.type("==ab== "))
    page.tab.wait_for_function("() => document.querySelector('#notes').textContent.length > 0")
    quote = load_quotes(page.served.path)[0]
    assert page.png == render_card({"text": "\u667a==ab== ", "author": quote.author, "id": quote.id}).png()
    assert "Draft" in page.tab.inner_text("#draft")
    page.drawn(lambda: page.tab.fill("#author", "Somebody Else"))
    page.drawn(lambda: page.tab.click("#revert"))
    assert page.png == render_card(quote).png()
    assert page.tab.inner_text("#draft").strip() == ""


def test_a_draft_that_cannot_be_set_is_told_over_the_last_good_card(page: Page):
    good = page.png
    page.tab.fill("#text", "\U00013000\U000f0001")
    page.tab.wait_for_selector("#fault:not([hidden])")
    assert "U+F0001" in page.fault
    assert page.png == good
    page.drawn(lambda: page.tab.fill("#text", "well"))
    assert not page.fault


def test_a_save_changes_the_card_an_error_stands_over_it_and_mending_takes_it_away(page: Page):
    path = page.served.path
    page.drawn(lambda: path.write_text(FILE.replace(ONE, TWO * 2), encoding="utf-8"))
    good = page.png
    assert good == render_card(load_quotes(path)[0]).png()
    assert page.tab.input_value("#text") == TWO * 2

    path.write_text(FILE.replace("  id: funding", '  id: "funding'), encoding="utf-8")
    page.tab.wait_for_selector("#fault:not([hidden])")
    assert re.search(r"quotes\.yaml:\d+:\d+", page.fault)
    assert page.png == good
    line = int(re.search(r":(\d+):", page.fault)[1])  # type: ignore[index]
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].strip() in page.fault

    path.write_text(FILE.replace("  author: \u694a", "  autor: \u694a"), encoding="utf-8")
    page.tab.wait_for_function("() => document.querySelector('#fault').textContent.includes('autor')")
    assert "quotes.yaml:3:3" in page.fault
    assert "did you mean author?" in page.fault
    assert page.tab.inner_text("#fault mark") == "a"

    page.drawn(lambda: path.write_text(FILE, encoding="utf-8"))
    assert not page.fault
    assert page.png == render_card(load_quotes(path)[0]).png()


def test_what_is_being_typed_survives_a_save(page: Page):
    page.drawn(lambda: page.tab.fill("#text", "A draft of mine"))
    page.served.path.write_text(FILE.replace(ONE, TWO), encoding="utf-8")
    page.tab.wait_for_function(
        "() => document.querySelector('#quotes .words').textContent.startsWith('\u8cc7')"
    )
    page.settled()
    assert page.tab.input_value("#text") == "A draft of mine"
    page.served.path.write_text(FILE.replace(ONE, "A draft of mine"), encoding="utf-8")
    page.tab.wait_for_function("() => !document.querySelector('#draft').classList.contains('on')")


def test_the_download_is_the_file_that_batch_writes(page: Page, tmp_path: Path):
    (tmp_path / "quotes.yaml").write_text(FILE, encoding="utf-8")
    subprocess.run(
        [*PROGRAM, "batch", "-o", "cards", "--only", "2", "-t", "ink"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    (card,) = (tmp_path / "cards").glob("*.png")
    page.drawn(lambda: page.tab.keyboard.press("ArrowDown"))
    page.drawn(lambda: page.tab.get_by_label("\u58a8 ink").check())
    with page.tab.expect_download() as coming:
        page.tab.click("#save")
    assert coming.value.suggested_filename == card.name == "002-funding.png"
    assert coming.value.path().read_bytes() == card.read_bytes()


def test_alt_text_and_yaml_are_copied(page: Page):
    page.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.tab.click("#alt")
    assert page.tab.evaluate("navigator.clipboard.readText()") == f"{ONE} \u2014 \u694a\u7acb\u6606"
    page.drawn(lambda: page.tab.fill("#text", "==New== words"))
    page.drawn(lambda: page.tab.get_by_label("\u58a8 ink").check())
    for _ in range(300):  # the facts of the last change come a moment after its card
        page.tab.click("#yaml")
        page.tab.wait_for_function("() => document.querySelector('#status').textContent === 'YAML copied'")
        if "theme: ink" in page.tab.evaluate("navigator.clipboard.readText()"):
            break
        page.tab.wait_for_timeout(100)
    (quote,) = read_quotes(page.tab.evaluate("navigator.clipboard.readText()").encode())
    assert (quote.text, quote.accents, quote.theme, quote.id) == ("New words", ((0, 3),), "ink", "stupidity")
    assert render_card(quote).png() == page.png


def test_notices_and_findings_stand_beside_the_card(page: Page):
    page.tab.fill("#text", "\u843d\u540e\u4e86...")
    page.tab.wait_for_function("() => document.querySelectorAll('#notes li').length > 1")
    notes = page.tab.inner_text("#notes")
    assert "ellipsis" in notes
    assert "conversion" in notes


def test_the_layout_is_drawn_over_the_card(page: Page):
    page.drawn(lambda: page.tab.click("#layout"))
    assert page.tab.get_attribute("#layout", "aria-pressed") == "true"
    assert page.tab.evaluate("document.querySelector('#card').naturalHeight") > 1350
    page.drawn(lambda: page.tab.keyboard.press("l"))
    assert page.png == render_card(load_quotes(page.served.path)[0]).png()


def test_the_scales(page: Page):
    def width() -> float:
        return page.tab.evaluate("document.querySelector('#card').getBoundingClientRect().width")

    box = page.tab.evaluate(
        "(({width, height}) => width / height)(document.querySelector('#card').getBoundingClientRect())"
    )
    assert box == pytest.approx(1080 / 1350, abs=0.01)
    page.tab.get_by_label("Feed").check()
    assert width() == 360
    page.tab.get_by_label("Full size").check()
    assert width() == 1080


def test_thumbnails_are_drawn_when_they_come_into_view(page: Page):
    loaded = (
        "[...document.querySelectorAll('.thumb img')].map(image => image.complete && image.naturalWidth > 0)"
    )
    page.tab.wait_for_function(f"() => {loaded}.filter(Boolean).length >= 5")
    page.tab.wait_for_timeout(300)
    first = page.tab.evaluate(loaded)
    assert not any(first[20:])
    page.tab.evaluate("document.querySelectorAll('#quotes li')[38].scrollIntoView()")
    page.tab.wait_for_function(f"() => {loaded}[38]")
    assert page.tab.evaluate(loaded)[38]


def test_all_of_it_by_keyboard(page: Page):
    press = page.tab.keyboard.press
    quotes = load_quotes(page.served.path)
    page.drawn(lambda: press("ArrowDown"))
    page.drawn(lambda: press("ArrowRight"))
    assert page.png == render_card(quotes[2]).png()
    page.drawn(lambda: press("ArrowUp"))
    page.drawn(lambda: press("t"))
    page.drawn(lambda: press("t"))
    assert page.tab.inner_text("#status").startswith("Theme: ")
    chosen = page.tab.evaluate("document.querySelector('[name=theme]:checked').value")
    assert page.png == render_card(quotes[1], theme=chosen).png()
    page.drawn(lambda: press("T"))
    page.drawn(lambda: press("T"))
    page.drawn(lambda: press("s"))
    assert page.png == render_card(quotes[1], size="portrait").png()
    press("/")
    page.tab.keyboard.type("desperation")
    page.tab.wait_for_function("() => document.querySelectorAll('#quotes li').length === 1")
    page.drawn(lambda: press("Enter"))
    assert page.png == render_card(quotes[2], size="portrait").png()
    press("Tab")
    press("t")  # among the page's controls it is a key; in a box it is a letter
    page.tab.focus("#text")
    press("End")
    page.drawn(lambda: press("t"))
    assert page.tab.input_value("#text").endswith("t")
    press("Escape")
    assert page.tab.evaluate("document.activeElement.className") == "quote"


def test_the_order_of_focus_is_that_of_the_eye_and_every_stop_is_seen(page: Page):
    page.tab.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(22):
        page.tab.keyboard.press("Tab")
        stops.append(
            page.tab.evaluate(
                """() => { const e = document.activeElement;
                const s = getComputedStyle(e), l = e.labels?.[0], near = [e, l, ...(l?.children ?? [])].filter(Boolean);
                return [e.id || e.name || e.className, near.some((n) => getComputedStyle(n).outlineStyle !== 'none')]; }"""
            )
        )
    names = [name for name, _ in stops]
    order = [
        "search",
        "quote",
        "view",
        "layout",
        "alt",
        "yaml",
        "save",
        "text",
        "author",
        "source",
        "theme",
        "size",
        "direction",
    ]
    assert [name for name in names if name in order][: len(order)] == order
    assert not [name for name, seen in stops if not seen and name not in ("", "quotes")]


def test_everything_has_a_name(page: Page):
    nameless = page.tab.evaluate(
        """() => [...document.querySelectorAll('input, textarea, button, a')].filter((e) =>
          !(e.labels?.[0]?.textContent || e.textContent || e.getAttribute('aria-label') || '').trim()).map((e) => e.outerHTML)"""
    )
    assert not nameless
    assert page.tab.evaluate(
        "[...document.querySelectorAll('img')].every((image) => image.hasAttribute('alt'))"
    )
    assert page.tab.evaluate("document.documentElement.lang") == "en"


CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return c.startsWith('color(srgb') ? [m[0]*255, m[1]*255, m[2]*255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3]));
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { if (!e) return [255, 255, 255]; const c = parse(getComputedStyle(e).backgroundColor); return c[3] === 1 ? c.slice(0, 3) : over(c, ground(e.parentElement)); };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !e.checkVisibility()) continue;
    const back = ground(e), ink = parse(getComputedStyle(e).color), front = over(ink, back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${e.className || e.id || e.tagName} ${walk.currentNode.textContent.trim().slice(0, 30)}`);
  }
  return found; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(page: Page, scheme: str):
    page.tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.tab.fill("#text", "\u843d\u540e\u4e86...")
    page.tab.wait_for_function("() => document.querySelectorAll('#notes li').length > 1")
    page.served.path.write_text(FILE.replace("  author: \u694a", "  autor: \u694a"), encoding="utf-8")
    page.tab.wait_for_function("() => [...document.querySelectorAll('.wrong')].length > 0")
    assert not page.tab.evaluate(CONTRAST)
    page.tab.evaluate("document.documentElement.style.setProperty('--quiet', '#777')")
    assert page.tab.evaluate(CONTRAST), "the measure sees words that do not stand out"


@pytest.mark.parametrize(("width", "height"), [(720, 450), (360, 740), (1024, 700), (640, 400)])
def test_it_fits_an_enlarged_page_and_a_narrow_one(page: Page, width: int, height: int):
    """720 by 450 is 1440 by 900 at 200 %: all of it can be reached without scrolling sideways."""
    page.tab.set_viewport_size({"width": width, "height": height})
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("#search", "#text", "#save", "#layout", "[name=direction]"):
        page.tab.locator(name).first.scroll_into_view_if_needed()
        assert page.tab.locator(name).first.is_visible()
    card = page.tab.evaluate(
        "(({left, right}) => [left, right])(document.querySelector('#card').getBoundingClientRect())"
    )
    assert card[0] >= 0
    assert card[1] <= width


def test_nothing_moves_where_that_is_asked_for(page: Page):
    moving = """() => [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
      return s.transitionDuration.split(',').some((d) => parseFloat(d) > 0) || s.animationName !== 'none'; }).length"""
    assert page.tab.evaluate(moving) > 0
    page.tab.emulate_media(reduced_motion="reduce")
    assert page.tab.evaluate(moving) == 0


def test_another_site_s_page_gets_nothing(page: Page, chromium: Any):
    """A page of another origin, in the same browser, asks for pictures, words and a change."""
    tab = page.tab.context.new_page()
    tab.route("http://evil.example/", lambda route: route.fulfill(content_type="text/html", body="<p>evil"))
    tab.goto("http://evil.example/")
    asked = """async (address) => {
      const tried = {};
      tried.read = await fetch(address + 'quotes.json').then((a) => a.text()).catch(() => 'refused');
      tried.blind = await fetch(address + 'card.png', {mode: 'no-cors'}).then((a) => a.type).catch(() => 'refused');
      tried.image = await new Promise((done) => { const i = new Image(); i.onload = () => done('loaded'); i.onerror = () => done('refused'); i.src = address + 'card.png?id=1'; });
      tried.frame = await new Promise((done) => { const f = document.createElement('iframe'); f.onload = () => { try { done(f.contentDocument ? 'read' : 'refused'); } catch { done('refused'); } }; f.src = address; document.body.append(f); });
      return tried; }"""
    tried = tab.evaluate(asked, page.served.address)
    assert tried == dict.fromkeys(tried, "refused") | {"blind": tried["blind"]}
    assert tried["blind"] in ("refused", "opaque")
    tab.close()


def test_many_keys_are_one_queue_and_the_last_one_counts(page: Page):
    page.tab.click("#text")
    page.tab.keyboard.press("Control+A")
    page.tab.keyboard.type("The quick brown fox jumps over the lazy dog", delay=2)
    quote = load_quotes(page.served.path)[0]
    text = "The quick brown fox jumps over the lazy dog"
    expected = render_card({"text": text, "author": quote.author, "id": quote.id}).png()
    for _ in range(300):
        if page.png == expected:
            break
        page.tab.wait_for_timeout(100)
    page.tab.wait_for_timeout(600)
    assert page.png == expected, "an earlier picture came after the last one"


def test_each_key_draws_one_card_and_says_how_long_it_took(page: Page):
    """How long it may take is measured by `python -m bench.live`."""
    page.tab.click("#text")
    page.tab.keyboard.press("End")
    drawn, asked = [], []
    page.tab.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    for char in "\u800c\u4e0d\u662f\u66f4\u5c11\u7684\u9019\u4ef6\u4e8b\u8b93\u4eba\u5011\u9ad8\u8208\u4e86\u8d77\u4f86\u771f\u7684\u5f88":
        page.drawn(lambda char=char: page.tab.keyboard.insert_text(char))
        drawn.append(float(page.tab.evaluate("document.querySelector('#ms').dataset.drawn")))
    assert len(drawn) == 20
    assert all(ms > 0 for ms in drawn)
    assert asked.count("card") == 20, "a key asked for more than one picture"


def test_a_file_without_a_good_quote_still_has_a_box_for_one(page: Page):
    page.served.path.write_text("- {text: b, bad: c}\n", encoding="utf-8")
    page.tab.wait_for_selector("#fault:not([hidden])")
    page.drawn(lambda: page.tab.fill("#text", "Something new"))
    assert not page.fault
    assert page.png == render_card("Something new").png()
