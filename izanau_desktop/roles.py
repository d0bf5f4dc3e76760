"""What each role of a company's team may see and do, in words: for the window, the command and whoever invites."""

from __future__ import annotations

from typing import Final

from izanau_protocol.fields import Words

MAY: Final = {
    "owner": Words(
        "Sees and does everything: jobs, all applicants with their e-mail addresses, the company’s page, and who is in the team.",
        "すべてを閲覧・操作できます。求人、全応募者とメールアドレス、企業ページ、チームのメンバー。",
    ),
    "recruiter": Words(
        "Writes and publishes jobs; sees all applicants with their e-mail addresses, and writes to them.",
        "求人の作成と公開、全応募者とメールアドレスの閲覧、応募者へのメッセージができます。",
    ),
    "hiring_manager": Words(
        "Sees the applicants of the jobs that you name, without e-mail addresses; moves them between stages and writes notes.",
        "指定した求人の応募者だけを、メールアドレスなしで閲覧します。選考段階の変更とメモができます。",
    ),
    "reviewer": Words(
        "Sees all applicants without e-mail addresses; moves them between stages, writes notes and exports. Writes to nobody.",
        "全応募者を、メールアドレスなしで閲覧します。選考段階の変更、メモ、書き出しができます。メッセージは送れません。",
    ),
}
"""By the code of the role."""
LEAVES: Final = Words(
    "{name} will see nothing of your company any more; their devices delete what they hold with their next sync. What they"
    " wrote stays, as by a former member. This cannot be taken back; they can be invited anew, at another address.",
    "{name}さんは、自社の情報を一切見られなくなります。端末にある情報は次の同期で削除されます。書いた内容は「退任したメンバー」の"
    "ものとして残ります。取り消しはできません（別のメールアドレスで改めて招待できます）。",
)
"""What is said before a membership is ended."""
