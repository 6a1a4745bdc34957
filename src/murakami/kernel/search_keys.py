"""Keys for finding: what is stored stays as written, what is compared is folded here.

A full-text index of three-character pieces cannot find two-character words such as 山田, so ours holds pieces of
two characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from murakami.kernel.characters import fold_hyphens
from murakami.kernel.kana import fold_to_katakana

VARIANT_GROUPS: Final = (
    "高髙 崎﨑嵜 吉𠮷 浜濱濵 辺邊邉 斎齋斉齊 沢澤 桜櫻 国國 広廣 真眞 竜龍 島嶋嶌 万萬 恵惠 栄榮 瀬瀨 徳德 応應 条條 "
    "円圓 弥彌 浅淺 滝瀧 黒黑 槙槇 関關 鉄鐵 豊豐 宝寶寳 与與 礼禮 実實 将將 静靜 壮壯 寿壽 亀龜 芦蘆 巌巖 峰峯 富冨 "
    "淵渕渊 館舘 曽曾 柳栁 船舩 桑桒 松枩 峡峽 薮藪 蛍螢 聡聰 尭堯 遥遙 瑶瑤 顕顯 晃晄 横橫 緑綠 鴎鷗 桧檜 凜凛 穂穗 "
    "黄黃 鶏鷄 土圡 児兒 学學 会會 来來 区區 県縣 村邨 鍛鍜 祢禰 諌諫 頼賴 伝傳 仏佛 仮假 団團 塩鹽 奥奧 帯帶 恒恆 "
    "悦悅 慎愼 検檢 楽樂 様樣 歩步 毎每 温溫 湾灣 燈灯 渋澁澀 渓溪 画畫 経經 絵繪 継繼 続續 総總 声聲 荘莊 蔵藏 薫薰 "
    "衛衞 覚覺 観觀 読讀 転轉 郷鄕 銭錢 録錄 随隨 雑雜 霊靈 験驗 竃竈 侠俠 姫姬 宮宫 巻卷 撹攪 教敎 清淸 産產 戸戶"
)
"""Groups of characters that are the old and the new form of one, or that people mix up in names.

The first stands for all, in search keys only. Compatibility ideographs (都, 福 …) need no row: NFKC folds them.
"""

_FOLDS: Final = {ord(form): group[0] for group in VARIANT_GROUPS.split() for form in group[1:]}
_SELECTORS_AND_BLANKS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\\s]+")


def search_key(text: str) -> str:
    """Fold a text so that what people mean to be the same compares equal.

    Width, case, hiragana and katakana, hyphens, blanks, variation selectors and old character forms do not
    matter any more. A key is only compared and indexed, never shown.
    """
    folded = _without_blanks(_without_blanks(text).casefold())
    return fold_hyphens(fold_to_katakana(folded).translate(_FOLDS))


def _without_blanks(text: str) -> str:
    # NFKC can bring forth blanks (¯ is a blank with a mark), and what stood beside them may compose afterwards.
    stripped = _SELECTORS_AND_BLANKS.sub("", unicodedata.normalize("NFKC", _SELECTORS_AND_BLANKS.sub("", text)))
    return unicodedata.normalize("NFKC", stripped)


def bigrams(text: str) -> tuple[str, ...]:
    """Cut the search key of a text into pieces of two characters, and its last character alone.

    The last one alone lets a query of a single character find words by prefix. Repeated pieces stay.
    """
    key = search_key(text)
    return tuple(key[start : start + 2] for start in range(len(key)))


def index_text(*texts: str) -> str:
    """Join the pieces of several texts with blanks: what a full-text index is fed. No piece spans two texts."""
    return " ".join(piece for text in texts for piece in bigrams(text))


def query_pieces(text: str) -> tuple[str, ...]:
    """Cut what somebody searches for into pieces that must all be there.

    Words between blanks are cut separately. A single character is a piece of one: match it by prefix.
    """
    pieces: list[str] = []
    for word in text.split():
        key = search_key(word)
        pieces += [key] if len(key) == 1 else [key[at : at + 2] for at in range(len(key) - 1)]
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
