"""account: one's own account at the site: taking all of it away, deleting it, keeping it after all, its name, address and password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from izanau_desktop.command import given, table
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_desktop.files import unusable
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

_PASSWORD = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


_WAITING: Final = Words(
    "Waiting for you to open the link in the mail to {email}, until {at}. Until then nothing changes.",
    "{email} に送ったメールのリンクを開いてください（{at} まで）。それまでは何も変わりません。",
)


@noun()
def account() -> None:
    """Your account."""


@account.command()
@_PASSWORD
@click.option("--now", "at_once", is_flag=True, help="At once, without the 72 hours: at the site and here.")
def erase(*, password_stdin: bool, at_once: bool) -> None:
    """Delete the account in 72 hours (`account keep` ends that), or now: all data at the site and here."""
    now = session()
    desk = now.desk()
    _tell_alone(now, desk)
    _sure(now, desk.account.email, password_stdin=password_stdin)
    secret = given.password(stdin=password_stdin, words=Words("Password", "パスワード").of(now.language))
    erases = desk.erase(secret, now=at_once)
    if at_once:
        now.tell.document({"erased": True, "erases": ""}, "")
        now.tell.say(
            Words(
                "The account is deleted. Nothing of it is left at the site or on this computer.",
                "アカウントを削除しました。サイトにもこのコンピューターにも何も残っていません。",
            )
        )
        return
    desk.sync()
    now.tell.document({"erased": False, "erases": erases}, table.local(erases))
    now.tell.say(
        Words(
            "The account is hidden now and will be deleted then; `izanau account keep` ends that.",
            "アカウントは非表示になり、この日時に削除されます。取りやめるには `izanau account keep` を実行してください。",
        )
    )


def _tell_alone(now: Session, desk: Desk) -> None:
    """The last owner of a company hears what becomes of it before anything is asked; it stands in the way of nothing."""
    from izanau_desktop.cache.reads.team import alone_owns

    company = alone_owns(desk.cache, now.language) if desk.account.role == "owner" else ""
    if company:
        now.tell.say(
            Words(
                "You are the only owner of {company}. Without you nobody there can invite people or change roles until support"
                " staff found out whose it is; its jobs and applicants stay. To make somebody else an owner first:"
                " `izanau team role MEMBER owner`.",
                "{company}のオーナーはあなただけです。あなたがいなくなると、サポート担当が責任者を確認するまで、招待や役割の変更は"
                "誰にもできません（求人と応募者の情報は残ります）。先に別のメンバーをオーナーにするには `izanau team role MEMBER owner`"
                " を実行してください。",
            ),
            company=company,
        )


def _sure(now: Session, email: str, *, password_stdin: bool) -> None:
    """At a terminal the address is typed, so that nothing is deleted by mistake. Raises Refused."""
    if password_stdin or not given.may_ask():
        return
    words = Words("Type your e-mail address to delete the account", "削除するには、メールアドレスを入力してください")
    if str(click.prompt(words.of(now.language), err=True)).strip().casefold() != email.casefold():
        raise Refused(problem("wrong_credentials", "email"))


@account.command()
@click.argument("name")
def name(name: str) -> None:
    """Change the full name of the account; the name of the profile is its own."""
    from izanau_protocol import rules

    now = session()
    desk = now.desk()
    desk.rename(str(rules.parse("account", "name", name, now.language)))
    told = desk.look_up().name
    now.tell.document({"name": told, "pending": True}, told)


@account.command()
def keep() -> None:
    """Keep the account after all: ends the 72 hours before it is deleted."""
    now = session()
    desk = now.desk()
    desk.keep()
    desk.sync()
    now.tell.document({"erased": False, "erases": desk.account.erases}, desk.account.email)


@account.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE.zip", help="The file.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
def export(output: Path, *, overwrite: bool) -> None:
    """Write everything that the site holds about you to a ZIP: JSON, receipts of consents, who saw it, and a PDF to read."""
    from izanau_desktop.takeout import take_out

    now = session()
    desk = now.desk()
    try:
        with now.tell.at_work(Words("Asking the site for everything …", "サイトにすべてのデータを問い合わせています…")):
            taken = take_out(desk, output, now.language, replace=overwrite)
    except OSError as fault:
        raise unusable(str(output), fault) from fault
    told = {"file": str(taken.file), "bytes": taken.bytes, "files": list(taken.names)}
    now.tell.document(told, str(taken.file))
    now.tell.say(
        Words(
            "It holds what is known of you: keep it where nobody else reads it.",
            "あなたの個人データが含まれています。他の人が読めない場所に保管してください。",
        )
    )


@account.command()
@click.argument("new", default="")
@_PASSWORD
@click.option("--withdraw", is_flag=True, help="Keep the address after all: the link that was mailed is worth nothing.")
def email(new: str, *, password_stdin: bool, withdraw: bool) -> None:
    """Change the e-mail address by the link that is mailed to the NEW one; without it, show how that stands."""
    from izanau_protocol import rules

    now = session()
    if new and withdraw:
        raise click.UsageError("either NEW or --withdraw")
    desk = now.desk()
    if withdraw:
        desk.keep_address()
    elif new:
        address = str(rules.parse("account", "email", new, now.language))
        secret = given.password(stdin=password_stdin, words=Words("Password", "パスワード").of(now.language))
        desk.change_address(secret, address)
    if new or withdraw:
        desk.sync()
    mine = desk.account
    told = {"email": mine.email, "new_email": mine.new_email, "until": mine.new_email_until}
    now.tell.document(told, mine.email)
    if mine.new_email:
        now.tell.say(_WAITING, email=mine.new_email, at=table.local(mine.new_email_until))


@account.command()
@click.option(
    "--password-stdin", is_flag=True, help="Read two lines from standard input: the password of now, and the new one."
)
def password(*, password_stdin: bool) -> None:
    """Change the password; every other device is signed out."""
    now = session()
    desk = now.desk()
    if password_stdin:
        old, line, new = given.from_stdin().partition("\n")
        if not line:
            raise click.UsageError("--password-stdin takes two lines: the password of now, and the new one")
    else:
        old = given.password(stdin=False, words=Words("Password of now", "現在のパスワード").of(now.language))
        new = given.password(stdin=False, words=Words("New password", "新しいパスワード").of(now.language), new=True)
    desk.change_password(old.removesuffix("\r"), new)
    now.tell.document({"changed": True}, "")


@account.command()
@click.argument("code", default="")
@click.option("--email", metavar="E", help="Your e-mail address: a code is sent there.")
@_PASSWORD
def reset(code: str, email: str | None, *, password_stdin: bool) -> None:
    """Send a code to an address, or set a new password with the CODE; works signed out."""
    from izanau_desktop.accounts import Accounts
    from izanau_desktop.desk import Desk
    from izanau_desktop.vault import SessionVault

    now = session()
    desk = now.new_desk(Desk(Accounts(now.folder), None, SessionVault(), now.site_address()))
    if code:
        words = Words("New password", "新しいパスワード").of(now.language)
        desk.finish_reset(code, given.password(stdin=password_stdin, words=words, new=True))
        now.tell.document({"changed": True}, "")
        return
    address = given.asked(email or now.account, "--email", Words("E-mail address", "メールアドレス").of(now.language))
    desk.reset(address)
    now.tell.document({"sent": True}, "")
    now.tell.say(
        Words(
            "If there is an account of that address, a code is on its way: `izanau account reset CODE`.",
            "そのアドレスのアカウントがあれば、確認コードを送りました: `izanau account reset CODE`",
        )
    )
