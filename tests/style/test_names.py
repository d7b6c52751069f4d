from __future__ import annotations

import pytest
from quotecard.devices.surname import surname


@pytest.mark.parametrize(
    ("name", "char"),
    [
        ("楊立昆", "楊"),
        ("  孔子 ", "孔"),
        ("杨立昆", "杨"),
        ("𠮷田茂", "𠮷"),
        ("歐陽修", "歐"),
        ("司馬遷", "司"),
        ("諸葛亮", "諸"),
        ("阿爾伯特\u00b7愛因斯坦", "愛"),
        ("馬丁\u2027路德\u2027金恩", "金"),
        ("J\u30fbK\u30fb羅琳", "羅"),
        ("馬奎斯\u00b7Jr.", "馬"),
        ("愛新覺羅\u00b7溥儀", "愛"),
        ("宋\u00b7蘇軾", "蘇"),
        ("〔宋〕蘇軾", "蘇"),
        ("\uff08唐\uff09李白", "李"),
        ("(杜甫)", "杜"),
        ("楊立昆\uff08Yann LeCun\uff09", "楊"),
        ("楊立昆 Yann LeCun", "楊"),
        ("張三、李四", "張"),
        ("夏目漱石", "夏"),
        ("윤동주", "윤"),
        ("김 소월", "김"),
        ("さくらももこ", "さ"),
        ("まどの みちお", "ま"),
        ("アルベルト\u30fbアインシュタイン", "ア"),
        ("レフ\u30fbトルストイ", "ト"),
    ],
)
def test_a_name_gives_its_character(name: str, char: str):
    assert surname(name) == char


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Yann LeCun",
        "Alex (Wang)",
        "J. K. Rowling",
        "Nguyễn Du",
        "貝爾實驗室的一位主管",
        "銀行の頭取",
        "佚名",
        "作者不詳",
        "《論語》",
        "1984",
        "———",
        "☕",
    ],
)
def test_what_is_no_name_of_a_person_gives_no_seal(name: str):
    assert surname(name) == ""
