"""The plain Pillow script that a user would write: one size, a wrap by character, a default save.

    python bench/plain.py TEXT AUTHOR FILE

It stands alone on purpose, and imports nothing of ours: it is what we are measured against.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

FONT = Path(__file__).parent.parent / "fonts" / "NotoSerifCJK-Medium.ttc"
TRADITIONAL = 3  # the face's index in the collection
SIZE = (1080, 1350)
MARGIN = 110
LEADING = 112


def wrap(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Fill lines character by character."""
    lines = [""]
    for char in text:
        if char == "\n" or draw.textlength(lines[-1] + char, font=font) > SIZE[0] - 2 * MARGIN:
            lines.append("")
        lines[-1] += char.strip("\n")
    return lines


def gradient(top: tuple[int, int, int], foot: tuple[int, int, int]) -> Image.Image:
    """Draw a ground that changes from colour to colour."""
    image = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(image)
    for y in range(SIZE[1]):
        share = y / (SIZE[1] - 1)
        draw.line(
            (0, y, SIZE[0], y), tuple(round(a + (b - a) * share) for a, b in zip(top, foot, strict=True))
        )
    return image


def photo(path: Path) -> Image.Image:
    """Fill a ground with a photograph, darkened."""
    with Image.open(path) as image:
        filled = ImageOps.fit(image.convert("RGB"), SIZE)
    return Image.blend(filled, Image.new("RGB", SIZE), 0.6)


def card(  # noqa: PLR0917
    text: str,
    author: str,
    font: ImageFont.FreeTypeFont,
    small: ImageFont.FreeTypeFont,
    ground: Image.Image | None = None,
    ink: tuple[int, int, int] = (34, 34, 34),
) -> Image.Image:
    """Draw one card."""
    image = ground.copy() if ground else Image.new("RGB", SIZE, (250, 246, 238))
    draw = ImageDraw.Draw(image)
    lines = wrap(draw, text, font)
    y = (SIZE[1] - len(lines) * LEADING) // 2
    for line in lines:
        draw.text((MARGIN, y), line, font=font, fill=ink)
        y += LEADING
    draw.text((MARGIN, y + 40), f"\u2014\u2014 {author}", font=small, fill=ink if ground else (120, 110, 100))
    return image


def fonts() -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    """Open the font at the size of the quote and of the author."""
    return (
        ImageFont.truetype(FONT, 72, index=TRADITIONAL),
        ImageFont.truetype(FONT, 36, index=TRADITIONAL),
    )


if __name__ == "__main__":
    card(sys.argv[1], sys.argv[2], *fonts()).save(sys.argv[3])
