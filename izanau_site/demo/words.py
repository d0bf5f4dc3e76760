"""The pools of words from which demo texts are put together, in English and Japanese."""

from __future__ import annotations

import csv
import functools
from importlib.resources import files
from typing import Final, NamedTuple

FOCUS: Final = (
    ("", ""),
    ("mobile titles", "モバイル"),
    ("console titles", "コンソール"),
    ("new business", "新規事業"),
    ("overseas customers", "海外顧客"),
    ("our Osaka team", "大阪チーム"),
    ("a growing team", "成長中のチーム"),
    ("beginners welcome", "未経験歓迎"),
)
PLACES: Final = (
    ("JP-27", "Osaka", "大阪市北区"),
    ("JP-13", "Shibuya", "渋谷区"),
    ("JP-13", "Akihabara", "千代田区"),
    ("JP-26", "Kyoto", "京都市中京区"),
    ("JP-40", "Fukuoka", "福岡市博多区"),
    ("JP-01", "Sapporo", "札幌市中央区"),
    ("JP-23", "Nagoya", "名古屋市中区"),
    ("JP-14", "Yokohama", "横浜市西区"),
    ("JP-28", "Kobe", "神戸市中央区"),
    ("JP-04", "Sendai", "仙台市青葉区"),
    ("JP-34", "Hiroshima", "広島市中区"),
    ("JP-47", "Naha", "那覇市"),
)
COMPANIES: Final = (
    ("Hoshizora Games", "星空ゲームス株式会社", "games"),
    ("Minato Localization", "みなとローカライズ株式会社", "media"),
    ("Kawasemi Software", "かわせみソフトウェア株式会社", "software"),
    ("Aozora Robotics", "青空ロボティクス株式会社", "manufacturing"),
    ("Yamabiko Support", "やまびこサポート株式会社", "software"),
    ("Momiji Hotels", "もみじホテルズ株式会社", "hospitality"),
    ("Tsubame Logistics", "つばめ物流株式会社", "logistics"),
    ("Sakuragi Language School", "桜木語学院", "education"),
    ("Hinata Care", "ひなたケア株式会社", "care"),
    ("Shirakaba Foods", "白樺フーズ株式会社", "food"),
    ("Nagisa Media", "なぎさメディア株式会社", "media"),
    ("Takibi Studio", "焚火スタジオ合同会社", "games"),
    ("Komorebi Data", "木漏れ日データ株式会社", "software"),
    ("Ishizue Construction", "礎建設株式会社", "construction"),
    ("Wakaba Farm", "若葉ファーム株式会社", "food"),
    ("Suzukaze Trading", "涼風商事株式会社", "trade"),
    ("Asagiri Precision", "朝霧精密株式会社", "manufacturing"),
    ("Tsukimi Finance", "月見ファイナンス株式会社", "finance"),
    ("Hayabusa Mobile", "隼モバイル株式会社", "software"),
    ("Mikazuki Arts", "三日月アーツ株式会社", "games"),
)
VIEW: Final[dict[str, object]] = {
    "name": "Nobody has taken them",
    "query": "owner:none",
    "stages": ["new"],
    "sort": "since",
    "up": True,
    "columns": ["name", "japanese", "headline", "visa", "ends", "since"],
}
"""What each company shares of its list of applicants."""
LETTERS: Final = (
    (
        "reject",
        "Thank you, and sorry",
        {
            "en": "Dear {name},\n\nThank you for your interest in “{job}”. We are sorry to say that we have chosen somebody else this"
            " time.\n\nWe wish you all the best.\n{company}",
            "ja": "{name} 様\n\n「{job}」にご応募いただき、ありがとうございました。選考の結果、今回は採用を見送らせていただくことになりました。\n\n"
            "今後のご活躍をお祈りいたします。\n{company}",
        },
    ),
    (
        "other",
        "A day to talk",
        {
            "en": "Dear {name},\n\nWe would like to talk with you about “{job}”. On which days next week have you got an hour?\n\n{company}",
            "ja": "{name} 様\n\n「{job}」について、お話しする機会をいただければ幸いです。来週、1時間ほどご都合のよい日はありますか。\n\n{company}",
        },
    ),
)
LABELS: Final = ("Portfolio", "夜勤可", "Relocates", "要確認", "Call back", "紹介")
EMPLOYERS: Final = (
    "Playfield Games", "Estudio Norte", "Blue Harbour Software", "Lotus Translations", "Northwind Retail", "Cedar Hill Hospital",
    "Rivermouth Logistics", "Green Terrace Hotel", "Copper Lane Studio", "Highland Robotics", "Old Town Bakery", "Silver Coast Bank",
    "Paper Lantern Press", "Monsoon Mobile", "Granite Works", "Meadow Language Centre", "Three Bridges Consulting", "Sunrise Foods",
    "Kite Animation", "Delta Data", "Amber Call Centre", "Hill Station Farms", "Palm Street School", "Red Door Theatre",
)  # fmt: skip
SCHOOLS: Final = (
    "National University", "Institute of Technology", "University of Foreign Studies", "College of Arts", "Polytechnic",
    "State University", "School of Business", "University of Education",
)  # fmt: skip
STUDIES: Final = (
    "Japanese studies", "Computer science", "Translation", "Business administration", "Fine arts", "Mechanical engineering",
    "Economics", "Linguistics", "Tourism", "Nursing", "Statistics", "Game design",
)  # fmt: skip
DEEDS: Final = (
    ("Led a team of {a} for releases in {b} languages; open defects at release fell from {c} to {d}.",
     "{a}名のチームを率い、{b}言語版を担当。リリース時の未解決不具合を{c}件から{d}件に削減。"),
    ("Looked after {c} customers a month and wrote {d} help pages; {a} new colleagues were trained.",
     "月{c}件の顧客対応、ヘルプページ{d}本の作成、新人{a}名の研修を担当。"),
    ("Built and ran {b} services for {c} thousand users with {a} colleagues; {d} releases a year.",
     "{a}名で{b}サービスを開発・運用（利用者{c}千人、年{d}回のリリース）。"),
    ("Translated {c} thousand words in {b} projects and kept a glossary of {d} hundred terms for {a} titles.",
     "{b}案件で{c}千語を翻訳、{a}タイトルの用語集（{d}百語）を管理。"),
    ("Planned {b} events with {c} guests and {a} partners; costs stayed {d} percent under budget.",
     "{a}社と協力し来場者{c}名のイベントを{b}回企画。予算を{d}％下回る費用で実施。"),
    ("Taught {b} classes of {a} pupils a week; {c} of them passed their examinations, {d} with distinction.",
     "週{b}クラス（各{a}名）を担当。{c}名が試験に合格、うち{d}名は優秀な成績。"),
)  # fmt: skip
DEED_OF: Final = {
    "localisation": (0, 3), "testing": (0,), "programming": (2,), "game_design": (0, 2), "art": (0,), "marketing": (4,),
    "support": (1,), "sales": (4, 1), "teaching": (5,), "hospitality": (1, 4), "care": (1,), "research": (2,), "other": (3, 4),
}  # fmt: skip
"""Which of the deeds fit a category; the others take the one about customers or events."""
HOBBIES: Final = (
    ("Hiking", "登山"), ("Board games", "ボードゲーム"), ("Pottery", "陶芸"), ("Cycling", "サイクリング"), ("Film cameras", "フィルムカメラ"),
    ("Choir", "合唱"), ("Bouldering", "ボルダリング"), ("Calligraphy", "書道"), ("Baking bread", "パン作り"), ("Star gazing", "天体観測"),
    ("Chess", "チェス"), ("Knitting", "編み物"), ("Futsal", "フットサル"), ("Gardening", "園芸"), ("Retro consoles", "レトロゲーム"),
)  # fmt: skip


class Trade(NamedTuple):
    """A kind of work: its category, title, skills and what one does in it."""

    category: str
    en: str
    ja: str
    skills: tuple[str, ...]
    duty_en: str
    duty_ja: str


class Given(NamedTuple):
    """A part of a name: Latin letters, own script (may be empty), katakana."""

    latin: str
    native: str
    kana: str


class Naming(NamedTuple):
    """How people of a country are named, and their first language."""

    country: str
    order: str
    language: str
    family: tuple[Given, ...]
    given: tuple[Given, ...]


def _table(name: str) -> list[dict[str, str]]:
    text = (files("izanau_site.demo") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def _names(words: str) -> tuple[Given, ...]:
    found = (Given(*(part.replace("·", " ") for part in word.split("/"))) for word in words.split())
    return tuple(name for name in found if name.latin)


@functools.cache
def trades() -> tuple[Trade, ...]:
    """The kinds of work of the demo."""
    return tuple(
        Trade(row["category"], row["en"], row["ja"], tuple(row["skills"].split(",")), row["duty_en"], row["duty_ja"])
        for row in _table("trades.tsv")
    )


@functools.cache
def namings() -> tuple[Naming, ...]:
    """The names by country; Japan first."""
    return tuple(
        Naming(row["country"], row["order"], row["language"], _names(row["family"]), _names(row["given"]))
        for row in _table("names.tsv")
    )
