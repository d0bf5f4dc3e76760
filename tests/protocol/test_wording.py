"""Words that a job should rather not hold are found in both languages, with what to write instead; what is harmless is not."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izanau_protocol import codes
from izanau_protocol.rules import Finding, reasons, wording, wordings

FOUND = {
    "age": {
        "応募資格：35歳以下の方": "35歳以下",
        "４０才まで": "４０才まで",
        "20〜35歳の方を募集します": "20〜35歳",
        "20代・30代の方歓迎": "20代・30代の方歓迎",
        "若い方歓迎！": "若い方歓迎",
        "若手を求めています": "若手を求め",
        "年齢制限あり": "年齢制限あり",
        "シニア不可": "シニア不可",
        "60歳未満の方（定年60歳）": "60歳未満",
        "Under 35 only.": "Under 35",
        "Applicants (under 30) please apply": "under 30",
        "You are under 35.": "under 35",
        "People under the age of 40 may apply": "under the age of 40",
        "Aged 20-35": "Aged 20-35",
        "25 to 35 years old": "25 to 35 years old",
        "There is an upper age limit": "upper age limit",
        "Young people preferred": "Young people preferred",
        "We are looking for young engineers": "looking for young",
    },
    "sex": {
        "男性のみ": "男性のみ",
        "女性スタッフ歓迎": "女性スタッフ歓迎",
        "主婦歓迎": "主婦歓迎",
        "営業マン募集": "営業マン",
        "ウェイトレス募集": "ウェイトレス",
        "ｳｪｲﾄﾚｽ": "ｳｪｲﾄﾚｽ",
        "看護婦の経験がある方": "看護婦",
        "ｶﾞｰﾄﾞﾏﾝ": "ｶﾞｰﾄﾞﾏﾝ",
        "Waitress in Shibuya": "Waitress",
        "Experienced SALESMAN": "SALESMAN",
        "Female applicants only": "Female applicants only",
        "Must be a male": "Must be a male",
        "Only women": "Only women",
    },
    "nationality": {
        "外国人のみ": "外国人のみ",
        "日本人限定": "日本人限定",
        "外国人の方歓迎": "外国人の方歓迎",
        "ベトナム人スタッフ募集": "ベトナム人スタッフ募集",
        "国籍不問": "国籍不問",
        "国籍を問いません": "国籍を問いません",
        "日本国籍を有する方": "日本国籍を有する",
        "Japanese nationals only": "Japanese nationals only",
        "Foreigners welcome": "Foreigners welcome",
        "You must be a Japanese citizen": "must be a Japanese citizen",
        "Any nationality welcome": "Any nationality welcome",
    },
    "private": {
        "本籍を教えてください": "本籍",
        "家族構成をお知らせください": "家族構成",
        "ご両親の職業は何ですか": "ご両親の職業",
        "尊敬する人物は誰ですか": "尊敬する人物",
        "宗教は何ですか": "宗教",
        "支持政党について": "支持政党",
        "愛読書を一冊": "愛読書",
        "思想信条をお聞かせください": "思想信条",
        "労働組合への加入歴": "労働組合への加入歴",
        "身元調査を行います": "身元調査",
        "戸籍謄本を送ってください": "戸籍謄本",
        "住民票の写しをお送りください": "住民票の写し",
        "健康診断書を提出": "健康診断書を提出",
        "ご住居の間取りを教えてください": "ご住居の間取り",
        "結婚の予定はありますか": "結婚の予定",
        "What is your religion?": "What is your religion",
        "Please tell us your place of birth": "place of birth",
        "Which person do you most respect?": "person do you most respect",
        "Your father's occupation": "father's occupation",
        "Tell us about your family background": "family background",
        "Which political party do you support": "political party",
        "Your favourite book": "favourite book",
        "Are you married?": "Are you married",
        "We run background checks on applicants": "background checks on applicants",
    },
    "soft": {
        "ネイティブスピーカーのみ": "ネイティブスピーカーのみ",
        "日本語ネイティブ限定": "日本語ネイティブ限定",
        "Native speakers only": "Native speakers only",
        "must be a native English speaker": "must be a native English speaker",
    },
}
HARMLESS = (
    "18歳未満の方の深夜勤務は法律により禁止されています",
    "18歳以上（警備業法による）",
    "定年60歳、65歳まで再雇用制度あり",
    "20代・30代のスタッフが活躍中",
    "年齢不問",
    "年齢制限なし",
    "若手の育成を担当",
    "0〜5歳児クラスの担任",
    "男女ともに活躍できます",
    "男女歓迎",
    "女性用更衣室あり、男性の育児休業の実績あり",
    "主婦（夫）歓迎",
    "主婦・主夫歓迎",
    "主婦向け雑誌の編集",
    "ウェイター・ウェイトレス",
    "カメラマン（男女）",
    "巡回セールスマン問題の最適化",
    "多国籍チームで働きます",
    "さまざまな国籍の仲間がいます",
    "日本人のお客様への対応",
    "在留資格のある方",
    "外国人観光客の接客",
    "宗教上の食事に配慮します",
    "家族構成や宗教はお尋ねしません",
    "設計思想を理解して開発する",
    "労働組合があります",
    "健康診断あり（年1回）",
    "入社後に住民票の写しを提出していただきます",
    "職場環境の改善",
    "ネイティブアプリの開発",
    "ネイティブレベルの日本語",
    "Management of packages and messages",
    "Manage 20-35 projects",
    "Response time under 50 ms, overtime under 30 hours a month",
    "A team of under 40 people",
    "Keep costs under 50%",
    "There is no age limit",
    "We are a young and dynamic team",
    "Children aged 6 to 12",
    "Men and women welcome",
    "Servers, waiters and waitresses",
    "The travelling salesman problem",
    "Work with salespeople from many countries",
    "An international team of all nationalities",
    "The manual is in Japanese only",
    "Native-level Japanese",
    "A native app for iOS",
    "Family allowance, health insurance, union shop",
    "We hire regardless of place of birth, religious beliefs or marital status",
    "Prayer room; religious needs are respected",
    "Foreign customers only speak English",
    "",
)
EVERY = [(kind, text, words) for kind, rows in FOUND.items() for text, words in rows.items()]


@pytest.mark.parametrize(("kind", "text", "words"), EVERY)
def test_words_that_should_not_stand_there_are_found(kind: str, text: str, words: str) -> None:
    assert [(one.kind, one.words) for one in wording(text)] == [(kind, words)]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_sentence_raises_no_alarm(text: str) -> None:
    assert wording(text) == ()


def test_each_sentence_is_judged_by_itself() -> None:
    found = wording("宗教上の食事に配慮します。宗教は何ですか。We never ask your religion. What is your religion?")
    assert [one.words for one in found] == ["宗教", "What is your religion"]
    assert found[0].start == 13


def test_overlapping_words_are_told_only_once() -> None:
    assert [one.words for one in wording("20〜35歳までの女性のみ")] == ["20〜35歳", "女性のみ"]


def test_every_kind_says_why_and_names_its_law() -> None:
    assert list(reasons()) == ["age", "sex", "nationality", "private", "soft"] == list(FOUND)
    for reason in reasons().values():
        assert all(said.en and said.ja and said.en != said.ja for said in reason)
    for row in codes.rows("wording.tsv"):
        assert row["kind"] in reasons()
        assert row["en"]
        assert row["ja"]


def test_texts_of_a_job_are_found_by_path_and_language() -> None:
    body = {
        "title": {"en": "Waitress", "ja": "接客"},
        "stages": {"aaaaaaaaaa": {"name": {"ja": "家族構成の確認"}, "status": "interview"}},
        "hours": {"overtime": {"en": "Men only"}},
        "holidays": "Women only",
    }
    found = {path: [one.words for one in told] for path, told in wordings("job", body).items()}
    assert found == {
        "title@en": ["Waitress"],
        "hours.overtime@en": ["Men only"],
        "stages.aaaaaaaaaa.name@ja": ["家族構成"],
    }
    assert list(found) == ["title@en", "hours.overtime@en", "stages.aaaaaaaaaa.name@ja"]


def wide(text: str) -> str:
    """As an input method of Japanese writes it: letters and digits in full width."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" and one not in ".'" else one for one in text)


def shape(found: tuple[Finding, ...]) -> list[tuple[str, int]]:
    return [(one.kind, one.start) for one in found]


SENTENCES = st.sampled_from([text for _, text, _ in EVERY] + list(HARMLESS))
ADS = st.lists(SENTENCES, min_size=1, max_size=6).map("\n".join)


@given(ADS)
def test_case_and_width_change_nothing_that_is_found(text: str) -> None:
    expected = shape(wording(text))
    for other in (wide(text), text.upper(), text.lower()):
        assert shape(wording(other)) == expected
    assert [one.kind for one in wording(unicodedata.normalize("NFD", text))] == [kind for kind, _ in expected]


@given(st.text() | ADS | st.tuples(st.text(max_size=5), ADS).map("".join))
def test_each_finding_slices_its_words_from_the_text(text: str) -> None:
    found = wording(text)
    assert [text[one.start : one.end] for one in found] == [one.words for one in found]
    assert all(one.start < one.end for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
