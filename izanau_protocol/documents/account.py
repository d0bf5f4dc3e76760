"""The account, its consents and the policy that they refer to; tickets, mends and conflicts."""

from __future__ import annotations

from typing import Annotated

import msgspec

from izanau_protocol.fields import code, codes, items, line, number, part, plain, prose, text


class Purposes(msgspec.Struct, frozen=True):
    """The four purposes of the policy (4.1), each off until chosen. The words say what happens once it is on."""

    statistics: Annotated[
        bool,
        plain(
            "yes",
            "Count me in statistics about this site's users, published only as counts of ten or more people",
            "サイト利用者の統計に含める（10人以上の集計だけを公表します）",
        ),
    ] = False
    updates: Annotated[
        bool,
        plain(
            "yes",
            "Mail me a reminder to check my profile, at most once every 90 days",
            "プロフィールの確認をお願いするメールを受け取る（多くても90日に1回）",
        ),
    ] = False
    newsletter: Annotated[
        bool,
        plain(
            "yes",
            "Mail me this site's newsletter, at most once a week",
            "当サイトのニュースレターをメールで受け取る（多くても週1回）",
        ),
    ] = False
    jobs: Annotated[
        bool,
        plain(
            "yes",
            "Mail me new jobs that fit my criteria, at most once a day",
            "条件に合う新着求人をメールで受け取る（多くても1日1回）",
        ),
    ] = False


class Criteria(msgspec.Struct, frozen=True):
    """Which new jobs a person wants mails about (4.1); what is empty says nothing."""

    categories: Annotated[tuple[str, ...], codes("Kinds of work", "職種", "category", 20)] = ()
    prefectures: Annotated[tuple[str, ...], codes("Prefectures", "都道府県", "prefectures", 47)] = ()
    remote: Annotated[bool, plain("yes", "Only jobs with remote work", "リモートワーク可の求人だけ")] = False
    words: Annotated[str, line("Words in the job", "求人に含まれる言葉", 200)] = ""


class Notices(msgspec.Struct, frozen=True):
    """Of what a company's person is mailed, each kind off until they choose it; mails hold counts and name nobody."""

    applied: Annotated[bool, plain("yes", "New applicants", "新着応募者")] = False
    written: Annotated[bool, plain("yes", "Messages of applicants", "応募者からのメッセージ")] = False
    late: Annotated[bool, plain("yes", "New applicants who become late", "対応が遅れた新着応募者")] = False
    due: Annotated[bool, plain("yes", "Tasks on their day", "期限になったタスク")] = False
    mentioned: Annotated[bool, plain("yes", "Notes that mention you", "あなたをメンションしたメモ")] = False
    given: Annotated[bool, plain("yes", "Applicants given to you", "あなたの担当になった応募者")] = False
    owed: Annotated[
        bool, plain("yes", "Exported files that hold people who left", "削除が必要な応募者を含むファイル")
    ] = False


class Account(msgspec.Struct, frozen=True):
    """A person's account. Its id is the document's id; the password is no field of it."""

    email: Annotated[str, plain("email", "E-mail address", "メールアドレス")] = ""
    name: Annotated[str, line("Full name", "氏名", 120)] = ""
    group: Annotated[str, code("Group", "種別", "group")] = ""
    role: Annotated[str, code("Role", "役割", "role")] = ""
    company: Annotated[str, plain("id", "Company", "会社")] = ""
    language: Annotated[str, line("Language of mails", "メールの言語", 8)] = ""
    confirmed: Annotated[bool, plain("yes", "E-mail address confirmed", "メールアドレス確認済み")] = False
    new_email: Annotated[
        str, plain("email", "New e-mail address, not in force yet", "変更手続き中の新しいメールアドレス")
    ] = ""
    new_email_until: Annotated[
        str, plain("time", "The link to the new address works until", "新しいアドレスに送ったリンクの有効期限")
    ] = ""
    bounced: Annotated[str, plain("time", "Mails to this address come back since", "メールが届かなくなった日時")] = ""
    purposes: Annotated[Purposes, part("Use of my data", "利用目的")] = Purposes()
    criteria: Annotated[Criteria, part("Jobs to be told of", "お知らせを受け取る求人の条件")] = Criteria()
    notices: Annotated[
        Notices,
        part(
            "Mail me of what happens at my company, at most once an hour",
            "会社での出来事をメールで受け取る（多くても1時間に1通）",
        ),
    ] = Notices()
    paused: Annotated[bool, plain("yes", "Paused", "一時停止")] = False
    erases: Annotated[str, plain("time", "Will be erased", "削除予定日時")] = ""
    created: Annotated[str, plain("time", "Since", "登録日時")] = ""


class Consent(msgspec.Struct, frozen=True):
    """What a person agreed to, with the words that were shown; never changed, only ended."""

    deed: Annotated[str, code("Agreed to", "同意した内容", "deed", required=True)] = ""
    version: Annotated[str, line("Version of the policy", "ポリシーの版", 40)] = ""
    hash: Annotated[str, line("Hash of the text", "本文のハッシュ", 64)] = ""
    language: Annotated[str, line("Language shown", "表示言語", 8)] = ""
    words: Annotated[str, prose("Words shown", "表示された文言", 4000)] = ""
    recipient: Annotated[str, plain("id", "Recipient", "提供先")] = ""
    about: Annotated[str, plain("id", "About", "対象")] = ""
    purpose: Annotated[str, line("Purpose", "利用目的", 40)] = ""
    method: Annotated[str, line("Method", "方法", 40)] = ""
    client: Annotated[str, line("Program", "プログラム", 120)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    ended: Annotated[bool, plain("yes", "Ended", "撤回済み")] = False
    ended_at: Annotated[str, plain("time", "Ended at", "撤回日時")] = ""
    ended_by: Annotated[str, line("Ended by", "撤回の方法", 40)] = ""


class PolicyItem(msgspec.Struct, frozen=True):
    """An item that the policy lists: the fields that hold it, who sees them, how long it is kept."""

    name: Annotated[str, line("Item", "取得項目", 200, required=True)] = ""
    paths: Annotated[tuple[str, ...], codes("Fields", "該当する項目", "", 60)] = ()
    required: Annotated[bool, plain("yes", "Required", "必須")] = False
    audience: Annotated[tuple[str, ...], codes("Seen by", "閲覧者", "", 10)] = ()
    retention: Annotated[str, line("Kept until", "保存期間", 400)] = ""
    position: str = ""


class Policy(msgspec.Struct, frozen=True):
    """One version of the privacy policy. The English text prevails; the Japanese is our translation."""

    version: Annotated[str, line("Version", "版", 40, required=True)] = ""
    effective: Annotated[str, plain("day", "In force from", "施行日", required=True)] = ""
    text: Annotated[dict[str, str], text("Text", "本文", 100_000, required=True)] = {}
    changes: Annotated[dict[str, str], text("What changed", "変更点", 20_000)] = {}
    hash: Annotated[str, line("Hash", "ハッシュ", 64)] = ""
    items: Annotated[dict[str, PolicyItem], items("Items", "取得項目", 100)] = {}
    purposes: Annotated[tuple[str, ...], codes("Purposes", "利用目的", "", 20)] = ()
    source: Annotated[str, line("Source", "出典", 400)] = ""


class Answer(msgspec.Struct, frozen=True):
    """An answer to a ticket, or the person's reply."""

    text: Annotated[str, prose("Answer", "回答", 8000, required=True)] = ""
    author: Annotated[str, line("By", "回答者", 120)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    position: str = ""


class Ticket(msgspec.Struct, frozen=True):
    """A request made with the contact form (policy 7.2)."""

    number: Annotated[int, number("Number", "受付番号", 1, 2**53)] = 0
    topic: Annotated[str, code("Topic", "件名", "topic")] = ""
    text: Annotated[str, prose("What is it about?", "お問い合わせ内容", 8000, required=True)] = ""
    email: Annotated[str, plain("email", "E-mail address for the answer", "返信先メールアドレス")] = ""
    name: Annotated[str, line("Name", "お名前", 120)] = ""
    language: Annotated[str, line("Language of the answer", "回答の言語", 8)] = ""
    state: Annotated[str, code("State", "状態", "ticket_state")] = ""
    answers: Annotated[dict[str, Answer], items("Answers", "回答", 200)] = {}
    at: Annotated[str, plain("time", "Received", "受付日時")] = ""


class Mend(msgspec.Struct, frozen=True):
    """A correction of a person's record by staff: the deed itself, and the notice to the owner. Values are canonical JSON text."""

    document: Annotated[str, line("Kind of record", "記録の種類", 20, required=True)] = ""
    about: Annotated[str, plain("id", "Record", "記録", required=True)] = ""
    path: Annotated[str, line("Field", "項目", 120, required=True)] = ""
    old: Annotated[str, prose("Old value", "変更前", 10_000)] = ""
    new: Annotated[str, prose("New value", "変更後", 10_000)] = ""
    reason: Annotated[str, code("Reason", "理由", "mend_reason", required=True)] = ""
    text: Annotated[str, prose("Explanation", "説明", 2000, required=True)] = ""
    author: Annotated[str, line("By", "担当者", 120)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    reply: Annotated[str, prose("Your answer", "ご本人の返答", 2000)] = ""


class Conflict(msgspec.Struct, frozen=True):
    """Two edits of one field that could not both stand. Values are canonical JSON text; an empty one was absent.

    `who` (support staff, by their notice) and `when` speak of theirs, and so do `side`, `member` and `other`, which the
    site adds as far as the caller may know: a colleague by their membership, or the other device by its name. `device`
    and `at` speak of mine.
    """

    document: Annotated[str, line("Kind of document", "文書の種類", 20, required=True)] = ""
    about: Annotated[str, plain("id", "Document", "文書", required=True)] = ""
    path: Annotated[str, line("Field", "項目", 200, required=True)] = ""
    base: Annotated[str, prose("Before", "元の値", 100_000)] = ""
    mine: Annotated[str, prose("Mine", "自分の変更", 100_000)] = ""
    theirs: Annotated[str, prose("Theirs", "相手の変更", 100_000)] = ""
    who: Annotated[str, line("Changed by", "変更者", 120)] = ""
    when: Annotated[str, plain("time", "Changed", "変更日時")] = ""
    side: Annotated[str, code("Changed from", "変更した側", "conflict_side")] = ""
    member: Annotated[str, plain("id", "Colleague", "同僚")] = ""
    other: Annotated[str, line("Other device", "別の端末", 120)] = ""
    device: Annotated[str, line("Device", "端末", 120)] = ""
    at: Annotated[str, plain("time", "At", "日時")] = ""
    settled: Annotated[str, line("Settled as", "解決", 20)] = ""
