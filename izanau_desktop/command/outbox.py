"""outbox: changes that the site has not settled, with the problem of each that it refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from izanau_desktop.command import lists, table
from izanau_desktop.command.program import listing, noun
from izanau_desktop.command.session import session
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.cache.reads.common import OutboxRow
    from izanau_desktop.cache.reads.concerned import Concerned

_STATES: Final = {
    "waiting": Words("waiting", "送信待ち"),
    "held": Words("can be undone still", "取り消し可能"),
    "sent": Words("on its way", "送信中"),
    "refused": Words("refused", "拒否"),
}
_DEEDS: Final = {
    "": Words("edit", "編集"),
    "apply": Words("apply", "応募"),
    "withdraw": Words("withdraw", "辞退"),
    "register": Words("make public", "公開"),
    "unregister": Words("take off the public pages", "公開の終了"),
    "message": Words("write", "メッセージの送信"),
    "stage": Words("move", "段階の変更"),
    "take": Words("take or give", "担当者の変更"),
    "label": Words("label", "ラベルの変更"),
    "unblind": Words("unblind", "ブラインドの解除"),
    "template": Words("delete a prepared message", "定型メッセージの削除"),
    "view": Words("share a view", "ビューの共有"),
    "view_gone": Words("delete a shared view", "共有ビューの削除"),
    "note": Words("note", "メモ"),
    "task": Words("task", "タスク"),
    "export": Words("record of an export", "書き出しの記録"),
    "copies": Words("copies deleted", "写しの削除"),
    "contact": Words("ask support", "お問い合わせ"),
    "mend": Words("correct", "訂正"),
    "answer": Words("answer", "回答"),
    "published": Words("publish", "公開"),
    "closed": Words("close", "締め切り"),
    "removed": Words("remove", "削除"),
    "let_go": Words("delete what the policy no longer lists", "ポリシーの取得項目でなくなった情報の削除"),
    "purpose": Words("choose a purpose", "利用目的の選択"),
    "take_back": Words("take an agreement back", "同意の撤回"),
    "reply": Words("reply", "返信"),
}
_KINDS: Final = {
    "account": Words("account", "アカウント"),
    "application": Words("application", "応募"),
    "company": Words("company", "企業"),
    "consent": Words("consent", "同意"),
    "conflict": Words("conflict", "変更の衝突"),
    "contact": Words("contact", "連絡先"),
    "export": Words("export", "書き出し"),
    "job": Words("job", "求人"),
    "membership": Words("membership", "メンバー"),
    "mend": Words("correction", "訂正"),
    "message": Words("message", "メッセージ"),
    "note": Words("note", "メモ"),
    "papers": Words("for papers only", "書類用の情報"),
    "policy": Words("privacy policy", "プライバシーポリシー"),
    "profile": Words("profile", "プロフィール"),
    "task": Words("task", "タスク"),
    "template": Words("prepared message", "定型メッセージ"),
    "ticket": Words("request", "お問い合わせ"),
    "view": Words("shared view", "共有ビュー"),
}


@noun("list")
def outbox() -> None:
    """Waiting and refused changes."""


@outbox.command("list")
@listing
def list_(query: str, limit: int, after: str) -> None:
    """List the changes that wait or were refused."""
    from izanau_desktop.cache.reads import common
    from izanau_desktop.cache.reads.concerned import concerned

    now = session()
    cache = now.desk().cache
    about = concerned(cache)
    found = (_shown(row, about.get(row.id), now.language) for row in common.outbox_rows(cache))
    page = lists.paged(found, query, lambda one: (one["state"], one["deed"], *one["kinds"], one["name"]), limit, after)
    rows = (
        (
            one["id"],
            _STATES[one["state"]].of(now.language) if one["state"] in _STATES else one["state"],
            _deed_words(one["deed"], now.language),
            ", ".join(kind_words(kind, now.language) for kind in one["kinds"]),
            " · ".join(filter(None, (one["name"], common.text_in(one["job_title"], now.language)[0]))),
            table.local(one["created"]),
            (one["problem"] or {}).get("detail"),
        )
        for one in page["items"]
    )
    now.tell.table(page, ("ID", "STATE", "DEED", "WHAT", "FOR WHOM", "SINCE", "PROBLEM"), rows)


@outbox.command()
@click.argument("id")
def retry(id: str) -> None:  # noqa: A002 - the word of the contract
    """Offer a refused change again, or a held one at the next sync."""
    now = session()
    if not now.desk().cache.retry(id):
        raise Refused(problem("not_yours"))
    now.tell.document({"id": id, "state": "waiting", "pending": True}, id)


@outbox.command()
@click.argument("id")
def drop(id: str) -> None:  # noqa: A002 - the name of the argument
    """Take a change back; what it did here is undone."""
    from izanau_desktop.cache.reads import common, values

    now = session()
    cache = now.desk().cache
    asked = common.asked_with(cache, common.outbox_rows(cache))
    typed = asked.get(id, ())
    if id in asked and not typed:
        with cache.reading("conflict"):  # refused: what was typed goes with it, and could not be told
            pass
    gone = cache.drop(id)
    if not gone:
        raise Refused(problem("not_yours"))
    along = [row.id for row in gone[1:]]
    told = {"id": id, "dropped": True, "along": along, "pending": False}
    told |= {"typed": [{"path": one.path, "mine": one.mine} for one in typed]} if typed else {}
    now.tell.document(told, "\n".join([id, *along]))
    for one in typed:  # it is nowhere else any more
        mine = values.words(one.kind, one.path, one.mine, now.language)
        now.tell.say(
            Words("What you typed went with the question: {mine}", "質問とともに取り消した入力内容: {mine}"), mine=mine
        )


def kind_words(kind: str, language: str) -> str:
    """What a kind of document is called."""
    return _KINDS[kind].of(language) if kind in _KINDS else kind


def _deed_words(deed: str, language: str) -> str:
    return _DEEDS[deed].of(language) if deed in _DEEDS else deed


def _shown(row: OutboxRow, about: Concerned | None, language: str) -> dict[str, Any]:
    told = row.problem
    if row.behind is not None:
        kinds = ", ".join(kind_words(kind, language) for kind in row.behind.kinds)
        told = problem("needs_refused", id=row.behind.id, deed=f"{_deed_words(row.behind.deed, language)}: {kinds}")
    return {
        "id": row.id,
        "state": row.state,
        "deed": row.deed,
        "kinds": list(row.kinds),
        "documents": [{"kind": kind, "id": identity} for kind, identity in row.documents],
        "application": about.application if about else "",
        "name": about.called(language) if about else "",
        "job": about.job if about else "",
        "job_title": dict(about.title) if about else {},
        "created": row.created,
        "not_before": row.not_before,
        "problem": told.as_rfc9457(language) if told else None,
    }
