"""Text as people mean it: folded for search, cut into tokens, keyed for comparison, looked over for hidden characters."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA: Final = "\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_MARKS: Final = (  # signs written on letters, which \w leaves out: without them Thai or Hindi words fall to pieces
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
    "\u0900-\u0963\u0966-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u102b-\u103e"
    "\u1056-\u109d\u135d-\u135f\u17b4-\u17d3\u1dc0-\u1dff\u302a-\u302f\ua8e0-\ua8f1\ufe20-\ufe2f"
)
_LETTER: Final = rf"(?:[^\W_{_HAN}{_KANA}]|[{_MARKS}])"
_WORD: Final = r"(?:(?<!\.)\.)?{0}++(?:\.{0}++)*+[+#]*+"
"""Letters of any length, with the . + # of .NET, Node.js, C++ and C#; nothing is given back, as nothing follows."""

_JAPANESE_ENDS: Final = ("。", "」", "）", "！", "？")
_INVISIBLE: Final = "\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_STRIPPED: Final = re.compile(f"[\u0300-\u036f{_INVISIBLE}]")

# One shape for each family of name kanji that Unicode keeps apart (name registers hold the older or rarer shapes).
_VARIANTS: Final = """
崎﨑嵜㟢 高髙 辺邊邉 斉齊斎齋 浜濱濵 島嶋嶌 沢澤 真眞 広廣 国國 桜櫻 恵惠 徳德 蔵藏 条條 瀬瀨 竜龍 万萬 寿壽 栄榮 富冨 峰峯 館舘 曽曾 槙槇 桑桒
吉𠮷 緒緖 清淸 関關 豊豐 実實 宝寶 滝瀧 静靜 円圓 鉄鐵 学學斈 会會 経經 駅驛 応應 与與 勲勳 顕顯 弥彌 礼禮 禄祿 巌巖 壮壯 穂穗 荘莊 黒黑 横橫
暁曉 凛凜 遥遙 尭堯 亜亞 将將 浅淺 村邨 薮籔藪 桧檜 柳栁 糸絲 塩鹽 団團 児兒 来來 体體 歩步 当當 変變 帰歸 県縣 楽樂 気氣 沖冲 剣劍劔 郷鄕 郎郞
朗朖 晃晄 昴昻 巻卷 衛衞 為爲 増增 寛寬 戸戶 渋澁 帯帶 焼燒 両兩 桝枡 淵渕渊 脇脅 乗乘 穣穰 聡聰 総總 粛肅 鶴靏靍 鶏鷄 麦麥 双雙 発發 売賣 読讀
図圖 写寫 労勞 区區 医醫 数數 対對
"""
# The new shape of each kanji before its old ones, after the brackets of the list of kanji for general use (常用漢字表) and those of
# the old ones that names may have (戸籍法施行規則別表第二の二), with what stands so in registers and print beside them.
_OLDER: Final = """
悪惡 縁緣 園薗 奥奧 温溫 価價 壊壞 懐懷 渇渴 陥陷 偽僞 戯戲 虚虛 峡峽 狭狹 駆駈 薫薰 掲揭 芸藝 撃擊 倹儉 険險 圏圈 検檢 験驗 厳嚴 恒恆 黄黃 砕碎 雑雜
湿濕 収收 従從 獣獸 縦縱 叙敍敘 渉涉 奨奬 状狀 浄淨 剰剩 畳疊 嬢孃 譲讓 醸釀 寝寢 慎愼 尽盡 粋粹 酔醉 摂攝 専專 戦戰 繊纖 禅禪 争爭 捜搜 巣巢 装裝 痩瘦
騒騷 臓臟 即卽 滞滯 単單 弾彈 昼晝 鋳鑄 庁廳 徴徵 聴聽 鎮鎭 転轉 伝傳 灯燈 盗盜 稲稻 拝拜 杯盃 髪髮 抜拔 晩晚 秘祕 払拂 仏佛 翻飜 毎每 黙默 野埜 薬藥
揺搖 様樣 謡謠 頼賴 覧覽 涼凉 緑綠 涙淚 塁壘 暦曆 歴歷 錬鍊 録錄 圧壓 囲圍 壱壹 飲飮 隠隱 営營 頴穎 悦悅 閲閱 艶艷 欧歐 殴毆 仮假 画畫 絵繪 拡擴 殻殼
覚覺 岳嶽 缶罐 勧勸 歓歡 観觀 亀龜 犠犧 旧舊 拠據 挙擧舉 教敎 郷鄉 径徑 茎莖 渓溪 継繼 軽輕 蛍螢 欠缺 研硏 権權 献獻 呉吳 娯娛 効效 鉱鑛 号號 剤劑 済濟
冊册 参參 惨慘 桟棧 蚕蠶 賛贊 残殘 歯齒 辞辭 釈釋 処處 称稱 証證 触觸 嘱囑 随隨 髄髓 枢樞 声聲 窃竊 絶絕 践踐 銭錢 潜潛 属屬 続續 台臺 択擇 担擔 胆膽
痴癡 虫蟲 遅遲 勅敕 逓遞 点點 党黨 独獨 届屆 弐貳 悩惱 脳腦 覇霸 廃廢 蛮蠻 瓶甁 並竝 弁辨辯瓣 舗舖 没沒 満滿 麺麵麪 余餘 予豫 誉譽 乱亂 猟獵 霊靈 齢齡
恋戀 炉爐 楼樓 湾灣 屏屛 説說 税稅 脱脫 鋭銳 戻戾 青靑 産產 顔顏 闘鬪鬥 歳歲 沪濾 内內 告吿 尚尙 励勵 厩廐 祷禱 祢禰 篭籠 芦蘆 鴎鷗 蛎蠣 磯礒 梼檮 撹攪
噛嚙 頬頰 繍繡 蒋蔣 醤醬 屡屢 賎賤 彦彥 昇曻 強强 婿壻 姫姬 裴裵 褒襃 猪豬 顛顚 涜瀆 瑶瑤 萌萠 亘亙 煕凞熙熈 皓晧 迪廸 秋穐 兎兔 鎌鐮 隣鄰 鶏雞 群羣
蕊蘂 讃讚 鹸鹼 麹麴
"""
_OTHERS: Final = {"đ": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "ヽ": "ゝ", "ヾ": "ゞ"}
"""Letters with a stroke, which no decomposition parts: who writes Dang means Đặng too."""


def _shapes() -> dict[int, str]:
    table = {ord(shape): family[0] for family in _VARIANTS.split() for shape in family[1:]}
    table |= {code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)}  # katakana to hiragana
    table |= dict(zip(range(0x30F7, 0x30FB), ("わ\u3099", "ゐ\u3099", "ゑ\u3099", "を\u3099"), strict=True))
    table |= {ord(letter): plain for letter, plain in _OTHERS.items()}
    return table


_SHAPES: Final = _shapes()
_SOUGHT: Final = _SHAPES | {ord(older): family[0] for family in _OLDER.split() for older in family[1:]}


# Those below take ten milliseconds to compile, which no start should wait for.
@functools.cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"([{_HAN}{_KANA}]++)|({_WORD.format(_LETTER)})")


@functools.cache
def _ascii_words() -> re.Pattern[str]:
    return re.compile(_WORD.format("[a-z0-9]"))


@functools.cache
def _east_gaps() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}{_KANA}]) (?=[{_HAN}{_KANA}])")


@functools.cache
def _gaps() -> re.Pattern[str]:
    return re.compile(rf"(?:(?!{_LETTER})[^{_HAN}{_KANA}])+")


class Term(NamedTuple):
    """One thing to look for: tokens that follow each other; with `prefix` the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool


def fold(text: str) -> str:
    """Text as it is compared: without case, width, accents, kind of kana and kanji variant; が is not か.

    Ids and keys hang on it (labels, names of accounts): what a search is to find beside that belongs into `sought`.
    """
    return _folded(text, _SHAPES)


def sought(text: str) -> str:
    """Text as search compares it: folded, and each kanji in its new shape."""
    return _folded(text, _SOUGHT)


def _folded(text: str, shapes: Mapping[int, str]) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    parted = _STRIPPED.sub("", unicodedata.normalize("NFKD", plain)).casefold()
    shaped = unicodedata.normalize("NFKC", parted).translate(shapes)
    return unicodedata.normalize("NFKC", shaped)


def tokens(text: str) -> list[str]:
    """What an index holds of a text, in order. Han and kana as bigrams and each run's last character, so that one
    character finds it wherever it stands; all else as words, with the + # . of C++, C# and .NET.

    Look for `query_tokens`, not for these. An FTS5 table over them needs the marks of Thai and Indic words:
    `tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '+#.'"`.
    """
    if text.isascii():  # most of what an index takes, in half the time
        return _ascii_words().findall(text.lower())
    found: list[str] = []
    for run, word in _runs().findall(sought(text)):
        if run:
            found += [run[at : at + 2] for at in range(len(run))]
        else:
            found.append(word)
    return found


def query_tokens(text: str) -> list[Term]:
    """What to look for: every term must be found. A run is a phrase of bigrams; words and single characters go on."""
    terms: list[Term] = []
    for run, word in _runs().findall(sought(text)):
        if len(run) > 1:
            terms.append(Term(tuple(run[at : at + 2] for at in range(len(run) - 1)), prefix=False))
        else:
            terms.append(Term((run or word,), prefix=True))
    return terms


def sentences(*parts: str) -> str:
    """Sentences one after the other: with a blank between, but none behind a Japanese one."""
    whole = ""
    for part in filter(None, parts):
        whole += part if whole.endswith(_JAPANESE_ENDS) or not whole else f" {part}"
    return whole


def paragraphs(*parts: str) -> str:
    """Texts one beneath the other, an empty line between."""
    return "\n\n".join(filter(None, parts))


def name_key(name: str) -> str:
    """A name as it is compared and sorted: folded, words one space apart, no space between kanji or kana."""
    return _east_gaps().sub("", _gaps().sub(" ", fold(name)).strip())


def email_key(email: str) -> str:
    """What makes an e-mail address unique: NFKC and casefold of the whole of it."""
    key = unicodedata.normalize("NFKC", email).casefold()
    return unicodedata.normalize("NFKC", key).casefold().strip()


_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 but tab and line feed
    "\u2028\u2029\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # separators, bidi embeddings, overrides, isolates
    "\u180e\u200b\u2060-\u2065\ufeff\ufff9-\uffff\u115f\u1160\u3164\uffa0"  # no width, fillers, noncharacters
    "\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f]"  # noncharacters, surrogates, tags
)
_FLAG: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_DIRECTION: Final = re.compile("[\u200e\u200f\u061c]")
_JOINER: Final = re.compile("[\u200c\u200d]")
_JOINED: Final = re.compile(  # where a joiner has a work to do: Arabic, Indic and like scripts, emoji
    "(?<=[\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    "(?=[\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u2190-\u2bff\U0001f000-\U0001faff])|(?<=\u094d|\u0d4d|\u0dca)\u200d"
)


def has_control_or_bidi(text: str) -> bool:
    """Whether a text hides something: controls (tab and line feed may stand), bidi overrides, zero-width out of place."""
    if text.isascii() and text.isprintable():
        return False
    seen = _FLAG.sub("", text) if "\U0001f3f4" in text else text
    if _CONTROL.search(seen):
        return True
    if _JOINER.search(seen) and _JOINER.search(_JOINED.sub("", seen)):
        return True
    return _DIRECTION.search(seen) is not None and not _reads_right_to_left(seen)


def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters in a text: latin, han, hiragana, katakana, hangul, thai, cyrillic, …"""
    return frozenset(filter(None, map(_script, set(unicodedata.normalize("NFKC", text)))))


def _reads_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


@functools.lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script by the character's name, whose first word it is; empty where the letter is of no script."""
    if unicodedata.category(letter) not in ("Lu", "Ll", "Lt", "Lo") and letter != "々":
        return ""
    first = unicodedata.name(letter, "").split(" ")[0].lower()
    return {"cjk": "han", "ideographic": "han"}.get(first, first)
