"""The single entry to font files: which there are, which face sets a cluster, and what a face draws.

`listing` reads the bundled fonts.toml, `face` opens one face, `clusters` decides what a cluster needs, `book` chooses
the face, `font_report` describes fonts to people. For a user's own fonts: `font_folder` returns their bytes,
`font_list` reads their list, `validate` checks their tables, `classify` decides what each is for, `em_box` measures
it, `own_fonts` groups them into families, and `own_face` opens them. System fonts are never read.
"""

from quotecard.fontbook.book import FontBook, default_book, font_book
from quotecard.fontbook.face import Contours, Face
from quotecard.fontbook.font_report import Coverage, FamilyReport, coverage_by_family, family_reports
from quotecard.fontbook.listing import FontFile, face_language

__all__ = [
    "Contours",
    "Coverage",
    "Face",
    "FamilyReport",
    "FontBook",
    "FontFile",
    "coverage_by_family",
    "default_book",
    "face_language",
    "family_reports",
    "font_book",
]
