"""The application and what hangs on it: the disclosed contact, messages, the company's notes and the files it exported."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from izanau_protocol.fields import code, codes, items, line, number, plain, prose, text

MOST_LABELS: Final = 20
"""Labels on one application at most."""


class Event(msgspec.Struct, frozen=True):
    """A change of status that both sides see."""

    status: Annotated[str, code("Status", "状況", "status", required=True)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    position: str = ""


class Step(msgspec.Struct, frozen=True):
    """A change of stage that only the company sees. `by` is the membership of who made it: their name goes with them."""

    stage: Annotated[str, line("Stage", "選考段階", 16, required=True)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    by: Annotated[str, plain("id", "By", "担当者")] = ""
    reason: Annotated[str, line("Reason", "理由", 16)] = ""
    position: str = ""


class Label(msgspec.Struct, frozen=True):
    """A word that the company puts on an application. Its id follows from the word (`labels.key`), so that it stands once."""

    text: Annotated[str, line("Label", "ラベル", 40, required=True)] = ""
    position: str = ""


class Unblinding(msgspec.Struct, frozen=True):
    """That a member of the company made a person known who was under blind review. `by` is their membership."""

    at: Annotated[str, plain("time", "At", "日時")] = ""
    by: Annotated[str, plain("id", "By", "担当者")] = ""
    position: str = ""


class Application(msgspec.Struct, frozen=True):
    """One attempt of one person at one job. `seeker` is the id of the applicant's profile; account ids never leave the site.

    `owner` is the membership of the colleague who has taken it, `given_by` that of who said so: mostly the same.
    """

    job: Annotated[str, plain("id", "Job", "求人", required=True)] = ""
    seeker: Annotated[str, plain("id", "Applicant", "応募者", required=True)] = ""
    company: Annotated[str, plain("id", "Company", "会社")] = ""
    attempt: Annotated[int, number("Attempt", "応募回数", 1, 1000)] = 1
    consent: Annotated[str, plain("id", "Consent", "同意", required=True)] = ""
    source: Annotated[str, code("Source", "応募経路", "source")] = ""
    message: Annotated[str, prose("Message", "メッセージ", 4000)] = ""
    applied: Annotated[str, plain("time", "Applied", "応募日時")] = ""
    stage: Annotated[str, line("Stage", "選考段階", 16)] = ""
    reason: Annotated[str, line("Reason", "理由", 16)] = ""
    owner: Annotated[str, plain("id", "Taken by", "担当者")] = ""
    given_by: Annotated[str, plain("id", "Given by", "担当者を変えた人")] = ""
    labels: Annotated[dict[str, Label], items("Labels", "ラベル", MOST_LABELS)] = {}
    status: Annotated[str, code("Status", "状況", "status")] = ""
    withdrawn: Annotated[bool, plain("yes", "Withdrawn", "辞退")] = False
    erases: Annotated[str, plain("time", "Will be erased", "削除予定日時")] = ""
    history: Annotated[dict[str, Event], items("History", "履歴", 200)] = {}
    trail: Annotated[dict[str, Step], items("Stages passed", "選考の経過", 400)] = {}
    unblinded: Annotated[dict[str, Unblinding], items("Unblinded", "ブラインドの解除", 100)] = {}


class Contact(msgspec.Struct, frozen=True):
    """The e-mail address that an application disclosed to one company (policy 2.6)."""

    application: Annotated[str, plain("id", "Application", "応募", required=True)] = ""
    company: Annotated[str, plain("id", "Company", "会社")] = ""
    email: Annotated[str, plain("email", "E-mail address", "メールアドレス")] = ""


class Message(msgspec.Struct, frozen=True):
    """A message between a person and a company, relayed by the site; no address in it."""

    company: Annotated[str, plain("id", "Company", "会社", required=True)] = ""
    seeker: Annotated[str, plain("id", "Applicant", "応募者", required=True)] = ""
    application: Annotated[str, plain("id", "Application", "応募")] = ""
    consent: Annotated[str, plain("id", "Consent", "同意")] = ""
    sender: Annotated[str, code("From", "差出人", "sender")] = ""
    name: Annotated[str, line("Name", "名前", 200)] = ""
    text: Annotated[str, prose("Text", "本文", 4000, required=True)] = ""
    at: Annotated[str, plain("time", "Sent", "送信日時")] = ""


class Template(msgspec.Struct, frozen=True):
    """A message that a company prepared; `{name} {job} {company} {stage}` in it are filled when it is written."""

    company: Annotated[str, plain("id", "Company", "会社", required=True)] = ""
    use: Annotated[str, code("Used for", "用途", "template_use", required=True)] = ""
    name: Annotated[str, line("Name", "名前", 80, required=True)] = ""
    text: Annotated[dict[str, str], text("Text", "本文", 3000, required=True)] = {}
    on: Annotated[bool, plain("yes", "Sent by itself when somebody applies", "応募があったときに自動で送る")] = False


class SharedView(msgspec.Struct, frozen=True):
    """A view of the list of applicants that a company shares; with columns it is a table. `author` is the membership of who
    made it. What it asks for names no person (`rules/view.py`)."""

    company: Annotated[str, plain("id", "Company", "会社", required=True)] = ""
    name: Annotated[str, line("Name", "名前", 60, required=True)] = ""
    job: Annotated[str, plain("id", "Job", "求人")] = ""
    query: Annotated[str, line("Filters", "絞り込み", 400)] = ""
    stages: Annotated[tuple[str, ...], codes("Stages", "選考段階", "", 60)] = ()
    sort: Annotated[str, code("Order", "並び順", "applicant_sort")] = ""
    up: Annotated[bool, plain("yes", "From the lowest", "昇順")] = False
    withdrawn: Annotated[bool, plain("yes", "The withdrawn too", "辞退者も含む")] = False
    columns: Annotated[tuple[str, ...], codes("Columns", "列", "applicant_column", 30)] = ()
    author: Annotated[str, plain("id", "By", "作成者")] = ""
    at: Annotated[str, plain("time", "Shared", "共有日時")] = ""


class Note(msgspec.Struct, frozen=True):
    """A company's own note on an application. `author` is the membership of who wrote it, `mentions` are those of colleagues whom
    the text names (`rules/mentions.py`)."""

    application: Annotated[str, plain("id", "Application", "応募", required=True)] = ""
    company: Annotated[str, plain("id", "Company", "会社")] = ""
    text: Annotated[str, prose("Note", "メモ", 8000, required=True)] = ""
    mentions: Annotated[tuple[str, ...], codes("Mentioned", "メンション", "", 20)] = ()
    author: Annotated[str, plain("id", "By", "記入者")] = ""
    at: Annotated[str, plain("time", "Written", "記入日時")] = ""


class Task(msgspec.Struct, frozen=True):
    """What somebody of a company means to do, about an applicant, a job or neither. `owner` is the membership of whose it is,
    empty for anybody's; until the day `snoozed` it is out of their sight. `author`, `given_by` and `done_by` are memberships: who
    wrote it, who said last whose it is from then on, who has done it. `manager` is the account of the hiring manager whose own
    task about nothing it is, who sees it in their own scope."""

    application: Annotated[str, plain("id", "Application", "応募")] = ""
    job: Annotated[str, plain("id", "Job", "求人")] = ""
    company: Annotated[str, plain("id", "Company", "会社")] = ""
    text: Annotated[str, line("Task", "タスク", 500, required=True)] = ""
    owner: Annotated[str, plain("id", "For", "担当者")] = ""
    due: Annotated[str, plain("day", "Due", "期限")] = ""
    snoozed: Annotated[str, plain("day", "Snoozed until", "再表示日")] = ""
    done: Annotated[bool, plain("yes", "Done", "完了")] = False
    done_by: Annotated[str, plain("id", "Done by", "完了した人")] = ""
    done_at: Annotated[str, plain("time", "Done at", "完了日時")] = ""
    manager: Annotated[str, plain("id", "Hiring manager", "部門責任者")] = ""
    given_by: Annotated[str, plain("id", "Given by", "担当者を変えた人")] = ""
    given_at: Annotated[str, plain("time", "Given at", "担当者を変えた日時")] = ""
    author: Annotated[str, plain("id", "By", "記入者")] = ""
    at: Annotated[str, plain("time", "Written", "記入日時")] = ""


MOST_ROWS: Final = 5000
"""Applications in one file at most: the record of it has to fit into one push."""


class Leaver(msgspec.Struct, frozen=True):
    """A row of an exported file whose person left: the company owes its deletion (PRV-63)."""

    row: Annotated[str, plain("id", "Row", "行", required=True)] = ""
    cause: Annotated[str, code("Why", "理由", "left_cause", required=True)] = ""
    at: Annotated[str, plain("time", "Since", "発生日時")] = ""
    position: str = ""


class Deletion(msgspec.Struct, frozen=True):
    """That a member of the company said that a row was deleted from every copy; which row it was is kept no longer."""

    cause: Annotated[str, code("Why", "理由", "left_cause", required=True)] = ""
    at: Annotated[str, plain("time", "Deleted", "削除日時")] = ""
    by: Annotated[str, plain("id", "By", "担当者")] = ""
    position: str = ""


class Export(msgspec.Struct, frozen=True):
    """A file of applicants that a company wrote outside of the program: who, what, when, how many. A row is an application."""

    company: Annotated[str, plain("id", "Company", "会社")] = ""
    author: Annotated[str, plain("id", "By", "担当者")] = ""
    at: Annotated[str, plain("time", "Exported", "書き出し日時")] = ""
    file: Annotated[str, line("File", "ファイル", 255, required=True)] = ""
    format: Annotated[str, code("Format", "形式", "export_format", required=True)] = ""
    count: Annotated[int, number("Rows", "件数", 0, MOST_ROWS)] = 0
    fields: Annotated[tuple[str, ...], codes("Columns", "列", "", 60)] = ()
    rows: Annotated[tuple[str, ...], codes("Applications", "応募", "", MOST_ROWS)] = ()
    left: Annotated[dict[str, Leaver], items("To delete", "削除が必要な行", MOST_ROWS)] = {}
    cleared: Annotated[dict[str, Deletion], items("Deleted", "削除済み", MOST_ROWS)] = {}
