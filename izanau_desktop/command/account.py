"""signup, confirm, signin, signout, status: the account on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import given, outbox, standing
from izanau_desktop.command.program import verb
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import searchable
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk, OnlyHere

_PASSWORD = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@verb()
@click.option("--name", metavar="FULL NAME", help="Your full name.")
@click.option("--email", metavar="E", help="Your e-mail address.")
@_PASSWORD
@click.option("--agree-policy", metavar="VERSION", help="The version of the privacy policy that you read and agree to.")
def signup(name: str | None, email: str | None, agree_policy: str | None, *, password_stdin: bool) -> None:
    """Make an account; a profile begun on this computer joins it."""
    from izanau_desktop.desk import Desk, device_name
    from izanau_desktop.membership import CLIENT
    from izanau_protocol import wire

    now = session()
    site = now.site_address()
    full = given.asked(name, "--name", Words("Full name", "氏名").of(now.language))
    address = given.asked(email, "--email", Words("E-mail address", "メールアドレス").of(now.language))
    version = agree_policy or _policy_read(now, site)
    secret = _secret(now, stdin=password_stdin, new=True)
    desk = now.new_desk(Desk.draft(now.folder, site))
    desk.site_url = desk.site_url or site
    desk.sign_up(wire.SignUp(full, address, secret, version, now.language, CLIENT, device_name()))
    now.tell.document(_who(desk), desk.account.email)
    now.tell.say(
        Words(
            "A code is on its way to {email}: `izanau confirm CODE`.",
            "{email} に確認コードを送りました: `izanau confirm CODE`",
        ),
        email=address,
    )


def _policy_read(now: Session, site: str) -> str:
    """The version that the person read and agreed to at this terminal. Raises Refused `consent_required`."""
    from izanau_desktop.membership import fetch_policy
    from izanau_desktop.sync.site import Site

    if not given.may_ask():
        raise Refused(problem("consent_required", "agree_policy"))
    connection = Site(site, None, now.language)
    try:
        policy = fetch_policy(connection)
    finally:
        connection.close()
    now.tell.error(policy.text.get(now.language) or policy.text["en"])
    words = Words("I have read the privacy policy and agree to it", "プライバシーポリシーを読み、同意します")
    if not given.agreed(words.of(now.language)):
        raise Refused(problem("consent_required", "agree_policy"))
    return policy.version


@verb()
@click.argument("code", default="")
@click.option("--resend", is_flag=True, help="Send a new mail with a code.")
def confirm(code: str, *, resend: bool) -> None:
    """Confirm the e-mail address with the code, or the link, from the mail."""
    now = session()
    desk = now.desk()
    if resend:
        desk.resend()
        now.tell.document({"sent": True}, "")
        now.tell.say(Words("A new code is on its way.", "新しいコードを送りました。"))
        return
    desk.confirm(given.asked(code, "CODE", Words("Code", "確認コード").of(now.language)))
    desk.sync()
    now.tell.document(_who(desk), desk.account.email)


@verb()
@click.option("--email", metavar="E", help="Your e-mail address.")
@_PASSWORD
@click.option("--session-only", is_flag=True, help="Store nothing on this computer.")
def signin(email: str | None, *, password_stdin: bool, session_only: bool) -> None:
    """Sign in on this computer."""
    from izanau_desktop.desk import Desk

    now = session()
    site = now.site_address()
    address = given.asked(email or now.account, "--email", Words("E-mail address", "メールアドレス").of(now.language))
    secret = _secret(now, stdin=password_stdin)
    desk = now.new_desk(Desk.sign_in(now.folder, site, address, secret, session_only=session_only))
    now.tell.document(_who(desk), desk.account.email)
    if session_only:
        desk.sign_out(discard=True)
        now.tell.say(
            Words(
                "Nothing was stored; this session ends with the command.",
                "何も保存していません。このセッションはコマンドの終了とともに終わります。",
            )
        )


@verb()
@click.option("--discard", is_flag=True, help="Wipe what lives only here too.")
@click.option("--keep-cache", is_flag=True, help="Keep the data on this computer, encrypted and locked.")
def signout(*, discard: bool, keep_cache: bool) -> int:
    """Sign out, and wipe this account's data from this computer."""
    now = session()
    desk = now.desk()
    if keep_cache and desk.account.group != "seeker":
        raise Refused(problem("forbidden", "keep_cache"))
    left = desk.sign_out(discard=discard, keep_cache=keep_cache)
    if left:
        _tell_left(now, left)
        return 1
    now.tell.document({"signed_out": True, "wiped": not keep_cache}, "")
    return 0


def _tell_left(now: Session, left: OnlyHere) -> None:
    waiting = [{"kind": kind, "id": identity} for kind, identity in left.waiting]
    lines = [f"{outbox.kind_words(kind, now.language)} {identity}" for kind, identity in left.waiting]
    lines += [outbox.kind_words("papers", now.language)] if left.papers else []
    now.tell.document({"signed_out": False, "waiting": waiting, "papers": left.papers}, "\n".join(lines))
    now.tell.say(
        Words(
            "This lives only on this computer. Sync first, or wipe it with --discard.",
            "これらはこのコンピューターにしかありません。先に同期するか、--discard で消去してください。",
        )
    )


@verb()
def status() -> None:
    """Account, role, last sync, what waits, conflicts, lease, size, documents by kind."""
    now = session()
    try:
        desk = now.known_desk()
    except Refused as refused:  # a keychain or cache that does not open is a state too, and told as one
        first = refused.problems[0]
        tree = {**_nothing(), "account": now.account, "site": now.known_site(), "problem": first.code}
        now.tell.problem(first)
    else:
        tree = _nothing() if desk is None else {**_nothing(), **_status(desk)}
    now.tell.document(tree, "\n".join(standing.status(tree, now.language)))


def _nothing() -> dict[str, Any]:
    """What `status` tells, with nothing in it: the same keys whatever is known."""
    words = ("account", "id", "group", "role", "company", "site")
    counts = dict.fromkeys(("waiting", "refused", "conflicts", "notices"), 0)
    return {
        **dict.fromkeys(words, ""),
        "confirmed": False,
        "last_sync": "",
        **counts,
        "rest": {"paused": False, "until": "", "unmetered": False},
        "lease": {"state": "none", "until": "", "waiting": 0},
        "policy": {"version": "", "agreed": "", "due": False},
        "documents": {},
        "cache_bytes": 0,
        "problem": "",
        "fetched": 100,
        "searchable": None,
    }


def _status(desk: Desk) -> dict[str, Any]:
    from izanau_desktop.cache.reads.common import status as read

    found = read(desk.cache)
    policy = {"version": found.policy.current, "agreed": found.policy.agreed, "due": found.policy.due}
    held = {"state": found.lease.state, "until": found.lease.until, "waiting": found.lease.waiting}
    return {
        **_who(desk),
        "last_sync": found.last_sync,
        "waiting": found.waiting,
        "refused": found.refused,
        "conflicts": found.conflicts,
        "notices": found.notices,
        "rest": {"paused": found.rest.paused, "until": found.rest.until, "unmetered": found.rest.unmetered},
        "lease": held,
        "policy": policy,
        "documents": dict(found.documents),
        "cache_bytes": found.cache_bytes,
        "problem": found.problem,
        "fetched": found.fetched,
        "searchable": searchable(found.indexed),
    }


def _who(desk: Desk) -> dict[str, Any]:
    account = desk.account
    known = desk.cache.get("account", account.id) is not None  # the first sync tells
    return {
        "account": account.email,
        "id": account.id,
        "group": account.group,
        "role": account.role,
        "company": account.company,
        "site": desk.site_url,
        **({"confirmed": account.confirmed} if known else {}),
    }


def _secret(now: Session, *, stdin: bool, new: bool = False) -> str:
    return given.password(stdin=stdin, words=Words("Password", "パスワード").of(now.language), new=new)
