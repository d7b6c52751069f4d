"""The plain Pillow script that a user would write: one size, a wrap by character, a default save.

    python bench/plain.py TEXT AUTHOR FILE

It stands alone on purpose, and imports nothing of ours: it is what we are measured against.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

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


def card(
    text: str,
    author: str,
    font: ImageFont.FreeTypeFont,
    small: ImageFont.FreeTypeFont,
    behind: Image.Image | None = None,
) -> Image.Image:
    """Draw one card, over a copy of what stands behind it."""
    image = behind.copy() if behind else Image.new("RGB", SIZE, (250, 246, 238))
    draw = ImageDraw.Draw(image)
    lines = wrap(draw, text, font)
    y = (SIZE[1] - len(lines) * LEADING) // 2
    for line in lines:
        draw.text((MARGIN, y), line, font=font, fill=(34, 34, 34))
        y += LEADING
    draw.text((MARGIN, y + 40), f"\u2014\u2014 {author}", font=small, fill=(120, 110, 100))
    return image


def fonts() -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    """Open the font at the size of the quote and of the author."""
    return (
        ImageFont.truetype(FONT, 72, index=TRADITIONAL),
        ImageFont.truetype(FONT, 36, index=TRADITIONAL),
    )


if __name__ == "__main__":
    card(sys.argv[1], sys.argv[2], *fonts()).save(sys.argv[3])
