"""Languages in an alphabet, with the quotation marks of each (CLDR); and the default for any other tag."""

from __future__ import annotations

from quotecard.languages.language import CURLY, Language, QuotationMarks, strict_locale


def alphabetic(tag: str, quotes: str = "".join(CURLY)) -> Language:
    """Return a language in an alphabet; `quotes` are its marks: outer open and close, inner open and close."""
    return Language(tag, strict_locale(tag), tag, tag, quotes=QuotationMarks(*quotes))


ROWS = (
    alphabetic("en"),
    alphabetic("vi"),
    alphabetic("cs", "\u201e\u201c\u201a\u2018"),
    alphabetic("de", "\u201e\u201c\u201a\u2018"),
    alphabetic("es", "\u00ab\u00bb\u201c\u201d"),
    alphabetic("fr", "\u00ab\u00bb\u201c\u201d")._replace(space_before_marks=True),
    alphabetic("it", "\u00ab\u00bb\u201c\u201d"),
    alphabetic("pl", "\u201e\u201d\u00ab\u00bb"),
    alphabetic("pt"),
    alphabetic("ru", "\u00ab\u00bb\u201e\u201c"),
    alphabetic("uk", "\u00ab\u00bb\u201e\u201c"),
)
