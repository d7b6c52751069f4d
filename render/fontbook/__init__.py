"""The one door to font files: which there are, which face sets a cluster, and what a face draws.

`listing` reads fonts.toml, `face` opens one face, `clusters` says what a cluster needs, `book`
chooses, `report` tells people. A user's own fonts: `folder` gives their bytes, `wanted` reads their list,
`judge` their tables, `own` makes families of them, `classify` says what each is for, `body` measures it, `ownface` opens it. No font of the
system is ever read.
"""

from render.fontbook.book import FontBook, default_book, font_book
from render.fontbook.face import Contours, Face
from render.fontbook.listing import FontFile, face_language
from render.fontbook.report import Coverage, FamilyReport, families, who_covers

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
