"""Find the character that represents a person on a seal."""

from __future__ import annotations

import re
from functools import lru_cache

# A dynasty, role or other spelling in brackets: 〔宋〕蘇軾, 楊立昆\uff08Yann LeCun\uff09.
_BRACKETED = re.compile(r"[(\uff08\[\uff3b〔【〈][^)\uff09\]\uff3d〕】〉]*[)\uff09\]\uff3d〕】〉]")
# The second and later of several persons.
_OTHERS = re.compile(r"[、,\uff0c;\uff1b/\uff0f&\uff06].*")
# Separators between the names of one person: MIDDLE DOT and similar characters; the family name is last.
_PARTS = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65=\uff1d]")
_SEAL_CHARS = re.compile(
    r"[\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
# A description, not a name; の between kana may be part of a name.
_DESCRIBED = re.compile(r"的|[\u4e00-\u9fff]の[\u4e00-\u9fff]|^[《『「]")
# Clan names that stand before the given name although a dot follows.
_CLANS = ("愛新覺羅", "爱新觉罗")
_NOBODY = frozenset(
    (
        "網友",
        "网友",
        "小編",
        "小编",
        "讀者",
        "读者",
        "佚名",
        "無名氏",
        "无名氏",
        "匿名",
        "不詳",
        "不详",
        "作者不詳",
        "未知",
    )
)


@lru_cache(maxsize=2048)
def surname(name: str) -> str:
    """Return the one character that a seal shows for an author, or an empty string for no seal.

    It is the first Han character, Hangul syllable or kana of the name, or of the last part of a name with
    dots (阿爾伯特·愛因斯坦 gives 愛, 宋·蘇軾 gives 蘇). A compound surname gives its first character (司馬遷
    gives 司), because two characters are hard to read at the size of a seal. Latin names, descriptions
    (with 的, or の between Han), book titles and unknown authors give no seal.
    """
    person = _OTHERS.sub("", _BRACKETED.sub("", name) or name).strip()
    if person in _NOBODY or _DESCRIBED.search(person):
        return ""
    if not person.startswith(_CLANS):
        person = next((part for part in reversed(_PARTS.split(person)) if _SEAL_CHARS.search(part)), "")
    found = _SEAL_CHARS.search(person)
    return found.group() if found else ""
