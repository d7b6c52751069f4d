from __future__ import annotations

from quotecard.fontbook import FontBook, coverage_by_family, family_reports


def test_families_say_what_the_files_say(book: FontBook):
    rows = {row.role: row for row in family_reports(book)}
    assert list(rows) == ["ming", "hei", "kai", "round", "latin", "latin-italic", "emoji"]
    assert rows["ming"].characters == 44_746
    assert rows["hei"].weights == "100-900"
    assert rows["latin"].weights == "400-800"
    assert rows["kai"].faces == 1
    assert rows["ming"].faces == 5
    assert {"zh-Hant", "zh-HK", "zh-Hans", "lzh", "ja", "ko"} == set(rows["hei"].languages)
    assert all("SIL Open Font License 1.1" in row.licence for row in rows.values())
    assert "CC-BY 4.0" in rows["emoji"].licence


def test_the_report_counts_what_harfbuzz_sees(book: FontBook):
    for row in family_reports(book):
        # Names and counts come from fontTools, the cards from HarfBuzz.
        assert row.characters == len(book.pick(row.role, "").font.face.unicodes)


def test_every_face_of_a_file_has_the_same_characters(book: FontBook):
    for role in ("ming", "hei"):
        sets = [set(book.pick(role, lang).font.face.unicodes) for lang in ("ja", "ko", "zh-Hans", "zh-HK")]
        assert all(found == sets[0] for found in sets)


def test_who_covers_names_what_is_missing_once(book: FontBook):
    rows = {row.role: row for row in coverage_by_family(book, "直A直 가\u3000☕\ufe0f\n\U00012000")}
    assert rows["ming"].missing == ("☕", "\U00012000")
    assert rows["kai"].missing == ("가", "☕", "\U00012000")
    assert rows["latin"].missing == ("直", "가", "☕", "\U00012000")
    assert rows["emoji"].missing == ("直", "A", "가", "\U00012000")


def test_the_most_complete_family_comes_first(book: FontBook):
    rows = coverage_by_family(book, "詩經")
    assert [row.missing for row in rows] == sorted((row.missing for row in rows), key=len)
    assert coverage_by_family(book, "")[0].missing == ()
