from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from quotecard.fontbook import Contours, FontBook


def area(contours: Contours) -> float:
    return sum(
        (ax * by - bx * ay) / 2
        for contour in contours
        for (ax, ay), (bx, by) in zip(contour, contour[1:] + contour[:1], strict=True)
    )


@pytest.mark.parametrize("key", ["ming:zh-Hant", "hei:ja@700", "kai", "round", "latin:440", "emoji"])
def test_outlines_stand_in_their_bounds(book: FontBook, key: str):
    face = book.face(key)
    for char in "☕" if face.colour else "g國" if face.covers("國") else "g":
        glyph = face.glyph(char)
        left, bottom, right, top = face.bounds(glyph)
        points = [point for contour in face.outline(glyph, 0.0005) for point in contour]
        if not points:
            assert face.colour  # a colour glyph may be all layers
            continue
        xs, ys = zip(*points, strict=True)
        found = (min(xs), min(ys), max(xs), max(ys))
        assert found == pytest.approx((left, bottom, right, top), abs=0.003)
        assert -0.4 < bottom < top < 1.1


@pytest.mark.parametrize("key", ["ming:ja", "latin:440", "kai"])
def test_a_finer_tolerance_changes_the_area_little(book: FontBook, key: str):
    face = book.face(key)
    glyph = face.glyph("e")
    coarse, fine = face.outline(glyph, 0.004), face.outline(glyph, 0.0001)
    assert sum(map(len, fine)) > sum(map(len, coarse))
    assert abs(area(coarse)) == pytest.approx(abs(area(fine)), rel=0.03)


def test_holes_are_contours_of_their_own(book: FontBook):
    face = book.pick("ming", "zh-Hant")
    assert len(face.outline(face.glyph("日"))) == 3
    assert len(face.outline(face.glyph("一"))) == 1


def test_a_contour_does_not_repeat_its_first_point(book: FontBook):
    for key in ("ming:ja", "kai", "latin:440"):
        face = book.face(key)
        assert all(contour[0] != contour[-1] for contour in face.outline(face.glyph("8")))


def test_a_glyph_without_ink(book: FontBook):
    face = book.pick("ming", "ja")
    assert face.outline(face.glyph(" ")) == ()
    assert face.bounds(face.glyph(" ")) == (0.0, 0.0, 0.0, 0.0)


def test_a_missing_character_is_glyph_0(book: FontBook):
    assert book.pick("ming", "ja").glyph("\U00012000") == 0
    assert not book.pick("ming", "ja").covers("\U00012000")


def test_a_face_says_what_it_is(book: FontBook):
    face = book.pick("hei", "zh-Hans", 700)
    assert (face.family, face.role, face.colour, face.upem) == ("Noto Sans CJK SC", "hei", False, 1000)
    assert face.font.scale == (1000, 1000)
    assert repr(face) == "Face('hei:zh-Hans@700')"


@pytest.mark.parametrize(
    ("key", "name"),
    [(f"{role}:{lang}", suffix) for role in ("ming",) for lang, suffix in (("ja", "JP"), ("ko", "KR"))]
    + [("ming:zh-Hans", "SC"), ("ming:zh-Hant", "TC"), ("ming:zh-HK", "HK")],
)
def test_the_listed_name_is_the_file_s_own(book: FontBook, key: str, name: str):
    face = book.face(key)
    assert face.family == f"Noto Serif CJK {name}" == face.font.face.get_name(16)
