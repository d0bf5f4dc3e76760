"""The profile: the ten items of the policy (2.5), what a later version may list, and whether it is registered."""

from __future__ import annotations

from typing import Annotated

import msgspec

from izanau_protocol.fields import code, codes, items, line, number, part, plain, text


class Name(msgspec.Struct, frozen=True):
    """A person's name; only the full name, as in the passport, is asked of everyone."""

    full: Annotated[str, line("Full name", "氏名", 120, required=True)] = ""
    family: Annotated[str, line("Family name", "姓", 80)] = ""
    given: Annotated[str, line("Given name", "名", 80)] = ""
    middle: Annotated[str, line("Middle name", "ミドルネーム", 80)] = ""
    native: Annotated[str, line("Name in your own script", "母国語表記", 120)] = ""
    reading: Annotated[str, line("Reading (katakana)", "フリガナ", 120)] = ""
    order: Annotated[str, code("Order of the name", "姓名の順", "name_order")] = ""


class Visa(msgspec.Struct, frozen=True):
    """The status of residence in Japan; never a card's number."""

    status: Annotated[str, code("Status of residence", "在留資格", "residences")] = ""
    expires: Annotated[str, plain("day", "Period of stay ends", "在留期限")] = ""
    needs_sponsorship: Annotated[bool, plain("yes", "Needs visa sponsorship", "ビザ取得の支援が必要")] = False


class Certificate(msgspec.Struct, frozen=True):
    """A language test that was passed."""

    name: Annotated[str, line("Certificate", "試験名", 60, required=True)] = ""
    level: Annotated[str, line("Level", "級・レベル", 30)] = ""
    score: Annotated[str, line("Score", "スコア", 30)] = ""
    date: Annotated[str, plain("month", "Date", "取得年月")] = ""
    position: str = ""


class Language(msgspec.Struct, frozen=True):
    """A language and how well it is known."""

    language: Annotated[str, code("Language", "言語", "languages", required=True)] = ""
    level: Annotated[str, code("Level", "レベル", "level")] = ""
    native: Annotated[bool, plain("yes", "Native language", "母語")] = False
    certificates: Annotated[dict[str, Certificate], items("Certificates", "資格・試験", 10)] = {}
    position: str = ""


class Education(msgspec.Struct, frozen=True):
    """A school or course of study."""

    school: Annotated[str, line("School", "学校名", 200, required=True)] = ""
    degree: Annotated[str, code("Degree", "学位", "degree")] = ""
    field: Annotated[str, line("Field of study", "専攻", 200)] = ""
    start: Annotated[str, plain("month", "From", "入学")] = ""
    end: Annotated[str, plain("month", "Until", "卒業")] = ""
    current: Annotated[bool, plain("yes", "Until now", "在学中")] = False
    description: Annotated[dict[str, str], text("Description", "内容", 2000)] = {}
    position: str = ""


class Work(msgspec.Struct, frozen=True):
    """A position held; overlaps are normal."""

    company: Annotated[str, line("Company", "会社名", 200, required=True)] = ""
    title: Annotated[str, line("Job title", "職種・役職", 200)] = ""
    start: Annotated[str, plain("month", "From", "入社")] = ""
    end: Annotated[str, plain("month", "Until", "退社")] = ""
    current: Annotated[bool, plain("yes", "Until now", "在職中")] = False
    description: Annotated[dict[str, str], text("What you did", "職務内容", 4000)] = {}
    position: str = ""


class Skill(msgspec.Struct, frozen=True):
    """A skill or licence."""

    name: Annotated[str, line("Skill", "スキル", 100, required=True)] = ""
    level: Annotated[str, code("Level", "レベル", "skill_level")] = ""
    years: Annotated[int, number("Years", "年数", 0, 70)] = 0
    licence: Annotated[str, line("Licence", "免許・資格", 120)] = ""
    date: Annotated[str, plain("month", "Date of licence", "取得年月")] = ""
    position: str = ""


class Profile(msgspec.Struct, frozen=True):
    """What a job seeker shows of themselves, in the order of the policy."""

    name: Annotated[Name, part("Name", "氏名")] = Name()
    birthday: Annotated[str, plain("day", "Birthday", "生年月日")] = ""
    citizenship: Annotated[tuple[str, ...], codes("Country of citizenship", "国籍・地域", "countries", 5)] = ()
    residence: Annotated[str, code("Country of residence", "居住国・地域", "countries")] = ""
    visa: Annotated[Visa, part("Visa availability", "在留資格")] = Visa()
    languages: Annotated[dict[str, Language], items("Languages", "語学力", 20)] = {}
    education: Annotated[dict[str, Education], items("Academic background", "学歴", 30)] = {}
    work: Annotated[dict[str, Work], items("Work experience", "職歴", 50)] = {}
    skills: Annotated[dict[str, Skill], items("Skills", "スキル", 60)] = {}
    hobbies: Annotated[dict[str, str], text("Hobbies", "趣味", 1000)] = {}
    prefecture: Annotated[str, code("Prefecture of residence", "居住都道府県", "prefectures")] = ""
    registered: Annotated[bool, plain("yes", "Registered publicly", "公開登録")] = False
    confirmed: Annotated[str, plain("day", "Last confirmed", "最終確認日")] = ""
