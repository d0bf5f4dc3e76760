"""The words of the paper about what the site holds: its sections, their columns, and what is told by codes."""

from __future__ import annotations

from typing import Final

from izanau_protocol.fields import Words

SECTIONS: Final = {
    "account": Words("Account", "アカウント"),
    "profile": Words("Profile", "プロフィール"),
    "consents": Words("What you agreed to", "同意した内容"),
    "purposes": Words("What your data may be used for", "データの利用目的"),
    "applications": Words("Applications", "応募"),
    "contacts": Words("E-mail address shown to companies now", "現在企業に表示されているメールアドレス"),
    "messages": Words("Messages", "メッセージ"),
    "tickets": Words("Requests to support", "お問い合わせ"),
    "mends": Words("Corrections by support", "サポートによる訂正"),
    "conflicts": Words("Conflicts of changes", "変更の衝突"),
    "memberships": Words("Membership of a company", "企業への所属"),
    "disclosures": Words("To whom your e-mail address was disclosed", "メールアドレスの開示先"),
    "access": Words("Who was shown your data", "データを閲覧した相手"),
    "exports": Words("Files into which companies wrote your application", "企業が応募を書き出したファイル"),
    "mails": Words("Mails to you", "あなたへのメール"),
    "mailed": Words("Mails for purposes that you chose", "選択した目的でのメール"),
    "links": Words("Links in mails that end a purpose", "メール内の配信停止リンク"),
    "returned": Words("Mails that came back", "届かなかったメール"),
    "devices": Words("Devices", "端末"),
    "last_seen": Words("Devices that are forgotten", "記録が消去された端末"),
    "codes": Words("Codes that were mailed", "メールで送った確認コード"),
    "pushes": Words("Changes that were sent", "送信された変更"),
    "changes": Words("Which fields changed", "変更された項目"),
    "acts": Words("What your own devices read and did", "あなたの端末による閲覧と操作"),
    "records": Words("When each record was made and changed", "各記録の作成と変更の日時"),
    "notices": Words("What you were told about the end of what is kept", "保存期間の終了についてのお知らせ"),
    "erasures": Words("Deletion that you asked for", "依頼した削除"),
    "removals": Words("Devices that still have to let go of something", "まだ消去が届いていない端末"),
    "policies": Words("Versions of the policy that you agreed to", "同意したポリシーの版"),
}
KINDS: Final = {
    "account": "account",
    "profile": "profile",
    "consents": "consent",
    "applications": "application",
    "contacts": "contact",
    "messages": "message",
    "tickets": "ticket",
    "mends": "mend",
    "conflicts": "conflict",
    "memberships": "membership",
}
COLUMNS: Final = {
    "disclosures": {
        "company_name": Words("Company", "企業"),
        "job_title": Words("Job", "求人"),
        "at": Words("From", "開始"),
        "ended_at": Words("Until", "終了"),
        "cause": Words("Ended by", "終了の理由"),
        "consent": Words("Basis (consent)", "根拠（同意）"),
    },
    "access": {
        "at": Words("When", "日時"),
        "who": Words("Who", "誰が"),
        "deed": Words("Deed", "行為"),
        "what": Words("What", "対象"),
        "why": Words("Why", "理由"),
    },
    "exports": {
        "at": Words("When", "日時"),
        "company_name": Words("Company", "企業"),
        "format": Words("Format", "形式"),
        "fields": Words("Columns", "列"),
        "left_at": Words("To be deleted since", "削除の義務の発生"),
        "cause": Words("Because", "理由"),
    },
    "mails": {
        "at": Words("Written", "作成"),
        "sent": Words("Sent", "送信"),
        "purpose": Words("Purpose", "目的"),
        "to": Words("To", "宛先"),
        "subject": Words("Subject", "件名"),
        "text": Words("Text", "本文"),
    },
    "mailed": {
        "at": Words("When", "日時"),
        "purpose": Words("Purpose", "目的"),
        "subject": Words("Subject", "件名"),
    },
    "links": {"made": Words("Made", "作成"), "purpose": Words("Ends", "停止する目的")},
    "returned": {"at": Words("When", "日時"), "status": Words("Status", "ステータス"), "mail": Words("Mail", "メール")},
    "devices": {
        "name": Words("Name", "名前"),
        "client": Words("Program", "プログラム"),
        "created": Words("Signed in", "サインイン"),
        "seen": Words("Last seen", "最終利用"),
        "ended": Words("Ended", "終了"),
        "refresh_expires": Words("Signed in until", "サインインの期限"),
    },
    "codes": {
        "purpose": Words("For", "用途"),
        "expires": Words("Good until", "有効期限"),
        "used": Words("Used", "使用"),
    },
    "pushes": {"push_id": Words("Number", "番号"), "at": Words("When", "日時")},
    "changes": {"at": Words("When", "日時"), "what": Words("What", "対象"), "paths": Words("Fields", "項目")},
    "acts": {
        "at": Words("When", "日時"),
        "deed": Words("Deed", "行為"),
        "scope": Words("Place", "範囲"),
        "device": Words("Device", "端末"),
    },
    "records": {
        "what": Words("What", "対象"),
        "created": Words("Made", "作成"),
        "written": Words("Changed last", "最終変更"),
        "id": Words("ID", "ID"),
    },
    "notices": {
        "rule": Words("About", "対象"),
        "due": Words("Goes on", "消去日"),
        "before": Words("Told, days before", "お知らせ（何日前）"),
        "about": Words("ID", "ID"),
    },
    "erasures": {"begun": Words("Asked for", "依頼"), "id": Words("ID", "ID")},
    "removals": {
        "recipient": Words("Whose", "対象"),
        "devices": Words("Devices", "端末数"),
        "reached": Words("Let go", "消去済み"),
        "ended": Words("Ended before", "利用終了"),
        "last": Words("Waited for since", "待機の開始"),
    },
    "policies": {
        "version": Words("Version", "版"),
        "at": Words("When", "日時"),
        "hash": Words("Hash of the text", "本文のハッシュ"),
    },
}
WIDE: Final[dict[str, float]] = {
    "text": 4,
    "consent": 3,
    "why": 3,
    "hash": 3,
    "to": 2.4,
    "fields": 3,
    "paths": 3,
    "id": 2.4,
    "scope": 3,
    "device": 2.4,
    "about": 2.4,
    "mail": 2.4,
    "job_title": 2,
    "push_id": 2,
    "subject": 2,
}
TIMES: Final = (
    *("at", "ended_at", "sent", "created", "seen", "ended", "expires", "used"),
    *("made", "written", "due", "last", "begun", "left_at", "refresh_expires"),
)
"""Columns that hold a moment."""
DEEDS: Final = {
    "page": Words("was shown it", "閲覧（一覧・詳細）"),
    "find": Words("found it by a search", "検索"),
    "look": Words("looked at it", "閲覧"),
    "mend": Words("corrected it", "訂正"),
    "approve": Words("made the account", "アカウントの作成"),
    "erase": Words("began its deletion, as asked", "依頼による削除の開始"),
    "free": Words("showed it again", "再公開"),
    "own": Words("named it as a company's owner", "企業のオーナーに指名"),
    "write": Words("wrote", "書き込み"),
    "export": Words("exported it to a file", "ファイルへの書き出し"),
}
OWN_DEEDS: Final = DEEDS | {"page": Words("read it", "閲覧（一覧・詳細）")}
"""The same deeds, of the person who reads of them."""
WHAT: Final = {
    "profile": Words("Profile", "プロフィール"),
    "account": Words("Account", "アカウント"),
    "application": Words("Application", "応募"),
    "contact": Words("E-mail address", "メールアドレス"),
    "message": Words("Message", "メッセージ"),
    "ticket": Words("Request to support", "お問い合わせ"),
    "membership": Words("Membership", "企業への所属"),
    "consent": Words("Agreement", "同意"),
    "conflict": Words("Conflict", "変更の衝突"),
    "mend": Words("Correction by support", "サポートによる訂正"),
}
PURPOSES: Final = {
    "security": Words("safety of the account", "アカウントの安全"),
    "service": Words("the service itself", "サービスの提供"),
    "notices": Words("notices of what happens at the company", "会社での出来事のお知らせ"),
    "newsletter": Words("newsletter", "ニュースレター"),
    "jobs": Words("job information", "求人情報"),
    "updates": Words("request to look at the profile", "プロフィール更新のお願い"),
    "confirm": Words("confirming the address", "メールアドレスの確認"),
    "reset": Words("setting a new password", "パスワードの再設定"),
    "new_address": Words("changing the address", "メールアドレスの変更"),
}
RULES: Final = {
    "applications": Words("an application that ended", "終了した応募"),
    "signups": Words("an address never confirmed", "未確認のアカウント"),
    "accounts": Words("an account that nobody uses", "利用のないアカウント"),
    "members": Words("an account that nobody uses", "利用のないアカウント"),
}
CAUSES: Final = {
    "withdrawn": Words("application withdrawn", "応募の辞退"),
    "paused": Words("paused", "一時停止"),
    "erased": Words("account being deleted", "アカウントの削除"),
    "deleted": Words("application deleted", "応募の削除"),
}
METHODS: Final = {
    "sign-up": Words("when signing up", "新規登録時"),
    "agreed": Words("on the page of the policy", "ポリシーの画面"),
    "desktop": Words("in a window or by the command", "ウィンドウまたはコマンド"),
    "demo": Words("made by the demo", "デモの作成"),
    "device": Words("by a device of yours", "あなたの端末"),
    "unsubscribe": Words("by the link in a mail", "メール内のリンク"),
    "ledger": Words("taken over when the site was restored", "サイト復元時の引き継ぎ"),
}
"""How an agreement was given or ended."""
SETTLED: Final = {
    "mine": Words("mine was taken", "自分の変更を採用"),
    "theirs": Words("theirs was taken", "相手の変更を採用"),
    "both": Words("both were kept", "両方を保持"),
    "value": Words("written anew", "新しい値を入力"),
}
SCOPES: Final = {
    "account": Words("Your own record", "自分の記録"),
    "company": Words("Company", "企業"),
    "applicants": Words("Applicants", "応募者"),
    "contacts": Words("Contacts of applicants", "応募者の連絡先"),
    "job": Words("Job", "求人"),
    "jobs": Words("Published jobs", "公開中の求人"),
    "staff": Words("Requests to support", "お問い合わせ"),
}
"""Places of the site that a device reads, by what stands before the id."""
STAFF: Final = Words("Support staff", "サポート担当者")
SELF: Final = Words("You", "あなた")
RECIPIENTS: Final = {"support staff": STAFF, "me": Words("My own devices", "自分の端末")}
LAST: Final = Words("One of them was here last", "そのうち最後の利用")
NAMED: Final[dict[str, dict[str, Words]]] = {
    "access.deed": DEEDS,
    "acts.deed": OWN_DEEDS,
    "cause": CAUSES,
    "purpose": PURPOSES,
    "rule": RULES,
    "recipient": RECIPIENTS,
}
LINES: Final = {
    "consent": {"purpose": PURPOSES, "method": METHODS, "ended_by": METHODS},
    "mend": {"document": WHAT},
    "conflict": {"document": WHAT, "settled": SETTLED},
}
"""Lines of documents that hold a code of no table."""
TOLD: Final = {"mend": ("old", "new"), "conflict": ("base", "mine", "theirs")}
"""Fields that hold a value of another document, as canonical JSON, beside `document` and `path`."""
