"""Pictures that a quotes file names: where they may stand, what is read, and what every bad one costs."""

from __future__ import annotations

import os
import pickle
import struct
import sys
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms
from quotecard.errors import BadQuote, QuoteFileError
from quotecard.images import cut_picture, load_picture, picture_from_bytes, picture_in
from quotecard.images.decode_image import MAX_PIXELS
from quotecard.images.image_file import MAX_IMAGE_BYTES
from quotecard.images.load_image import MAX_CACHED_PICTURES, _load_stamped
from quotecard.read.document import load_quotes
from quotecard.read.item import quote_of

RED, BLUE = (200, 30, 30), (20, 40, 200)
KEYS = ("background", "portrait", "logo")


def halves(width: int = 60, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def coded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def near(seen, expected, by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(seen, expected, strict=False))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.png").write_bytes(coded(halves()))
    (tmp_path / "sub" / "b.jpg").write_bytes(coded(halves(), "JPEG", quality=95))
    (tmp_path / "c.webp").write_bytes(coded(halves(), "WEBP", lossless=True))
    return tmp_path


def read(folder: Path, *lines: str):
    path = folder / "quotes.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_quotes(path)


@pytest.mark.parametrize("name", ["a.png", "sub/b.jpg", "./c.webp", "sub//b.jpg"])
@pytest.mark.parametrize("key", KEYS)
def test_a_picture_is_found_from_the_file_that_names_it(folder: Path, name: str, key: str, monkeypatch):
    monkeypatch.chdir("/")
    quotes = read(folder, "- text: a", f"  {key}: {name}")
    assert quotes.errors == ()
    found = getattr(quotes[0], key)
    assert (found.width, found.height, found.orientation, found.alpha) == (60, 40, 1, False)
    assert Path(found.path) == (folder / name).resolve()
    assert pickle.loads(pickle.dumps(quotes[0])) == quotes[0]


def test_an_empty_name_is_no_picture(folder: Path):
    quotes = read(folder, "defaults: {background: a.png}", "quotes:", "- a", "- {text: b, background: }")
    assert [bool(quote.background) for quote in quotes] == [True, False]


def test_standard_input_has_the_current_folder(folder: Path, monkeypatch):
    monkeypatch.chdir(folder)
    stream = type("In", (), {"buffer": BytesIO(b"- {text: a, logo: a.png}")})
    monkeypatch.setattr(sys, "stdin", stream)
    quotes = load_quotes("-")
    assert quotes[0].logo


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("/etc/hostname.png", "is not relative to"),
        ("C:/a.png", "is not relative to"),
        ("c:a.png", "is not relative to"),
        ("\\\\\\\\host\\\\share\\\\a.png", "is not relative to"),
        ("~/a.png", "is not relative to"),
        ("sub\\\\b.jpg", "backslash"),
        ("../a.png", "outside"),
        ("sub/../../x.png", "outside"),
        ("sub/../a.png", "outside"),
        ("http://example.org/a.png", "is a URL"),
        ("file:///etc/a.png", "is a URL"),
        ("data:image/png;base64,AA", "is a URL"),
        ("none.png", "cannot be opened"),
        ("sub", "not a regular file"),
        (".", "not a regular file"),
        ("a.png\\0", "control character"),
        ("x" * 1500, "cannot be opened"),
    ],
)
def test_a_path_leads_to_a_file_under_the_folder_or_nowhere(folder: Path, name: str, word: str):
    quotes = read(folder, "- before", "- text: a", "  id: bad", f'  background: "{name}"', "- after")
    (error,) = quotes.errors
    assert [quote.text for quote in quotes] == ["before", "after"]
    assert isinstance(error, BadQuote)
    import re

    assert re.search(word, error.what), str(error)
    assert error.hint
    assert (error.quote, error.where.line) == ("bad", 4)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need a right there")
def test_a_link_that_leads_out_is_refused_and_one_that_stays_is_not(folder: Path, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "x.png").write_bytes(coded(halves()))
    (folder / "out.png").symlink_to(other / "x.png")
    (folder / "away").symlink_to(other)
    (folder / "in.png").symlink_to("sub/b.jpg")
    (folder / "round.png").symlink_to("round.png")
    assert picture_in("in.png", str(folder)).width == 60
    for name in ("out.png", "away/x.png"):
        with pytest.raises(BadQuote, match="outside"):
            picture_in(name, str(folder))
    with pytest.raises(BadQuote):
        picture_in("round.png", str(folder))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_not_waited_for(folder: Path):
    os.mkfifo(folder / "pipe.png")
    with pytest.raises(BadQuote, match="not a regular file"):
        picture_in("pipe.png", str(folder))


def test_defaults_may_hold_pictures_and_say_where_a_bad_one_stands(folder: Path):
    quotes = read(folder, "defaults: {background: a.png, focus: top, grain: 0.4}", "quotes: [a, b]")
    assert quotes[0].background is quotes[1].background
    assert (quotes[0].focus, quotes[0].grain) == ((0.5, 0.0), 0.4)
    with pytest.raises(QuoteFileError, match=r"defaults: the picture \.\./a.png is outside"):
        read(folder, "defaults: {background: ../a.png}", "quotes: [a]")


def test_one_picture_of_many_quotes_is_opened_once(folder: Path):
    _load_stamped.cache_clear()
    quotes = read(
        folder, *["- {text: a, background: a.png, portrait: a.png}"] * 300, *["- {text: a, logo: c.txt}"] * 2
    )
    assert len(quotes) == 300
    assert (_load_stamped.cache_info().misses, _load_stamped.cache_info().maxsize) == (1, MAX_CACHED_PICTURES)
    (folder / "a.png").write_bytes(coded(halves(90, 40)))
    assert read(folder, "- {text: a, background: a.png}")[0].background.width == 90


def test_a_broken_picture_of_many_quotes_is_judged_once(folder: Path):
    (folder / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 50)
    _load_stamped.cache_clear()
    quotes = read(folder, *["- {text: a, background: bad.png}"] * 50)
    assert len(quotes.errors) == 50
    assert _load_stamped.cache_info().misses == 1


@pytest.mark.parametrize(
    ("word", "point"),
    [
        ("0.5 0.3", (0.5, 0.3)),
        ("0, 1", (0.0, 1.0)),
        ("[0.25, 0.75]", (0.25, 0.75)),
        ("top", (0.5, 0.0)),
        ("left", (0.0, 0.5)),
        ("centre", (0.5, 0.5)),
        ("center left", (0.0, 0.5)),
        ("Bottom Right", (1.0, 1.0)),
        ("right top", (1.0, 0.0)),
        ('""', None),
    ],
)
def test_a_focus_is_a_point(folder: Path, word: str, point):
    quotes = read(
        folder, f"- {{text: a, focus: {word}}}" if word[0] != "0" else f"- {{text: a, focus: '{word}'}}"
    )
    assert quotes.errors == ()
    assert quotes[0].focus == point


@pytest.mark.parametrize(
    "word",
    [
        "0.5",
        "1.1 0",
        "-0.1 0",
        "nan 0",
        "left right",
        "top bottom",
        "up",
        "1 2 3",
        "top 0.3",
        "[[1]]",
        "{a: b}",
    ],
)
def test_a_focus_that_is_no_point_is_refused(folder: Path, word: str):
    (error,) = read(folder, f"- {{text: a, focus: {word}}}").errors
    assert "focus" in str(error)
    assert error.hint


@pytest.mark.parametrize(("word", "grain"), [("0", 0.0), ("1", 1.0), (".5", 0.5), ('""', None)])
def test_grain_is_a_share(folder: Path, word: str, grain):
    assert read(folder, f"- {{text: a, grain: {word}}}")[0].grain == grain


@pytest.mark.parametrize("word", ["1.01", "-0.2", "much", "nan", "inf", "1e9", "[1]"])
def test_grain_that_is_no_share_is_refused(folder: Path, word: str):
    (error,) = read(folder, f"- {{text: a, grain: {word}}}").errors
    assert "grain" in str(error)


def test_python_gives_bytes_paths_and_names(folder: Path, monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    made = quote_of({"text": "a", "background": folder / "a.png", "logo": coded(halves())})
    assert (made.background.width, made.logo.width) == (60, 60)
    assert (made.logo.path, bool(made.logo.data), made.background.data) == ("", True, b"")
    for outside in (str(folder / "a.png"), "../a.png"):
        with pytest.raises(BadQuote):
            quote_of({"text": "a", "background": outside})
    monkeypatch.chdir(folder)
    assert quote_of({"text": "a", "background": "sub/b.jpg"}).background.path.endswith("b.jpg")


def test_a_quote_made_by_hand_is_read_like_a_mapping(folder: Path):
    from quotecard.model import Quote

    made = quote_of(Quote("a", background=folder / "a.png", portrait=coded(halves())))  # type: ignore[arg-type]
    assert made.background == load_picture(folder / "a.png")
    assert quote_of(made) is made
    with pytest.raises(BadQuote, match="logo is of type int"):
        quote_of(Quote("a", logo=3))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [True, 0.5, [b"a"], {"a": b"b"}, object()])
def test_python_values_that_are_no_picture_are_refused(value):
    with pytest.raises(BadQuote):
        quote_of({"text": "a", "background": value})


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_it_was_held(held: int, kind: str):
    """The four corners of a picture, turned away by hand, come back where they were."""
    corners = Image.new("RGB", (80, 40))
    marks = {(0, 0): RED, (1, 0): (30, 160, 40), (0, 1): BLUE, (1, 1): (240, 240, 240)}
    for (x, y), colour in marks.items():
        corners.paste(colour, (40 * x, 20 * y, 40 * x + 40, 20 * y + 20))
    turn = Image.Transpose
    away = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_90,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_270,
    }
    stored = corners.transpose(away[held]) if held in away else corners
    exif = Image.Exif()
    exif[0x0112] = held
    found = picture_from_bytes(coded(stored, kind, exif=exif, quality=95))
    assert (found.width, found.height, found.orientation) == (80, 40, held)
    seen = cut_picture(found, (0, 0, 80, 40), (80, 40))
    for (x, y), colour in marks.items():
        assert near(seen.getpixel((20 + 40 * x, 10 + 20 * y)), colour)
    corner = cut_picture(found, (40, 20, 80, 40), (40, 20))
    assert near(corner.getpixel((20, 10)), marks[1, 1])
    assert found.tones.mean[0] < found.tones.mean[-1]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *(("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("I;16", "PNG"), ("RGBA", "PNG")),
        *(("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "WEBP"), ("RGB", "WEBP")),
    ],
)
def test_every_mode_becomes_rgb(mode: str, kind: str):
    grey = Image.new("L", (64, 64), 200).convert("I").point(lambda v: v * 257).convert("I;16")
    image = grey if mode == "I;16" else Image.new("RGB", (64, 64), (200, 200, 200)).convert(mode)
    found = picture_from_bytes(coded(image, kind))
    seen = cut_picture(found, (0, 0, 64, 64), (16, 16))
    assert seen.mode == ("RGBA" if (mode, kind) in {("LA", "PNG"), ("RGBA", "PNG")} else "RGB")
    expected = 255 if mode == "1" else 200
    if mode == "1":
        assert 150 < sum(seen.convert("L").get_flattened_data()) / 256 < 250  # dithered by Pillow
    else:
        assert near(seen.getpixel((8, 8)), (expected,) * 3, 6)
        assert abs(found.tones.mean[0] - expected) <= 6


def test_clear_parts_are_known_and_judged_as_any_grey():
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    found = picture_from_bytes(coded(image))
    assert found.alpha
    assert (set(found.tones.low), set(found.tones.high)) == ({0}, {255})
    palette = Image.new("P", (20, 20), 1)
    palette.putpalette([0, 0, 0, 90, 90, 90])
    assert picture_from_bytes(coded(palette, transparency=1)).alpha


def test_a_moving_picture_gives_its_first_frame():
    frames = [Image.new("RGB", (30, 20), colour) for colour in (RED, BLUE)]
    for kind in ("WEBP", "PNG"):
        data = coded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert near(cut_picture(picture_from_bytes(data), (0, 0, 30, 20), (30, 20)).getpixel((9, 9)), RED)


def test_a_profile_is_brought_to_srgb_and_left_behind():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    wide = coded(Image.new("RGB", (8, 8), (120, 120, 120)), icc_profile=lab)
    assert near(cut_picture(picture_from_bytes(wide), (0, 0, 8, 8), (8, 8)).getpixel((4, 4)), (120,) * 3)
    for profile in (b"", b"junk" * 40, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()):
        found = picture_from_bytes(coded(Image.new("RGB", (8, 8), RED), icc_profile=profile))
        seen = cut_picture(found, (0, 0, 8, 8), (8, 8))
        assert near(seen.getpixel((4, 4)), RED, 1)
        assert seen.info == {}


def test_a_picture_that_changed_is_not_drawn(folder: Path):
    found = picture_in("a.png", str(folder))
    (folder / "a.png").write_bytes(coded(halves(61, 41)))
    with pytest.raises(BadQuote, match=r"a\.png cannot be used \(the file changed"):
        cut_picture(found, (0, 0, 60, 40), (60, 40))
    (folder / "a.png").unlink()
    with pytest.raises(BadQuote, match="cannot be used"):
        cut_picture(found, (0, 0, 60, 40), (60, 40))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_head(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 50))
        + chunk(b"IEND", b"")
    )


def hostile() -> dict[str, bytes]:
    """Files that are no picture for a card."""
    jpeg, png, webp = (coded(halves(300, 200), kind) for kind in ("JPEG", "PNG", "WEBP"))
    others = {
        kind: coded(halves(), kind) for kind in ("GIF", "TIFF", "BMP", "ICO", "PPM", "TGA", "DDS", "SGI")
    }
    return others | {
        "empty": b"",
        "text": b"- text: a\n",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "bomb": png_head(60_000, 60_000),
        "larger than warned of": png_head(12_000, 8_000),
        "one pixel too many": png_head(MAX_PIXELS + 1, 1),
        "no pixels": png_head(0, 0),
        "short of pixels": png_head(500, 500),
        "jpeg cut": jpeg[: len(jpeg) // 2],
        "jpeg head": jpeg[:30],
        "png cut": png[: len(png) // 2],
        "webp cut": webp[: len(webp) // 2],
        "png with wrong sums": png[:40] + b"zzzz" + png[44:],
        "text bomb": png[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 80_000_000)) + png[33:],
    }


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("key", ["background", "portrait"])
def test_what_is_no_picture_costs_its_quote(tmp_path: Path, name: str, key: str, capfd):
    (tmp_path / "x.png").write_bytes(HOSTILE[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quotes = read(tmp_path, "- before", "- text: a", f"  {key}: x.png")
    (error,) = quotes.errors
    assert str(error).startswith(f"{tmp_path / 'quotes.yaml'}:3:")
    assert "quote 2: the picture x.png cannot be used (" in str(error)
    assert error.why
    assert error.hint
    assert capfd.readouterr() == ("", "")


def test_a_file_too_large_is_not_read(tmp_path: Path):
    with (tmp_path / "x.png").open("wb") as file:
        file.truncate(MAX_IMAGE_BYTES + 1)
    with pytest.raises(BadQuote, match="larger than 64 MiB"):
        load_picture(tmp_path / "x.png")
    with pytest.raises(BadQuote, match="larger than 64 MiB"):
        picture_from_bytes(bytes(MAX_IMAGE_BYTES + 1))


def test_the_largest_picture_is_read():
    found = picture_from_bytes(coded(Image.new("L", (8_000, 5_000), 128)))
    assert found.width * found.height == MAX_PIXELS
    assert set(found.tones.mean) == {128}


def test_pillow_s_own_limit_stands():
    assert Image.MAX_IMAGE_PIXELS == 1024**3 // 4 // 3


def mutations(count: int, seed: int):
    """Good files with bytes changed, cut out or doubled."""
    chance = Random(seed)
    exif = Image.Exif()
    exif[0x0112] = 6
    good = [coded(halves(90, 60), kind, exif=exif) for kind in ("JPEG", "PNG", "WEBP")]
    for _ in range(count):
        data = bytearray(chance.choice(good))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 20)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 20)]
        yield bytes(data)


def survives(data: bytes) -> bool:
    """Read bytes as a picture and draw it; only BadQuote may come of it."""
    try:
        found = picture_from_bytes(data)
        cut_picture(found, (0, 0, found.width, found.height), (20, 20))
    except BadQuote:
        return False
    return True


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.soak)])
def test_damaged_files_are_pictures_or_errors_of_their_quote(count: int, capfd):
    read = sum(map(survives, mutations(count, count)))
    assert 0 < read < count
    assert capfd.readouterr().err == ""


FOLDER = os.environ.get("QUOTECARD_HOSTILE_IMAGES", "")


@pytest.mark.soak
@pytest.mark.skipif(not FOLDER, reason="QUOTECARD_HOSTILE_IMAGES names a folder of a fuzzer's finds")
def test_a_fuzzer_s_finds_are_each_a_named_error(tmp_path: Path, capfd):
    files = sorted(Path(FOLDER).iterdir())
    assert files
    for file in files:
        (tmp_path / file.name).write_bytes(file.read_bytes())
        quotes = read(tmp_path, *(f"- {{text: a, {key}: {file.name}}}" for key in KEYS), "- after")
        assert [error.where.line for error in quotes.errors] == [1, 2, 3]
        assert all(
            f"the picture {file.name} cannot be used (" in error.what + " (" for error in quotes.errors
        )
        assert [quote.text for quote in quotes] == ["after"]
        with pytest.raises(BadQuote, match="cannot be used"):
            picture_from_bytes(file.read_bytes())
    assert capfd.readouterr() == ("", "")
