"""The one door to font files: which there are, which face sets a cluster, and what a face draws.

`listing` reads fonts.toml, `face` opens one face, `clusters` says what a cluster needs, `book`
chooses, `report` tells people. A user's own fonts: `folder` gives their bytes, `wanted` reads their list,
`judge` their tables, `own` makes families of them, `classify` says what each is for, `body` measures it, `ownface` opens it. No font of the
system is ever read.
"""

from quotecard.fontbook.book import FontBook, default_book, font_book
from quotecard.fontbook.coverage import Coverage, FamilyReport, families, who_covers
from quotecard.fontbook.face import Contours, Face
from quotecard.fontbook.listing import FontFile, face_language

__all__ = [
    "Contours",
    "Coverage",
    "Face",
    "FamilyReport",
    "FontBook",
    "FontFile",
    "default_book",
    "face_language",
    "families",
    "font_book",
    "who_covers",
]
