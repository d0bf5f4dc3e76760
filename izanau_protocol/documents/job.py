"""The company and its jobs; a job states what the Employment Security Act asks for (art. 5-3) in fields of their own."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from izanau_protocol.fields import code, codes, items, line, number, part, plain, text

MOST_KEPT: Final = 365
"""Days that applications are kept at most after they ended, whatever a company or a site chooses."""


MOST_REASONS: Final = 60
"""Reasons for rejection that a company has at most, the retired too."""


class RejectReason(msgspec.Struct, frozen=True):
    """Why a company rejects, in words of its own; a retired one is given no more, and stays where it was given."""

    name: Annotated[dict[str, str], text("Reason", "理由", 80, required=True)] = {}
    retired: Annotated[bool, plain("yes", "Retired", "使用停止")] = False
    position: str = ""


class Company(msgspec.Struct, frozen=True):
    """A company in Japan as its public page shows it."""

    name: Annotated[str, line("Company name", "会社名", 200, required=True)] = ""
    name_ja: Annotated[str, line("Name in Japanese", "会社名（日本語）", 200)] = ""
    industry: Annotated[str, code("Industry", "業種", "industry")] = ""
    prefecture: Annotated[str, code("Prefecture", "都道府県", "prefectures")] = ""
    city: Annotated[str, line("City", "市区町村", 120)] = ""
    employees: Annotated[int, number("Employees", "従業員数", 0, 10_000_000)] = 0
    founded: Annotated[int, number("Founded", "設立年", 500, 2200)] = 0
    website: Annotated[str, plain("url", "Website", "ウェブサイト")] = ""
    description: Annotated[dict[str, str], text("About the company", "会社紹介", 8000)] = {}
    logo: Annotated[str, line("Logo", "ロゴ", 64)] = ""
    keep_days: Annotated[
        int, number("Days that ended applications are kept", "終了した応募の保存日数", 30, MOST_KEPT)
    ] = 0
    reasons: Annotated[dict[str, RejectReason], items("Reasons for rejection", "見送りの理由", MOST_REASONS)] = {}


class Membership(msgspec.Struct, frozen=True):
    """A person's place in a company. `by` is the membership of who invited them."""

    company: Annotated[str, plain("id", "Company", "会社", required=True)] = ""
    member: Annotated[str, plain("id", "Member", "メンバー", required=True)] = ""
    name: Annotated[str, line("Name", "氏名", 120)] = ""
    role: Annotated[str, code("Role", "役割", "role", required=True)] = ""
    since: Annotated[str, plain("time", "Member since", "参加日時")] = ""
    by: Annotated[str, plain("id", "Invited by", "招待者")] = ""
    ended: Annotated[bool, plain("yes", "Has left", "退任")] = False


class Contract(msgspec.Struct, frozen=True):
    """The kind of contract and its period."""

    type: Annotated[str, code("Type of contract", "雇用形態", "contract")] = ""
    start: Annotated[str, plain("day", "From", "開始日")] = ""
    end: Annotated[str, plain("day", "Until", "終了日")] = ""
    renewal: Annotated[str, code("Renewal", "契約の更新", "renewal")] = ""
    criteria: Annotated[dict[str, str], text("Criteria of renewal", "更新の判断基準", 1000)] = {}
    cap: Annotated[dict[str, str], text("Cap of period or renewals", "更新上限", 500)] = {}


class Probation(msgspec.Struct, frozen=True):
    """The trial period: 0 months says that there is none."""

    stated: Annotated[bool, plain("yes", "Probation stated", "試用期間の明示")] = False
    months: Annotated[int, number("Months", "期間（月）", 0, 24)] = 0
    terms: Annotated[dict[str, str], text("Terms during probation", "試用期間中の条件", 1000)] = {}


class Place(msgspec.Struct, frozen=True):
    """Where the work begins."""

    prefecture: Annotated[str, code("Prefecture", "都道府県", "prefectures")] = ""
    city: Annotated[str, line("City and address", "市区町村・番地", 200)] = ""


class Hours(msgspec.Struct, frozen=True):
    """Working hours, breaks and overtime."""

    system: Annotated[str, code("System", "勤務時間制度", "hours_system")] = ""
    start: Annotated[str, line("Start of work", "始業", 5)] = ""
    end: Annotated[str, line("End of work", "終業", 5)] = ""
    break_minutes: Annotated[int, number("Break (minutes)", "休憩（分）", 0, 480)] = 0
    overtime: Annotated[dict[str, str], text("Overtime", "時間外労働", 500)] = {}


class Pay(msgspec.Struct, frozen=True):
    """Wages; fixed overtime pay is stated apart."""

    unit: Annotated[str, code("Per", "単位", "pay_unit")] = ""
    currency: Annotated[str, code("Currency", "通貨", "currency")] = ""
    least: Annotated[int, number("From", "下限", 0, 1_000_000_000)] = 0
    most: Annotated[int, number("To", "上限", 0, 1_000_000_000)] = 0
    fixed_overtime: Annotated[int, number("Fixed overtime pay", "固定残業代", 0, 1_000_000_000)] = 0
    fixed_overtime_hours: Annotated[int, number("Hours it covers", "固定残業時間", 0, 200)] = 0
    note: Annotated[dict[str, str], text("Bonus, raise, allowances", "賞与・昇給・手当", 1000)] = {}


class Required(msgspec.Struct, frozen=True):
    """A language that the job asks for."""

    language: Annotated[str, code("Language", "言語", "languages", required=True)] = ""
    level: Annotated[str, code("Level", "レベル", "level")] = ""
    preferred: Annotated[bool, plain("yes", "Preferred, not required", "歓迎（必須ではない）")] = False
    position: str = ""


class Stage(msgspec.Struct, frozen=True):
    """A step of a job's selection; each maps to a status that the applicant sees."""

    name: Annotated[dict[str, str], text("Name of the stage", "選考段階名", 60)] = {}
    status: Annotated[str, code("Shown to the applicant as", "応募者への表示", "status", required=True)] = ""
    position: str = ""


class Job(msgspec.Struct, frozen=True):
    """An advertised post."""

    company: Annotated[str, plain("id", "Company", "会社", required=True)] = ""
    title: Annotated[dict[str, str], text("Job title", "職種名", 200, required=True)] = {}
    category: Annotated[str, code("Category", "職種分類", "category")] = ""
    duties: Annotated[dict[str, str], text("Duties", "業務内容", 8000)] = {}
    duties_range: Annotated[dict[str, str], text("Range of change of duties", "業務の変更の範囲", 1000)] = {}
    contract: Annotated[Contract, part("Contract", "契約期間")] = Contract()
    probation: Annotated[Probation, part("Probation", "試用期間")] = Probation()
    place: Annotated[Place, part("Place of work", "就業場所")] = Place()
    place_range: Annotated[dict[str, str], text("Range of change of place", "就業場所の変更の範囲", 1000)] = {}
    remote: Annotated[str, code("Remote work", "リモートワーク", "remote")] = ""
    hours: Annotated[Hours, part("Working hours", "就業時間")] = Hours()
    holidays: Annotated[dict[str, str], text("Holidays", "休日・休暇", 1000)] = {}
    pay: Annotated[Pay, part("Pay", "賃金")] = Pay()
    insurance: Annotated[tuple[str, ...], codes("Insurance", "加入保険", "insurance", 4)] = ()
    employer_kind: Annotated[str, code("Form of employment", "雇用の形態", "employer_kind")] = ""
    smoking: Annotated[str, code("Passive smoking", "受動喫煙対策", "smoking")] = ""
    languages: Annotated[dict[str, Required], items("Languages asked for", "求める語学力", 10)] = {}
    skills: Annotated[tuple[str, ...], codes("Skills asked for", "求めるスキル", "", 30)] = ()
    visa_support: Annotated[str, code("Visa support", "ビザ支援", "visa_support")] = ""
    overseas: Annotated[bool, plain("yes", "Applicants abroad welcome", "海外からの応募可")] = False
    positions: Annotated[int, number("Openings", "募集人数", 1, 10_000)] = 0
    closes: Annotated[str, plain("day", "Open until", "募集期限")] = ""
    stages: Annotated[dict[str, Stage], items("Stages", "選考段階", 20)] = {}
    blind: Annotated[bool, plain("yes", "Blind review", "ブラインド選考")] = False
    managers: Annotated[tuple[str, ...], codes("Hiring managers", "部門責任者", "", 20)] = ()
    state: Annotated[str, code("State", "状態", "job_state")] = ""
    published: Annotated[str, plain("time", "Published", "公開日時")] = ""
    updated: Annotated[str, plain("time", "Updated", "更新日時")] = ""
