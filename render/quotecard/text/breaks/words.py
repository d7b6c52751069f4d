"""Function words: which lean on their neighbours, and which open a phrase."""

from __future__ import annotations

# Chinese; simplified and traditional forms stand side by side, for quotes mix them.
PARTICLES = frozenset("的了着著過过們们嗎吗呢吧啊呀啦矣焉哉兮")
"""Lean on what precedes them."""
LOCALISERS = frozenset("之也乎者所得地上下中裡里內内外間间時时後后前旁邊边等家性化學学率型式")
"""Lean on what precedes them, less strongly; many end a word."""
LEANING = frozenset(
    "不很把被在是與与和及對对從从以於于為为由向將将最更太這这那每一個个某各其該该此第無无未沒没別别也都就才又再還还"
    "只已卻却便則则而且並并或但若如使令讓让給给到可能會会要想應应我你他她它吾像尚本"
)
"""Lean on what follows them."""
MEASURE_WORDS = frozenset("個个種种位名項项些家件條条張张次本句座所隻只枚片段場场份類类")
COUNTED = frozenset("這这那哪某每各幾几一二兩两三四五六七八九十百千萬万數数多0123456789")
"""What stands before a measure word."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LEANING_WORDS = _words(
    "究竟 尚未 根本 認為 认为 已經 已经 正在 可以 應該 应该 必須 必须 為了 为了 關於 关于 以及 或者 不能 不會 不会 沒有 没有 非常"
)
"""Words of two characters that lean on what follows."""
OPENERS = _words(
    "而 和 與 与 及 並 并 但 卻 却 或 還 还 也 就 都 才 便 則 则 在 從 从 由 以 於 "
    "于 對 对 為 为 向 被 把 將 将 根據 根据 受 經 经 是 有 會 会 可 能 應 应 該 该 "
    "要 不 沒 没 必 仍 已 曾 屬 属 位 坐落 來自 来自 通常 甚至 大約 大约 根本 更 直到 "
    "去 自己 基本 像 尚 究竟 哪 是否 如何 怎麼 怎么 什麼 什么 為何 为何"
)
"""Conjunctions, prepositions, adverbs, copulas and question words: they open a phrase."""
COMPLEMENTS = _words("不了 不到 不出 不起 不得 不住 不下 不着 不著")
"""What a verb's potential form ends in: the verb stands before it."""

# Japanese and Korean, by the character that ends a phrase.
JOSHI = frozenset("\u306f\u3082\u3070\u3066\u306b\u3092")
KO_CLOSING = frozenset("은는이가을를에도고게러며면나")

LATIN_LEANING = frozenset(
    _words(
        "a an the of to in on at by for from with and or but nor so as if that than is are was were be not no my "
        "your his her its our their this these those i we you he she it they who which"
    )
)
LATIN_PREPOSITIONS = frozenset(_words("of to in on at by for from with as into"))
LATIN_OPENERS = frozenset(
    _words(
        "and but or nor so that which who when where while because if than as for from with without in into"
    )
)
