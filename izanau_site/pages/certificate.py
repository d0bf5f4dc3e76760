"""The certificate of an erasure: for whoever has its address, naming nobody, brought up to date as devices report (PRV-58)."""

from __future__ import annotations

from typing import Final

from litestar import Response, get

from izanau_protocol import wire
from izanau_site.accounts import certificate
from izanau_site.pages.frame import PAGE, Asked, reader_of
from izanau_site.site import Site

_WORDS: Final = {
    "en": {
        "title": "Certificate of erasure",
        "none": "There is no certificate at this address, or its year is over.",
        "of": "Account",
        "asked": "Asked for",
        "erased": "Erased",
        "stores": "What was cleared",
        "database": "Database: the account, its password, and {documents} documents that spoke of it",
        "feeds": "Feeds: {feeds} copies that others were served, replaced by bare marks that tell devices to let go",
        "sessions": "Sessions: {sessions} signed-in devices of the account; each wipes what it holds when it next calls",
        "search": "Search of support staff and lists of companies: nothing is found any more",
        "mails": "Mails, waiting and sent: {mails}",
        "names": "Access log: {names} pseudonyms with their keys; what the log said of the account can no longer be read",
        "ledger": "Ledger: keeps random numbers of the account, its devices and this page, and no more, so that a backup that is put back is erased again",
        "devices": "Devices of others",
        "nobody": "No device of a company or of our support was shown anything.",
        "arrived": "Every one of these devices has let go of its copies, or was ended.",
        "waiting": "Not every device has reported yet.",
        "who": "Recipient",
        "all": "Devices",
        "done": "Let go",
        "left": "Waited for",
        "ended": "Ended",
        "since": "Since",
        "staff": "Support of this site",
        "gone": "A company that is no longer here",
        "lease": "A device that does not call locks what it holds after {lock} hours, and deletes it after {purge} days. One that"
        " was ended is signed out and is dealt with in the same way.",
        "copies": "Files that a company exported are not reached by this. The company was told which of them to delete.",
        "kept": "This page is kept for a year. We no longer know the address that it was mailed to.",
    },
    "ja": {
        "title": "削除証明書",
        "none": "このアドレスに証明書はありません。または、保存期間の1年を過ぎています。",
        "of": "アカウント",
        "asked": "依頼日時",
        "erased": "削除日時",
        "stores": "削除したもの",
        "database": "データベース：アカウント、パスワード、関連する文書{documents}件",
        "feeds": "配信データ：提供していた写し{feeds}件を、端末に消去を伝える印だけに置き換えました",
        "sessions": "サインイン：本人の端末{sessions}台。次に接続したときに、端末内のデータを消去します",
        "search": "サポート担当の検索と企業の一覧：今後は見つかりません",
        "mails": "送信待ちと送信済みのメール：{mails}件",
        "names": "閲覧記録：仮名と鍵{names}件。このアカウントについての記録は読めなくなりました",
        "ledger": "台帳：バックアップを復元したときに再び削除できるよう、アカウント・端末・このページの無作為な番号だけを残します",
        "devices": "ほかの端末",
        "nobody": "企業やサポートの端末には何も表示されていませんでした。",
        "arrived": "すべての端末が写しを消去したか、利用を終了しています。",
        "waiting": "まだ報告のない端末があります。",
        "who": "提供先",
        "all": "端末",
        "done": "消去済み",
        "left": "報告待ち",
        "ended": "利用終了",
        "since": "いつから",
        "staff": "このサイトのサポート",
        "gone": "現在は登録のない企業",
        "lease": "接続しない端末では、{lock}時間後にデータがロックされ、{purge}日後に消去されます。利用終了の端末はサインアウト済みで、"
        "同じように扱われます。",
        "copies": "企業が書き出したファイルには、この削除は及びません。削除すべきファイルを企業に伝えています。",
        "kept": "このページは1年間ご覧いただけます。通知を送ったメールアドレスは、すでに消去しました。",
    },
}
_STORES: Final = ("database", "feeds", "search", "mails", "sessions", "names", "ledger")
_NOTHING: Final = {"documents": 0, "feeds": 0, "sessions": 0, "mails": 0, "names": 0}


@get("/certificate/{token:str}", **PAGE)
def show(request: Asked, site: Site, token: str) -> Response[str]:
    """What was cleared, and which devices have yet to report."""
    reader = reader_of(request)
    words, found = _WORDS[reader.language], certificate.shown(site, token)
    stores = [words[name].format(**_NOTHING | found.cleared) for name in _STORES] if found else []
    lease = words["lease"].format(lock=site.settings.lease_hours, purge=wire.PURGE_DAYS)
    status, robots = 200 if found else 404, "noindex, noarchive"
    return reader.page("certificate.html", status, robots=robots, said=words, erasure=found, stores=stores, lease=lease)


HANDLERS = (show,)
